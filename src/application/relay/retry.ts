import { nextAttempt, nextChance, type Outcome } from '../../domain/shared/delivery.js';
import type { Context } from '../context.js';

/** What becomes of an attempt that was in vain: another one, or none after the last. */
export async function retry({ clock, random }: Context, attempts: number): Promise<Outcome> {
  const at = nextAttempt(attempts, await clock.now(), random.fraction());
  return at === null ? { kind: 'failed' } : { kind: 'retry', at };
}

/** What becomes of what this relay cannot send: it waits for one that can, however long that takes. */
export async function postpone({ clock, random }: Context, attempts: number): Promise<Outcome> {
  return { kind: 'retry', at: nextChance(attempts, await clock.now(), random.fraction()) };
}
