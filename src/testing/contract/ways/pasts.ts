// Rows with a past: before a row is inserted as a check wants it, there was another row under its id. Whoever derives an
// index, a column or a list from a row at its insert only finds the wrong one.

import fc from 'fast-check';
import type { Change, CollectionName, Operation, Storage } from '../../../ports/storage.js';
import { isStorageError } from '../../../ports/storage-error.js';
import { apiKeys } from '../../arbitraries/api-keys.js';
import { apps } from '../../arbitraries/apps.js';
import { invitations } from '../../arbitraries/invitations.js';
import { memberships } from '../../arbitraries/memberships.js';
import { organizations } from '../../arbitraries/organizations.js';
import { slugRecords } from '../../arbitraries/slugs.js';
import { submissions } from '../../arbitraries/submissions.js';
import { users } from '../../arbitraries/users.js';
import { interceptStorage } from '../../doubles/intercept-storage.js';
import { fenceEntry, operationId } from '../fixtures.js';

type InsertChange = Extract<Change, { readonly kind: 'insert' }>;

/** The rows from which pasts are made, and the fields that no command changes, which a row therefore has in its past, too. */
const pasts: {
  readonly [C in CollectionName]: {
    readonly rows: fc.Arbitrary<object>;
    readonly kept: readonly string[];
  };
} = {
  users: { rows: users(), kept: ['id', 'createdAt'] },
  organizations: { rows: organizations(), kept: ['id', 'createdBy', 'personalOf', 'createdAt'] },
  memberships: { rows: memberships(), kept: ['id', 'organizationId', 'createdAt'] },
  invitations: {
    rows: invitations(),
    kept: ['id', 'organizationId', 'createdAt'],
  },
  slugs: { rows: slugRecords(), kept: ['slug'] },
  apps: { rows: apps(), kept: ['id', 'packageName', 'createdAt'] },
  submissions: { rows: submissions(), kept: ['id', 'appId', 'createdAt'] },
  apikeys: { rows: apiKeys(), kept: ['id', 'owner', 'createdAt'] },
};

/** More rows of a commit have no past: their number is what matters. */
const maxRows = 24;

const pools = new Map<CollectionName, readonly object[]>();

/** The same rows in every run, so that a failure repeats. */
function poolOf(collection: CollectionName): readonly object[] {
  const pool =
    pools.get(collection) ??
    fc.sample(pasts[collection].rows, { numRuns: 2 * maxRows, seed: 20_261_201 });
  pools.set(collection, pool);
  return pool;
}

/** The insert of another row under the same id: one in another state, if it has any. */
function toPast(change: InsertChange, n: number): InsertChange {
  const { kept } = pasts[change.collection];
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
  /** The rows with a past, by collection and id. */
  const aged = new Set<string>();
  /** All rows. */
  const stored = new Set<string>();
  let commits = 0;

  async function writePasts(inserts: readonly InsertChange[]): Promise<readonly InsertChange[]> {
    commits += 1;
    const given = inserts.map((change, index) => toPast(change, 7 * commits + index));
    try {
      await storage.commit({ changes: given, journal: entry(), messages: [] });
      return inserts;
    } catch (fault) {
      if (!isStorageError(fault) || fault.code !== 'unique_conflict') throw fault;
      const [only, ...more] = inserts;
      if (only === undefined || more.length === 0) return [];
      const each: InsertChange[] = [];
      for (const insert of inserts) each.push(...(await writePasts([insert])));
      return each;
    }
  }

  /** No list and no purge meets it. */
  function entry() {
    commits += 1;
    return { ...fenceEntry(operationId(0x800000 + commits)), at: new Date(Date.UTC(2199, 0)) };
  }

  async function commit(operation: Operation): Promise<void> {
    const inserts = operation.changes.filter(isInsert).filter((each) => !isStored(each));
    const withPast = inserts.length > maxRows ? [] : await writePasts(inserts);
    const later = (change: Change): Change => {
      if (isInsert(change))
        return withPast.includes(change)
          ? Object.assign({}, change, { kind: 'update' as const, expectedVersion: 1 })
          : change;
      const { expectedVersion } = change;
      return aged.has(keyOf(change)) ? { ...change, expectedVersion: expectedVersion + 1 } : change;
    };
    try {
      await storage.commit({ ...operation, changes: operation.changes.map(later) });
    } catch (fault) {
      await storage.commit({
        changes: withPast.map(({ collection, id }) => ({
          kind: 'remove',
          collection,
          id,
          expectedVersion: 1,
        })),
        journal: entry(),
        messages: [],
      });
      throw fault;
    }
    for (const change of operation.changes) remember(change, withPast);
  }

  function isStored(change: Change): boolean {
    return stored.has(keyOf(change));
  }

  function remember(change: Change, withPast: readonly Change[]): void {
    const key = keyOf(change);
    if (change.kind === 'remove') {
      aged.delete(key);
      stored.delete(key);
    }
    if (change.kind !== 'insert') return;
    stored.add(key);
    if (withPast.includes(change)) aged.add(key);
  }

  return {
    ...interceptStorage(storage, async (_call, proceed) => {
      const answer = await proceed();
      lowerVersions(answer, (id) => aged.has(id));
      return answer;
    }),
    commit,
  };
}

function isInsert(change: Change): change is InsertChange {
  return change.kind === 'insert';
}

/** No two rows of a check have the same id, whatever their collection. */
function keyOf({ id }: Change): string {
  return id;
}

function lowerVersions(answer: unknown, isAged: (id: string) => boolean): void {
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return;
  for (const part of Object.values(answer)) lowerVersions(part, isAged);
  const { value, version }: { readonly value?: unknown; readonly version?: unknown } = answer;
  if (typeof version !== 'number' || typeof value !== 'object' || value === null) return;
  const id: unknown = Reflect.get(value, 'id') ?? Reflect.get(value, 'slug');
  if (typeof id === 'string' && isAged(id)) Reflect.set(answer, 'version', version - 1);
}
