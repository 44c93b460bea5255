// Gives a command its operation id: from the idempotency key, from the caller's `operationId`, or a new one.

import type { Action, CommandEntry } from '../../domain/journal/journal-entry.js';
import { type Actor, actorIdentity } from '../../domain/shared/actor.js';
import { type OperationId, parseOperationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Digests } from '../../ports/digests.js';
import type { Dependencies } from '../dependencies.js';
import type { CommandOptions } from './command-options.js';
import { invalidInputAt } from './input.js';

/** The id of the command in the journal, and whether an entry with this id can exist already. */
export interface OperationIdentity {
  readonly operationId: OperationId;
  readonly mayBeInJournal: boolean;
  /** Tells this call from others of the same operation. Set only if there can be others. */
  readonly callId?: OperationId;
  /** True if an earlier commit with this id gave no answer: it was written, or still can be. */
  readonly isOutcomeUnknown: boolean;
  /** The keyed digest of `inputText`, stored to recognize another input under the same key. */
  readonly inputDigest?: string;
  /** The input as JSON, without its secrets. */
  readonly inputText?: string;
  /** Who asked for what: the actor, the command and the input without its secrets, as JSON. */
  ownerText(): string;
}

const idempotencyKeyPattern = /* JOURNAL-8 */ /^[\x21-\x7e]{1,200}$/;

interface OperationScope {
  readonly action: Action;
  readonly scope?: string;
  readonly secrets?: readonly string[];
}

/**
 * With an idempotency key the id is a digest of actor, scope and key. An `operationId` says more than a key that is given,
 * too. Refuses a malformed key, and an `operationId` that was not issued to this actor for this command and input.
 */
export async function identifyOperation(
  { action, scope = action, secrets = [] }: OperationScope,
  { digests, ids }: Dependencies,
  actor: Actor,
  input: unknown,
  { idempotencyKey, operationId }: CommandOptions,
): Promise<Result<OperationIdentity, RefusalOf<'invalid_input'>>> {
  const inputTextOf = () => sortedJsonWithout(input, /* JOURNAL-13 */ secrets);
  const ownerText = () => sortedJsonWithout([actorIdentity(actor), scope, inputTextOf()]);
  if (operationId !== undefined) {
    const issued = await parseIssuedOperationId(operationId, ownerText, digests);
    if (issued === null) return refuse(unknownOperationRefusal());
    const inputText = inputTextOf();
    return ok({
      operationId: issued,
      mayBeInJournal: true,
      callId: toOperationId(ids.next()),
      isOutcomeUnknown: true,
      // The first call may have had an idempotency key, and a later one can have it again.
      inputDigest: await digests.hmac(inputText),
      inputText,
      ownerText,
    });
  }
  if (idempotencyKey !== undefined) {
    if (typeof idempotencyKey !== 'string' || !idempotencyKeyPattern.test(idempotencyKey)) {
      const message = 'an idempotency key has 1 to 200 visible ASCII characters';
      return refuse(invalidInputAt(['options', 'idempotencyKey'], 'format', message));
    }
    const inputText = inputTextOf();
    return ok({
      operationId: toOperationId(
        /* JOURNAL-10 JOURNAL-14 */ await digests.shortDigest(
          sortedJsonWithout(/* JOURNAL-9 */ [actorIdentity(actor), scope, idempotencyKey]),
        ),
      ),
      mayBeInJournal: true,
      callId: toOperationId(ids.next()),
      isOutcomeUnknown: false,
      inputDigest: await digests.hmac(inputText),
      inputText,
      ownerText,
    });
  }
  return ok({
    operationId: toOperationId(ids.next()),
    mayBeInJournal: false,
    isOutcomeUnknown: false,
    ownerText,
  });
}

/**
 * The operation's id as its caller gets it: the id in the journal, `-`, and a MAC of this id and its owner. The id alone
 * is in audit trails and can be guessed.
 */
export async function issuedOperationId(
  { operationId, ownerText }: OperationIdentity,
  digests: Digests,
): Promise<string> {
  return `${operationId}-${await digests.hmac(issuedText(operationId, ownerText()))}`;
}

/** Null if the id was not issued by `issuedOperationId` to this owner. */
async function parseIssuedOperationId(
  given: unknown,
  ownerText: () => string,
  digests: Digests,
): Promise<OperationId | null> {
  if (typeof given !== 'string' || given.length > maxIssuedLength) return null;
  const end = given.indexOf('-');
  const id = parseOperationId(given.slice(0, Math.max(0, end)));
  if (id === null) return null;
  const isIssued = await digests.isHmac(issuedText(id, ownerText()), given.slice(end + 1));
  return /* JOURNAL-15 */ isIssued ? id : null;
}

/** More than any has: 32 digits of the id, and a digest of 64 with the id of its key. */
const maxIssuedLength = 400;

function issuedText(id: OperationId, ownerText: string): string {
  return `operation ${id} of ${ownerText}`;
}

/** The refusal if the first call with this idempotency key had another input. Null if it had the same, or if no key was given. */
export async function keyReusedRefusal(
  { inputText }: OperationIdentity,
  { inputDigest }: Pick<CommandEntry, 'inputDigest'>,
  { digests }: Pick<Dependencies, 'digests'>,
): Promise<RefusalOf<'idempotency_key_reused'> | null> {
  if (inputText === undefined || inputDigest === undefined) return null;
  const isSame = await digests.mayMatchHmac(inputText, inputDigest);
  return /* JOURNAL-11 */ !isSame
    ? { code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] }
    : null;
}

export function unknownOperationRefusal(): RefusalOf<'invalid_input'> {
  const message = 'this operationId belongs to no operation of this actor, command and input';
  return invalidInputAt(['options', 'operationId'], 'unknown', message);
}

function toOperationId(text: string): OperationId {
  const id = parseOperationId(text);
  if (id === null)
    throw new Error(`the id generator or the digests gave "${text}", which is not an operation id`);
  return id;
}

/** JSON with sorted keys and without the fields that `without` names. */
function sortedJsonWithout(value: unknown, without: readonly string[] = []): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const entries = Object.entries(part).filter(([name]) => !without.includes(name));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
