// Runs work that needs many commits: each step is a command. After an interruption, a new call continues after the last finished step.

import type { ReplayIds } from '../../domain/journal/journal-entry.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { AnyCommandRefusalCode, ChangeSet, Command, Decision } from './command.js';
import { parseTaskOptions, type TaskOptions } from './command-options.js';
import type { InputSchema } from './input-schema.js';

/** A use case that needs many commits. After an interruption the finished steps stay; call it again to finish the rest. */
export interface Task<I, T, C extends RefusalCode> {
  (
    actor: Actor,
    input: I,
    options?: TaskOptions,
  ): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>>;
  readonly schema: InputSchema<I>;
}

/** How much one step has done, and whether it was the last. */
export interface StepResult {
  readonly count: number;
  readonly isLast: boolean;
}

export const noStepLeftDecision: Decision<StepResult> = {
  value: { count: 0, isLast: true },
  changeSet: null,
};

/** The decision of a step that writes. The journal keeps its result, so that a repeated call can return it. */
export function stepDecision(
  step: StepResult,
  changeSet: Omit<ChangeSet, 'replayIds'>,
): Decision<StepResult> {
  const replayIds = { count: String(step.count), isLast: String(step.isLast) };
  return { value: step, changeSet: { ...changeSet, replayIds } };
}

/** The result of a step, from its journal entry. */
export async function replayStep(
  _context: unknown,
  _input: unknown,
  replayIds: ReplayIds,
): Promise<{ readonly ok: true; readonly value: StepResult }> {
  return ok({ count: Number(replayIds['count'] ?? 0), isLast: replayIds['isLast'] === 'true' });
}

/** Takes steps until the last one. Returns the sum of their counts. */
export function toTask<I, C extends RefusalCode>(
  step: Command<I, StepResult, C>,
): Task<I, { readonly count: number }, C> {
  return Object.assign(
    async (actor: Actor, input: I, givenOptions: TaskOptions = {}) => {
      const options = parseTaskOptions(givenOptions);
      if (!options.ok) return options;
      let count = 0;
      for (;;) {
        const taken = await step(actor, input, options.value).catch((fault: unknown) => {
          // Whether the last step was written does not matter: the next call finds what is left.
          options.value.signal?.throwIfAborted();
          throw fault;
        });
        if (!taken.ok) return taken;
        count += taken.value.count;
        if (taken.value.isLast) return ok({ count });
      }
    },
    { schema: step.schema },
  );
}

/** The same decision with `isLast` false. For a purge that is one part of a larger purge. */
export function toIntermediateStep({
  value,
  changeSet,
}: Decision<StepResult>): Decision<StepResult> {
  if (changeSet === null)
    throw new Error('a step of a purge wrote nothing; a purge step must write');
  return stepDecision({ ...value, isLast: false }, changeSet);
}
