// Rows with a past: before a row is inserted as a check wants it, there was another row under its id. Whoever derives an
// index, a column or a list from a row at its insert only finds the wrong one.

import type { Change, CollectionName, Operation, Storage } from '../../../ports/storage.js';
import { isStorageError } from '../../../ports/storage-error.js';
import { interceptStorage } from '../../doubles/intercept-storage.js';
import { fenceEntry, operationId } from '../fixtures.js';
import { poolOf } from '../row-pool.js';

type InsertChange = Extract<Change, { readonly kind: 'insert' }>;

/** The fields that callers never change, which a row therefore has in its past, too. */
const keptFields: { readonly [C in CollectionName]: readonly string[] } = {
  users: ['id', 'createdAt'],
  organizations: ['id', 'createdBy', 'personalOf', 'createdAt'],
  memberships: ['id', 'organizationId', 'userId', 'createdAt'],
  invitations: ['id', 'organizationId', 'email', 'emailKey', 'createdAt'],
  slugs: ['slug'],
  apps: ['id', 'packageName', 'createdAt'],
  submissions: ['id', 'appId', 'createdAt'],
  apikeys: ['id', 'owner', 'createdAt'],
};

/** More rows of a commit have no past: their number is what matters. */
const maxRows = 24;

/** The insert of another row under the same id: one in another state, if it has any. */
function toPast(change: InsertChange, n: number): InsertChange {
  const kept = keptFields[change.collection];
  const pool = poolOf(change.collection);
  const turned = [...pool.slice(n % pool.length), ...pool.slice(0, n % pool.length)];
  const other = turned.find((row) => stateOf(row) !== stateOf(change.value)) ?? turned[0];
  const value = structuredClone(change.value);
  for (const name of Object.keys(value))
    if (!kept.includes(name)) Reflect.deleteProperty(value, name);
  for (const [name, part] of Object.entries(structuredClone(other ?? {})))
    if (!kept.includes(name)) Reflect.set(value, name, part);
  return Object.assign({}, change, { value });
}

function stateOf(row: object): string {
  const isSet = (name: string) => Reflect.get(row, name) !== undefined;
  return [Reflect.get(row, 'state'), isSet('deletedAt'), isSet('revokedAt')].join(' ');
}

/**
 * The storage, in which every row that a check inserts was another row before. The versions are those that the check
 * expects: what it sees as the insert is an update.
 */
export function withPasts(storage: Storage): Storage {
  /** Whether each stored row has a past. No two rows of a check have the same id, whatever their collection. */
  const hasPast = new Map<string, boolean>();
  let commits = 0;

  function commitAlone(changes: readonly Change[]): Promise<void> {
    commits += 1;
    // No list and no purge meets this entry.
    const at = new Date(Date.UTC(2199, 0));
    const journal = { ...fenceEntry(operationId(0x800000 + commits)), at };
    return storage.commit({ changes, journal, messages: [] });
  }

  /** Returns those of the inserts whose past is written: all, or those that conflict with nothing. */
  async function writePasts(inserts: readonly InsertChange[]): Promise<readonly InsertChange[]> {
    if (inserts.length === 0) return [];
    try {
      await commitAlone(inserts.map((change, index) => toPast(change, 7 * commits + index)));
      return inserts;
    } catch (fault) {
      if (!isStorageError(fault) || fault.code !== 'unique_conflict') throw fault;
      if (inserts.length === 1) return [];
      const each: InsertChange[] = [];
      for (const insert of inserts) each.push(...(await writePasts([insert])));
      return each;
    }
  }

  async function removePasts(inserts: readonly InsertChange[]): Promise<void> {
    if (inserts.length === 0) return;
    await commitAlone(
      inserts.map(({ collection, id }) => ({ kind: 'remove', collection, id, expectedVersion: 1 })),
    );
  }

  async function commit(operation: Operation): Promise<void> {
    const inserts = operation.changes.filter(isInsert).filter(({ id }) => !hasPast.has(id));
    const aged = await writePasts(inserts.length > maxRows ? [] : inserts);
    const isAged = (change: InsertChange) => aged.includes(change);
    try {
      await storage.commit(onPasts(operation, isAged));
      remember(operation.changes, isAged);
    } catch (fault) {
      if (aged.length === 0) throw fault;
      // The fault may be due to the pasts. Without them it is the one that the check expects, or there is none.
      await removePasts(aged);
      await storage.commit(onPasts(operation, () => false));
      remember(operation.changes, () => false);
    }
  }

  /** The operation that does the same where each row with a past is one version further. */
  function onPasts(
    { changes, ...rest }: Operation,
    isAged: (insert: InsertChange) => boolean,
  ): Operation {
    const shift = (change: Change): Change => {
      if (!isInsert(change)) {
        const { expectedVersion: expected } = change;
        return hasPast.get(change.id) ? { ...change, expectedVersion: expected + 1 } : change;
      }
      if (!isAged(change)) return change;
      return Object.assign({}, change, { kind: 'update' as const, expectedVersion: 1 });
    };
    return { ...rest, changes: changes.map(shift) };
  }

  function remember(changes: readonly Change[], isAged: (insert: InsertChange) => boolean): void {
    for (const change of changes) {
      if (change.kind === 'remove') hasPast.delete(change.id);
      if (isInsert(change)) hasPast.set(change.id, isAged(change));
    }
  }

  return {
    ...interceptStorage(storage, async (_call, proceed) => {
      const answer = await proceed();
      lowerVersions(answer, (id) => hasPast.get(id) === true);
      return answer;
    }),
    commit,
  };
}

function isInsert(change: Change): change is InsertChange {
  return change.kind === 'insert';
}

function lowerVersions(answer: unknown, isAged: (id: string) => boolean): void {
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return;
  for (const part of Object.values(answer)) lowerVersions(part, isAged);
  const { value, version }: { readonly value?: unknown; readonly version?: unknown } = answer;
  if (typeof version !== 'number' || typeof value !== 'object' || value === null) return;
  const id: unknown = Reflect.get(value, 'id') ?? Reflect.get(value, 'slug');
  if (typeof id === 'string' && isAged(id)) Reflect.set(answer, 'version', version - 1);
}
