import { nextAttempt, type Outcome } from '../../domain/shared/delivery.js';
import type { Context } from '../context.js';

/** What becomes of an attempt that was in vain: another one, or none after the last. */
export async function retry({ clock, random }: Context, attempts: number): Promise<Outcome> {
  const at = nextAttempt(attempts, await clock.now(), random.fraction());
  return at === null ? { kind: 'failed' } : { kind: 'retry', at };
}
