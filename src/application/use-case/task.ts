// Work of many commits: each step is a command of its own, and whoever is interrupted begins again where it stopped.

import type { z } from 'zod';
import type { Answer } from '../../domain/journal/entry.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { AnyCommand, Plan, Verb, Write } from './command.js';

/** A use case that takes as many commits as it needs. What an interrupted one has done stays done; call it again to finish. */
export interface Task<I, T, C extends RefusalCode> {
  (
    actor: Actor,
    input: I,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<T, RefusalOf<C | AnyCommand>>>;
  readonly schema: z.ZodType<unknown, I>;
}

/** What one step has done, and whether there may be more to do. */
export interface Step {
  readonly count: number;
  readonly isLast: boolean;
}

export const nothingLeft: Plan<Step> = { value: { count: 0, isLast: true }, write: null };

/** A step that writes, and keeps in the journal what it has done, for the case that its answer is lost. */
export function stepOf(step: Step, write: Omit<Write, 'answer'>): Plan<Step> {
  const answer = { count: String(step.count), isLast: String(step.isLast) };
  return { value: step, write: { ...write, answer } };
}

/** What the journal says that a step has done. */
export async function recallStep(
  _unit: unknown,
  _input: unknown,
  answer: Answer,
): Promise<{ readonly ok: true; readonly value: Step }> {
  return ok({ count: Number(answer['count'] ?? 0), isLast: answer['isLast'] === 'true' });
}

/** Takes steps until one is the last; answers how much they have done together. */
export function task<I, C extends RefusalCode>(
  step: Verb<I, Step, C>,
): Task<I, { readonly count: number }, C> {
  return Object.assign(
    async (actor: Actor, input: I, options: { readonly signal?: AbortSignal } = {}) => {
      let count = 0;
      for (;;) {
        const taken = await step(actor, input, options);
        if (!taken.ok) return taken;
        count += taken.value.count;
        if (taken.value.isLast) return ok({ count });
      }
    },
    { schema: step.schema },
  );
}
