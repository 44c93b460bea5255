// Derives the rows of a storage from its commits. Its rules are independent of those in src.

import type { Versioned } from '../../../../src/domain/shared/result.js';
import type {
  Change,
  CollectionChange,
  CollectionName,
  Collections,
} from '../../../../src/ports/storage.js';

export type ExpectedRows = {
  readonly [C in CollectionName]: ReadonlyMap<string, Versioned<Collections[C]>>;
};

export const emptyRows: ExpectedRows = {
  users: new Map(),
  organizations: new Map(),
  memberships: new Map(),
  invitations: new Map(),
  slugs: new Map(),
  apps: new Map(),
  submissions: new Map(),
  apikeys: new Map(),
};

/** Applies the changes of a commit; null if a row is not at the expected version. */
export function applyChanges(rows: ExpectedRows, changes: readonly Change[]): ExpectedRows | null {
  const ordered = [
    ...changes.filter(({ kind }) => kind !== 'insert'),
    ...changes.filter(({ kind }) => kind === 'insert'),
  ];
  let after: ExpectedRows | null = rows;
  for (const change of ordered) {
    after = after === null ? null : applyChange(after, change);
  }
  return after;
}

function applyChange<C extends CollectionName>(
  rows: ExpectedRows,
  change: CollectionChange<C>,
): ExpectedRows | null {
  const { collection, id } = change;
  const table = new Map<string, Versioned<Collections[C]>>(rows[collection]);
  const before = table.get(id);
  if (before?.version !== (change.kind === 'insert' ? undefined : change.expectedVersion))
    return null;
  if (change.kind === 'remove') table.delete(id);
  else {
    const version = (before?.version ?? 0) + 1;
    const value = change.kind === 'touch' ? before?.value : change.value;
    if (value === undefined) return null;
    table.set(id, { value, version });
  }
  return { ...rows, [collection]: table };
}

/** Changes that write all rows except invitations into an empty storage. */
export function toInserts(rows: ExpectedRows): readonly Change[] {
  return [
    ...insertsOfCollection(rows, 'users'),
    ...insertsOfCollection(rows, 'organizations'),
    ...insertsOfCollection(rows, 'memberships'),
    ...insertsOfCollection(rows, 'slugs'),
    ...insertsOfCollection(rows, 'apps'),
    ...insertsOfCollection(rows, 'submissions'),
    ...insertsOfCollection(rows, 'apikeys'),
  ];
}

function insertsOfCollection<C extends CollectionName>(
  rows: ExpectedRows,
  collection: C,
): readonly CollectionChange<C>[] {
  const table: ReadonlyMap<string, Versioned<Collections[C]>> = rows[collection];
  return [...table].map(([id, { value }]) => ({ kind: 'insert', collection, id, value }));
}
