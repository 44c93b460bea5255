// What a storage would be whose versions nobody looks at: each writes over whatever others have written meanwhile.
import {
  parseApiKeyId,
  parseAppId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
} from '../../../src/domain/shared/ids.js';
import { type Change, isStorageError, type Storage, type Versioned } from '../../../src/index.js';
import { present } from '../../support/guildhall.js';

/** Of apps, submissions, keys and their guards. Whoever meets a conflict all the same, since both write at once, tries again. */
export function lastWriterWins(storage: Storage): Storage {
  return {
    ...storage,
    async commit(operation) {
      for (let tries = 1; ; tries += 1) {
        const changes = await Promise.all(operation.changes.map((one) => unguarded(storage, one)));
        try {
          return await storage.commit({ ...operation, changes });
        } catch (fault) {
          const isConflict = isStorageError(fault) && fault.code === 'version_conflict';
          if (!isConflict || tries === 3) throw fault;
        }
      }
    },
  };
}

async function unguarded(storage: Storage, change: Change): Promise<Change> {
  if (!('expected' in change)) return change;
  const row = await rowOf(storage, change);
  return row === null ? change : { ...change, expected: row.version };
}

async function rowOf(
  { apps, submissions, keys, organizations, users }: Storage,
  { collection, id }: Change,
): Promise<Versioned<unknown> | null> {
  switch (collection) {
    case 'apps':
      return apps.findById(present(parseAppId(id)));
    case 'submissions':
      return submissions.findById(present(parseSubmissionId(id)));
    case 'apikeys':
      return keys.findById(present(parseApiKeyId(id)));
    case 'organizations':
      return organizations.findById(present(parseOrganizationId(id)));
    case 'users':
      return users.findById(present(parseUserId(id)));
    default:
      return null;
  }
}
