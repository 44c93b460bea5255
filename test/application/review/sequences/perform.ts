// Gives a command, and gives it again where nobody can say what became of it.

import type { CommandOptions } from '../../../../src/application/use-case/command-options.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import { isStorageError } from '../../../../src/ports/storage-error.js';
import type { Call } from './call.js';
import type { Stage } from './stage.js';

/** `fault`: the storage was away, or others were faster too often, and nothing was done. */
export type Outcome = Result<unknown> | { readonly ok: false; readonly fault: string };

/** What was asked, and what came of it. */
export interface Asked {
  readonly call: Call;
  readonly outcome: Outcome;
  readonly key?: string;
  /** What was done before under the same key. */
  readonly repeats: Done | null;
}

/** A command that was done, for when its key comes again. */
export interface Done {
  readonly input: string;
  /** The id of what it was about, or has made. */
  readonly name: string | null;
}

/** `lane`: by which of the two services. */
export async function perform(
  stage: Stage,
  call: Call,
  key: string | undefined,
  lane: 0 | 1,
): Promise<Outcome> {
  return settled(stage, call, key === undefined ? {} : { idempotencyKey: key }, lane);
}

export function doneBy({ call, outcome }: Asked): Done {
  return { input: JSON.stringify(call.input), name: outcome.ok ? nameIn(outcome.value) : null };
}

/** The id that an answer is about. */
function nameIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('id' in answer) return String(answer.id);
  return 'key' in answer ? nameIn(answer.key) : null;
}

async function settled(
  stage: Stage,
  call: Call,
  options: CommandOptions,
  lane: 0 | 1,
): Promise<Outcome> {
  try {
    return await call.give(stage.worlds[lane].guildhall, options);
  } catch (fault) {
    if (!isStorageError(fault)) throw fault;
    const { code, operationId } = fault;
    if (code !== 'outcome_unknown') return { ok: false, fault: code };
    stage.goWrong([]);
    if (operationId === undefined) return { ok: false, fault: code };
    const again = options.idempotencyKey === undefined ? { operationId } : options;
    return settled(stage, call, again, lane);
  }
}
