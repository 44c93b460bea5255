// Several rows of one collection, written so that no storage may rely on the order of writing.

import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import type { Tools } from './clause.js';

/** Made in one commit, the last first; the second of the rows is touched. */
export async function writeRows({ write }: Tools, inserts: readonly Change[]): Promise<void> {
  await write(inserts.toReversed());
  const [, second] = inserts;
  if (second === undefined) return;
  const { collection, id } = second;
  await write([{ kind: 'touch', collection, id, expected: 1 }]);
}

/** Those of the rows that belong, as `writeRows` has left them. */
export function stored<T>(
  rows: readonly T[],
  belongs: (row: T) => boolean,
): readonly Versioned<T>[] {
  const versioned = rows.map((value, index) => ({ value, version: index === 1 ? 2 : 1 }));
  return versioned.filter(({ value }) => belongs(value));
}
