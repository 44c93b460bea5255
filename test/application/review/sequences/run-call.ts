// Runs a command, and repeats it if its outcome is unknown.

import type { CommandOptions } from '../../../../src/application/use-case/command-options.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import { isStorageError } from '../../../../src/ports/storage-error.js';
import type { SequenceEnvironment } from './environment.js';
import type { ReviewCall } from './review-call.js';

/** `fault`: the storage was unavailable, or there were too many conflicts, and nothing was done. */
export type ReviewCallOutcome = Result<unknown> | { readonly ok: false; readonly fault: string };

/** A call and its outcome. */
export interface PerformedCall {
  readonly call: ReviewCall;
  readonly outcome: ReviewCallOutcome;
  readonly idempotencyKey?: string;
  /** The earlier command with the same idempotency key. */
  readonly firstRun: CompletedCall | null;
}

/** A completed command with an idempotency key. */
export interface CompletedCall {
  readonly input: string;
  /** The id of the row that it changed or created. */
  readonly subjectId: string | null;
}

/** `lane`: which of the two services runs the call. */
export async function runCall(
  environment: SequenceEnvironment,
  call: ReviewCall,
  key: string | undefined,
  lane: 0 | 1,
): Promise<ReviewCallOutcome> {
  return runUntilKnown(environment, call, key === undefined ? {} : { idempotencyKey: key }, lane);
}

export function toCompletedCall({ call, outcome }: PerformedCall): CompletedCall {
  return {
    input: JSON.stringify(call.input),
    subjectId: outcome.ok ? subjectIdOf(outcome.value) : null,
  };
}

/** The id of the row in an answer. */
function subjectIdOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('id' in answer) return String(answer.id);
  return 'key' in answer ? subjectIdOf(answer.key) : null;
}

async function runUntilKnown(
  environment: SequenceEnvironment,
  call: ReviewCall,
  options: CommandOptions,
  lane: 0 | 1,
): Promise<ReviewCallOutcome> {
  try {
    return await call.run(environment.worlds[lane].guildhall, options);
  } catch (fault) {
    if (!isStorageError(fault)) throw fault;
    const { code, operationId } = fault;
    if (code !== 'outcome_unknown') return { ok: false, fault: code };
    environment.setFaults([]);
    if (operationId === undefined) return { ok: false, fault: code };
    const again = options.idempotencyKey === undefined ? { operationId } : options;
    return runUntilKnown(environment, call, again, lane);
  }
}
