// `guildhall/memory`: a storage that keeps everything in this process and loses it with the process. For embedding
// without a database, and for tests.

import type { Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { keyReads } from './api-key-reads.js';
import { appReads } from './app-reads.js';
import { commitOperation } from './commit.js';
import { invitationReads } from './invitation-reads.js';
import { journalReads } from './journal-reads.js';
import { membershipReads } from './membership-reads.js';
import { organizationReads } from './organization-reads.js';
import { createOutbox } from './outbox.js';
import { type CallRunner, deepCopy } from './port-call.js';
import { slugReads } from './slug-reads.js';
import { submissionReads } from './submission-reads.js';
import { emptyTables } from './tables.js';
import { userReads } from './user-reads.js';

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
  const tables = emptyTables();
  let isOpen = true;

  const call: CallRunner = async (body) => {
    await Promise.resolve();
    if (!isOpen) throw storageClosedError();
    return deepCopy(body());
  };

  return {
    users: userReads(tables, call),
    organizations: organizationReads(tables, call),
    memberships: membershipReads(tables, call),
    invitations: invitationReads(tables, call),
    slugs: slugReads(tables, call),
    apps: appReads(tables, call),
    submissions: submissionReads(tables, call),
    apiKeys: keyReads(tables, call),
    journal: journalReads(tables, call),
    outbox: createOutbox(tables, call),
    commit(operation) {
      const given = deepCopy(operation);
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
