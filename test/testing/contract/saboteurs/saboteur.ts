// A saboteur is the memory storage with one fault planted in it.
import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import {
  parseApiKeyId,
  parseAppId,
  parseInvitationId,
  parseMembershipId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
} from '../../../../src/domain/shared/ids.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { Change, Constraint, Operation, Storage } from '../../../../src/ports/storage.js';
import { isStorageError, StorageError } from '../../../../src/ports/storage-error.js';
import { fence, operationId } from '../../../../src/testing/contract/specimens.js';
import { passThrough } from '../../../../src/testing/doubles/pass-through.js';

export interface Saboteur {
  readonly does: string;
  readonly storage: () => Storage;
  /** Clauses that must catch it, whichever others do so too. */
  readonly caughtBy: readonly string[];
}

export function saboteur(
  does: string,
  caughtBy: readonly string[],
  sabotage: (storage: Storage) => Storage,
): Saboteur {
  return { does, caughtBy, storage: () => sabotage(memoryStorage()) };
}

type Commit = Storage['commit'];

/** Another commit, made of the real one. */
export function committing(
  commit: (operation: Operation, real: Commit, storage: Storage) => Promise<void>,
): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    commit: (operation) => commit(operation, storage.commit, storage),
  });
}

/** Other changes than those that were asked for. */
export function changing(
  change: (change: Change, storage: Storage) => Promise<readonly Change[]>,
): (storage: Storage) => Storage {
  return committing(async (operation, real, storage) => {
    const changed = await Promise.all(operation.changes.map((each) => change(each, storage)));
    return real({ ...operation, changes: changed.flat() });
  });
}

type Port = Exclude<keyof Storage, 'commit' | 'time' | 'close'>;

/** Other methods of one part of the storage, made of the real ones. */
export function replacing<P extends Port>(
  port: P,
  replace: (real: Storage[P], storage: Storage) => Partial<Storage[P]>,
): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    [port]: { ...storage[port], ...replace(storage[port], storage) },
  });
}

/** Answers of one method (or of every one) changed in place. */
export function answering(
  method: string | null,
  alter: (answer: unknown) => void,
): (storage: Storage) => Storage {
  return (storage) =>
    passThrough(storage, async (call, proceed) => {
      const answer = await proceed();
      if (method === null || `${call.port}.${call.method}` === method) alter(answer);
      return answer;
    });
}

/** Changes every part of plain data in place: what `replace` gives takes the part's place. */
function rewrite(value: unknown, replace: (part: unknown, name: string) => unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  for (const name of Object.keys(value)) {
    const part: unknown = Reflect.get(value, name);
    rewrite(part, replace);
    Reflect.set(value, name, replace(part, name));
  }
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function setField(value: unknown, name: string, part: unknown): void {
  if (typeof value === 'object' && value !== null) Reflect.set(value, name, part);
}

/** The operation as it is stored by one that does not keep data as it came. */
export function storing(
  replace: (part: unknown, name: string) => unknown,
): (storage: Storage) => Storage {
  return committing((operation, real) => {
    const altered = structuredClone(operation);
    rewrite(altered, replace);
    return real(altered);
  });
}

/** Does something else where this fault comes up. */
export function onFault(
  matches: (fault: StorageError) => boolean,
  instead: (fault: StorageError, operation: Operation, real: Commit) => Promise<void>,
): (storage: Storage) => Storage {
  return committing(async (operation, real) => {
    try {
      await real(operation);
    } catch (fault) {
      if (!isStorageError(fault) || !matches(fault)) throw fault;
      await instead(fault, operation, real);
    }
  });
}

/** A moment after. */
export function later(date: Date): Date {
  return new Date(date.getTime() + 1);
}

/** A moment before. */
export function sooner(date: Date): Date {
  return new Date(date.getTime() - 1);
}

/** A limit that is none. */
export const boundless = 10_000;

let lastAside = 900_000;

/** A commit of its own, beside those that were asked for. */
export function aside(changes: readonly Change[]): Operation {
  lastAside += 1;
  return { changes, journal: fence(operationId(lastAside)), messages: [] };
}

export function uniqueConflict(constraint: Constraint): StorageError {
  return new StorageError('unique_conflict', 'made up', { constraint });
}

/** The row that a change is about; null for slugs, whose records are read by organization only. */
export async function rowOf(
  { users, organizations, memberships, invitations, apps, submissions, keys }: Storage,
  { collection, id }: Change,
): Promise<Versioned<object> | null> {
  switch (collection) {
    case 'users':
      return users.findById(mustParse(parseUserId(id)));
    case 'organizations':
      return organizations.findById(mustParse(parseOrganizationId(id)));
    case 'memberships':
      return memberships.findById(mustParse(parseMembershipId(id)));
    case 'invitations':
      return invitations.findById(mustParse(parseInvitationId(id)));
    case 'apps':
      return apps.findById(mustParse(parseAppId(id)));
    case 'submissions':
      return submissions.findById(mustParse(parseSubmissionId(id)));
    case 'apikeys':
      return keys.findById(mustParse(parseApiKeyId(id)));
    case 'slugs':
      return null;
  }
}

function mustParse<T>(id: T | null): T {
  if (id === null) throw new Error('a change has an id that is none');
  return id;
}
