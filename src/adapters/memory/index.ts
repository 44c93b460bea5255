// `guildhall/memory`: a storage that keeps everything in this process and loses it with the process. For embedding
// without a database, and for tests.

import type { Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { createApiKeyAccess } from './api-key-access.js';
import { createAppReads } from './app-reads.js';
import { commitOperation } from './commit.js';
import { createInvitationReads } from './invitation-reads.js';
import { createJournalReads } from './journal-reads.js';
import { createMembershipReads } from './membership-reads.js';
import { createOrganizationReads } from './organization-reads.js';
import { createOutbox } from './outbox.js';
import { type CallRunner, compactCopy, deepCopy } from './port-call.js';
import { createSlugReads } from './slug-reads.js';
import { createSubmissionReads } from './submission-reads.js';
import { createEmptyTables } from './tables.js';
import { createUserReads } from './user-reads.js';

export { memoryRateLimiter } from './rate-limiter.js';

/** Options of `memoryStorage`. */
export interface MemoryStorageOptions {
  /** The source of `time`; default the clock of this machine. */
  readonly time?: () => Date | Promise<Date>;
}

/**
 * Creates an empty storage. It reports the same conflicts as MongoDB, under the same constraint names and in the same
 * order, and copies what goes in and out. After `close`, every call throws `unavailable`.
 */
export function memoryStorage({ time = () => new Date() }: MemoryStorageOptions = {}): Storage {
  const tables = createEmptyTables();
  let isOpen = true;

  const call: CallRunner = async (body) => {
    await Promise.resolve();
    if (!isOpen) throw storageClosedError();
    return deepCopy(body());
  };

  return {
    users: createUserReads(tables, call),
    organizations: createOrganizationReads(tables, call),
    memberships: createMembershipReads(tables, call),
    invitations: createInvitationReads(tables, call),
    slugs: createSlugReads(tables, call),
    apps: createAppReads(tables, call),
    submissions: createSubmissionReads(tables, call),
    apiKeys: createApiKeyAccess(tables, call),
    journal: createJournalReads(tables, call),
    outbox: createOutbox(tables, call),
    commit(operation) {
      const given = compactCopy(operation);
      return call(() => commitOperation(tables, given));
    },
    async time() {
      await call(() => null);
      return deepCopy(await time());
    },
    async close() {
      await Promise.resolve();
      isOpen = false;
    },
  };
}

function storageClosedError(): StorageError {
  return new StorageError(
    'unavailable',
    'The memory storage is closed and its data is lost; create a new one with memoryStorage().',
  );
}
