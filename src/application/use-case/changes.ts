// Builds the row changes of a change set: insert, update, remove, and guard.

import type { Versioned } from '../../domain/shared/result.js';
import type { CollectionChange, CollectionName, Collections } from '../../ports/storage.js';

export function insertChange<C extends CollectionName>(
  collection: C,
  id: string,
  value: Collections[C],
): CollectionChange<C> {
  return { kind: 'insert', collection, id, value };
}

/** Replaces a row, if it still has the version that was read. */
export function updateChange<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
  value: Collections[C],
): CollectionChange<C> {
  return { kind: 'update', collection, id: read.value.id, expectedVersion: read.version, value };
}

/** As `updateChange`, for a row that was read without its metadata: it keeps what it has. */
export function updateKeepingMetadata<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
  value: Collections[C],
): CollectionChange<C> {
  const { id } = read.value;
  return {
    kind: 'update',
    collection,
    id,
    expectedVersion: read.version,
    value,
    keepsMetadata: true,
  };
}

/** Removes a row for good, if it still has the version that was read. */
export function removeChange<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
): CollectionChange<C> {
  return { kind: 'remove', collection, id: read.value.id, expectedVersion: read.version };
}

/** Guards a row: raises its version, so that of two commits that read the same version only one succeeds. */
export function guardChange<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
): CollectionChange<C> {
  return { kind: 'touch', collection, id: read.value.id, expectedVersion: read.version };
}
