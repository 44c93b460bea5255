// The errors of a commit that cannot be written.

import type { UniqueConstraint } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import type { StoredName } from './stored-rows.js';

/** The error of a change that expected another version. `found`: null if there is no such row. */
export function versionConflict(
  collection: StoredName,
  id: string,
  expected: number,
  found: number | null,
): StorageError {
  const state = found === null ? 'does not exist' : `is at version ${found}`;
  return new StorageError(
    'version_conflict',
    `${collection} ${id} ${state}, but version ${expected} was expected: another operation has changed it; read it again and retry.`,
  );
}

/** The error of a row with an id or a unique key that another row has. */
export function uniqueConflict(
  collection: StoredName,
  id: string,
  constraint: UniqueConstraint,
): StorageError {
  return new StorageError(
    'unique_conflict',
    `${collection} ${id} cannot be written: another row has the same value for the unique constraint ${constraint}.`,
    { constraint },
  );
}
