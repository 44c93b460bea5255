// The rows of a storage as its commits have made them, by rules that are written here once more.

import type { Versioned } from '../../../../src/domain/shared/result.js';
import type {
  Change,
  ChangeTo,
  CollectionName,
  Collections,
} from '../../../../src/ports/storage.js';

export type Rows = {
  readonly [C in CollectionName]: ReadonlyMap<string, Versioned<Collections[C]>>;
};

export const noRows: Rows = {
  users: new Map(),
  organizations: new Map(),
  memberships: new Map(),
  invitations: new Map(),
  slugs: new Map(),
  apps: new Map(),
  submissions: new Map(),
  apikeys: new Map(),
};

/** Null where a row is not at the version that a change expects. */
export function rowsAfter(rows: Rows, changes: readonly Change[]): Rows | null {
  const ordered = [
    ...changes.filter(({ kind }) => kind !== 'insert'),
    ...changes.filter(({ kind }) => kind === 'insert'),
  ];
  let after: Rows | null = rows;
  for (const change of ordered) {
    after = after === null ? null : changed(after, change);
  }
  return after;
}

function changed<C extends CollectionName>(rows: Rows, change: ChangeTo<C>): Rows | null {
  const { collection, id } = change;
  const table = new Map<string, Versioned<Collections[C]>>(rows[collection]);
  const before = table.get(id);
  if (before?.version !== (change.kind === 'insert' ? undefined : change.expected)) return null;
  if (change.kind === 'remove') table.delete(id);
  else {
    const version = (before?.version ?? 0) + 1;
    const value = change.kind === 'touch' ? before?.value : change.value;
    if (value === undefined) return null;
    table.set(id, { value, version });
  }
  return { ...rows, [collection]: table };
}

/** All but invitations, to be written into an empty storage. */
export function insertsOf(rows: Rows): readonly Change[] {
  return [
    ...insertsInto(rows, 'users'),
    ...insertsInto(rows, 'organizations'),
    ...insertsInto(rows, 'memberships'),
    ...insertsInto(rows, 'slugs'),
    ...insertsInto(rows, 'apps'),
    ...insertsInto(rows, 'submissions'),
    ...insertsInto(rows, 'apikeys'),
  ];
}

function insertsInto<C extends CollectionName>(rows: Rows, collection: C): readonly ChangeTo<C>[] {
  const table: ReadonlyMap<string, Versioned<Collections[C]>> = rows[collection];
  return [...table].map(([id, { value }]) => ({ kind: 'insert', collection, id, value }));
}
