// The writes of a plan, said short.

import type { Versioned } from '../../domain/shared/result.js';
import type { ChangeTo, CollectionName, Collections } from '../../ports/storage.js';

export function inserted<C extends CollectionName>(
  collection: C,
  id: string,
  value: Collections[C],
): ChangeTo<C> {
  return { kind: 'insert', collection, id, value };
}

/** The new value of a row, written only over the version that was read. */
export function updated<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
  value: Collections[C],
): ChangeTo<C> {
  return { kind: 'update', collection, id: read.value.id, expected: read.version, value };
}

/** Takes a row away for good, if it is still as it was read. */
export function removed<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
): ChangeTo<C> {
  return { kind: 'remove', collection, id: read.value.id, expected: read.version };
}

/** A guard: nobody else may have decided over this row meanwhile. */
export function touched<C extends CollectionName>(
  collection: C,
  read: Versioned<{ readonly id: string }>,
): ChangeTo<C> {
  return { kind: 'touch', collection, id: read.value.id, expected: read.version };
}
