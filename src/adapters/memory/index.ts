// `guildhall/memory`: everything in this process, and gone with it. The embedded default, and what tests run on.

import type { Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { appReads } from './app-reads.js';
import type { Call } from './call.js';
import { commitTo } from './commit.js';
import { detached } from './detached.js';
import { invitationReads } from './invitation-reads.js';
import { journalReads } from './journal-reads.js';
import { keyReads } from './key-reads.js';
import { membershipReads } from './membership-reads.js';
import { organizationReads } from './organization-reads.js';
import { outbox } from './outbox.js';
import { slugReads } from './slug-reads.js';
import { submissionReads } from './submission-reads.js';
import { emptyTables } from './tables.js';
import { userReads } from './user-reads.js';

export { memoryRateLimiter } from './rate-limiter.js';

/** What `memoryStorage` may be given. */
export interface MemoryStorageOptions {
  /** What `time` answers from; the computer's clock unless given. */
  readonly time?: () => Date | Promise<Date>;
}

/**
 * An empty storage that gives MongoDB's verdicts: the same conflicts under the same constraint names in the same
 * order, and copies in and out. After `close` every call is refused as `unavailable`.
 */
export function memoryStorage({ time = () => new Date() }: MemoryStorageOptions = {}): Storage {
  const tables = emptyTables();
  let isOpen = true;

  const call: Call = async (body) => {
    await Promise.resolve();
    if (!isOpen) throw closed();
    return detached(body());
  };

  return {
    users: userReads(tables, call),
    organizations: organizationReads(tables, call),
    memberships: membershipReads(tables, call),
    invitations: invitationReads(tables, call),
    slugs: slugReads(tables, call),
    apps: appReads(tables, call),
    submissions: submissionReads(tables, call),
    keys: keyReads(tables, call),
    journal: journalReads(tables, call),
    outbox: outbox(tables, call),
    commit(operation) {
      const given = detached(operation);
      return call(() => commitTo(tables, given));
    },
    async time() {
      await call(() => null);
      return detached(await time());
    },
    async close() {
      await Promise.resolve();
      isOpen = false;
    },
  };
}

function closed(): StorageError {
  return new StorageError(
    'unavailable',
    'the memory storage was closed, and what it held is gone; make a new one with memoryStorage()',
  );
}
