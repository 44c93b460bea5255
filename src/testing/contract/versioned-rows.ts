// Writes several rows of one collection in an order that no storage can rely on.

import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import type { TestWriter } from './clause.js';

/** Writes the rows in one commit, the last first, and then touches the second. */
export async function writeRowsAndTouchSecond(
  { write }: TestWriter,
  inserts: readonly Change[],
): Promise<void> {
  await write(inserts.toReversed());
  const [, second] = inserts;
  if (second === undefined) return;
  const { collection, id } = second;
  await write([{ kind: 'touch', collection, id, expectedVersion: 1 }]);
}

/** The rows that belong, with the versions that `writeRowsAndTouchSecond` has left. */
export function versionedRowsAfterTouch<T>(
  rows: readonly T[],
  belongs: (row: T) => boolean,
): readonly Versioned<T>[] {
  const versioned = rows.map((value, index) => ({ value, version: index === 1 ? 2 : 1 }));
  return versioned.filter(({ value }) => belongs(value));
}
