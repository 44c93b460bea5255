// A storage without version checks: each write overwrites what others have written.
import {
  parseApiKeyId,
  parseAppId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
} from '../../../src/domain/shared/ids.js';
import { type Change, isStorageError, type Storage, type Versioned } from '../../../src/index.js';
import { assertPresent } from '../../support/world.js';

/** For apps, submissions, keys and their guards. If two writes still conflict, the later one is repeated. */
export function withLastWriterWins(storage: Storage): Storage {
  return {
    ...storage,
    async commit(operation) {
      for (let tries = 1; ; tries += 1) {
        const changes = await Promise.all(
          operation.changes.map((one) => withCurrentVersion(storage, one)),
        );
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

async function withCurrentVersion(storage: Storage, change: Change): Promise<Change> {
  if (!('expectedVersion' in change)) return change;
  const row = await findCurrentRow(storage, change);
  return row === null ? change : { ...change, expectedVersion: row.version };
}

async function findCurrentRow(
  { apps, submissions, apiKeys, organizations, users }: Storage,
  { collection, id }: Change,
): Promise<Versioned<unknown> | null> {
  switch (collection) {
    case 'apps':
      return apps.findById(assertPresent(parseAppId(id)));
    case 'submissions':
      return submissions.findById(assertPresent(parseSubmissionId(id)));
    case 'apikeys':
      return apiKeys.findById(assertPresent(parseApiKeyId(id)));
    case 'organizations':
      return organizations.findById(assertPresent(parseOrganizationId(id)));
    case 'users':
      return users.findById(assertPresent(parseUserId(id)));
    default:
      return null;
  }
}
