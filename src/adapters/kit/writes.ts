// Writes to single rows.

import type { RowWriteTo, StoredRow } from './engine.js';
import { idOf, type StoredName, type StoredRows } from './stored-rows.js';

/** Raises the version. */
export function replaceRow<C extends StoredName>(
  collection: C,
  before: StoredRow<C>,
  value: StoredRows[C],
): RowWriteTo<C> {
  return { collection, id: idOf(value), before, after: { value, version: before.version + 1 } };
}

export function removeRow<C extends StoredName>(
  collection: C,
  before: StoredRow<C>,
): RowWriteTo<C> {
  return { collection, id: idOf(before.value), before, after: null };
}
