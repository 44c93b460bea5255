import type { Action } from '../../domain/journal/entry.js';
import { type Actor, actorKey } from '../../domain/shared/actor.js';
import { type OperationId, parseOperationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { invalidAt } from './input.js';

/** What a caller may say about a command beside its input. */
export interface CommandOptions {
  /** 1 to 200 visible ASCII characters, scoped to actor and command: the same key and input give the first answer again. */
  readonly idempotencyKey?: string;
  /** From a fault `outcome_unknown`, to learn what became of that operation and finish it. */
  readonly operationId?: string;
  /** Ends the waiting between attempts; what has been committed stays. */
  readonly signal?: AbortSignal;
}

/** Under which id the command stands in the journal, and whether it may stand there already. */
export interface Repeatable {
  readonly operationId: OperationId;
  readonly mayBeDone: boolean;
  /** A commit under this id was sent whose answer was lost: it may have been written, or may yet be. */
  readonly isUnsettled: boolean;
  /** Tells a repeat from another command under the same key. */
  readonly inputDigest?: string;
  readonly inputText?: string;
}

const keyForm = /* JOURNAL-8 */ /^[\x21-\x7e]{1,200}$/;

interface Repeated {
  readonly action: Action;
  readonly scope?: string;
  readonly secrets?: readonly string[];
}

export async function repeatable(
  { action, scope = action, secrets = [] }: Repeated,
  { digests, ids }: Context,
  actor: Actor,
  input: unknown,
  { idempotencyKey, operationId }: CommandOptions,
): Promise<Result<Repeatable, RefusalOf<'invalid_input'>>> {
  if (idempotencyKey !== undefined) {
    if (typeof idempotencyKey !== 'string' || !keyForm.test(idempotencyKey)) {
      const message = 'an idempotency key has 1 to 200 visible ASCII characters';
      return refuse(invalidAt(['options', 'idempotencyKey'], 'format', message));
    }
    const inputText = canonical(input, /* JOURNAL-13 */ secrets);
    return ok({
      operationId: made(
        /* JOURNAL-10 JOURNAL-14 */ await digests.short(
          canonical(/* JOURNAL-9 */ [actorKey(actor), scope, idempotencyKey]),
        ),
      ),
      mayBeDone: true,
      isUnsettled: false,
      inputDigest: await digests.keyed(inputText),
      inputText,
    });
  }
  if (operationId === undefined) {
    return ok({ operationId: made(ids.next()), mayBeDone: false, isUnsettled: false });
  }
  const given = typeof operationId === 'string' ? parseOperationId(operationId) : null;
  if (given === null || given.includes('.')) return refuse(foreignOperation());
  return ok({ operationId: given, mayBeDone: true, isUnsettled: true });
}

export function foreignOperation(): RefusalOf<'invalid_input'> {
  const message = 'this is not the id of an operation of this command and actor';
  return invalidAt(['options', 'operationId'], 'unknown', message);
}

function made(text: string): OperationId {
  const id = parseOperationId(text);
  if (id === null) throw new Error(`the port gave "${text}", which is no operation id`);
  return id;
}

/** JSON with sorted keys, the fields named in `without` left out. */
function canonical(value: unknown, without: readonly string[] = []): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const entries = Object.entries(part).filter(([name]) => !without.includes(name));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
