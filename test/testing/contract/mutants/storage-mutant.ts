// A mutant is the memory storage with one deliberate fault.
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
import type {
  Change,
  Operation,
  Storage,
  UniqueConstraint,
} from '../../../../src/ports/storage.js';
import { isStorageError, StorageError } from '../../../../src/ports/storage-error.js';
import { fenceEntry, operationId } from '../../../../src/testing/contract/fixtures.js';
import { interceptStorage } from '../../../../src/testing/doubles/intercept-storage.js';

export interface StorageMutant {
  /** What it does wrong; follows "a storage that". */
  readonly description: string;
  readonly storage: () => Storage;
  /** Clauses that must find the fault; others may find it too. */
  readonly caughtBy: readonly string[];
}

export function storageMutant(
  description: string,
  caughtBy: readonly string[],
  mutate: (storage: Storage) => Storage,
): StorageMutant {
  return { description, caughtBy, storage: () => mutate(memoryStorage()) };
}

type CommitMethod = Storage['commit'];

/** Replaces `commit`. */
export function withCommit(
  commit: (operation: Operation, real: CommitMethod, storage: Storage) => Promise<void>,
): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    commit: (operation) => commit(operation, storage.commit, storage),
  });
}

/** Replaces every change of a commit. */
export function withChanges(
  change: (change: Change, storage: Storage) => Promise<readonly Change[]>,
): (storage: Storage) => Storage {
  return withCommit(async (operation, real, storage) => {
    const changed = await Promise.all(operation.changes.map((each) => change(each, storage)));
    return real({ ...operation, changes: changed.flat() });
  });
}

type ReplaceablePart = Exclude<keyof Storage, 'commit' | 'time' | 'migrate' | 'close'>;

/** Replaces methods of one part of the storage. */
export function withMethods<P extends ReplaceablePart>(
  port: P,
  replace: (real: Storage[P], storage: Storage) => Partial<Storage[P]>,
): (storage: Storage) => Storage {
  return (storage) => ({
    ...storage,
    [port]: { ...storage[port], ...replace(storage[port], storage) },
  });
}

/** Changes the results of one method in place; of every method if `method` is null. */
export function withAlteredAnswer(
  method: string | null,
  alter: (answer: unknown) => void,
): (storage: Storage) => Storage {
  return (storage) =>
    interceptStorage(storage, async (call, proceed) => {
      const answer = await proceed();
      if (method === null || `${call.port}.${call.method}` === method) alter(answer);
      return answer;
    });
}

/** Replaces every part of plain data in place. */
function replaceParts(value: unknown, replace: (part: unknown, name: string) => unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  for (const name of Object.keys(value)) {
    const part: unknown = Reflect.get(value, name);
    replaceParts(part, replace);
    Reflect.set(value, name, replace(part, name));
  }
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function setField(value: unknown, name: string, part: unknown): void {
  if (typeof value === 'object' && value !== null) Reflect.set(value, name, part);
}

/** Stores operations with replaced values. */
export function withAlteredData(
  replace: (part: unknown, name: string) => unknown,
): (storage: Storage) => Storage {
  return withCommit((operation, real) => {
    const altered = structuredClone(operation);
    replaceParts(altered, replace);
    return real(altered);
  });
}

/** Runs `instead` when a commit fails with a matching error. */
export function withFaultHandler(
  matches: (fault: StorageError) => boolean,
  instead: (fault: StorageError, operation: Operation, real: CommitMethod) => Promise<void>,
): (storage: Storage) => Storage {
  return withCommit(async (operation, real) => {
    try {
      await real(operation);
    } catch (fault) {
      if (!isStorageError(fault) || !matches(fault)) throw fault;
      await instead(fault, operation, real);
    }
  });
}

export function oneMillisecondAfter(date: Date): Date {
  return new Date(date.getTime() + 1);
}

export function oneMillisecondBefore(date: Date): Date {
  return new Date(date.getTime() - 1);
}

/** More than any test writes. */
export const noLimit = 10_000;

let lastExtraOperation = 900_000;

/** An extra operation with its own id. */
export function extraOperation(changes: readonly Change[]): Operation {
  lastExtraOperation += 1;
  return { changes, journal: fenceEntry(operationId(lastExtraOperation)), messages: [] };
}

export function uniqueConflictOf(constraint: UniqueConstraint): StorageError {
  return new StorageError('unique_conflict', 'a mutant made this up', { constraint });
}

/** The row of a change; null for slugs, because their records are read only by organization. */
export async function findRowOf(
  { users, organizations, memberships, invitations, apps, submissions, apiKeys }: Storage,
  { collection, id }: Change,
): Promise<Versioned<object> | null> {
  switch (collection) {
    case 'users':
      return users.findById(assertParsedId(parseUserId(id)));
    case 'organizations':
      return organizations.findById(assertParsedId(parseOrganizationId(id)));
    case 'memberships':
      return memberships.findById(assertParsedId(parseMembershipId(id)));
    case 'invitations':
      return invitations.findById(assertParsedId(parseInvitationId(id)));
    case 'apps':
      return apps.findById(assertParsedId(parseAppId(id)));
    case 'submissions':
      return submissions.findById(assertParsedId(parseSubmissionId(id)));
    case 'apikeys':
      return apiKeys.findById(assertParsedId(parseApiKeyId(id)));
    case 'slugs':
      return null;
  }
}

function assertParsedId<T>(id: T | null): T {
  if (id === null) throw new Error('the id of a change is invalid');
  return id;
}
