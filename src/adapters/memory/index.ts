// `guildhall/memory`: a storage that keeps everything in this process and loses it with the process. For embedding
// without a database, and for tests.

import type { Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import { createApiKeyAccess } from './api-key-access.js';
import { createAppReads } from './app-reads.js';
import { commitOperation } from './commit.js';
import { dumpedVersion, dumpTables, type MemoryDump } from './dump/dump.js';
import { loadTables } from './dump/load.js';
import { createInvitationReads } from './invitation-reads.js';
import { createJournalReads } from './journal-reads.js';
import { createMembershipReads } from './membership-reads.js';
import { createOrganizationReads } from './organization-reads.js';
import { createOutbox } from './outbox.js';
import { type CallRunner, compactCopy, deepCopy } from './port-call.js';
import { createSlugReads } from './slug-reads.js';
import { createSubmissionReads } from './submission-reads.js';
import { createEmptyTables, type MemoryTables } from './tables.js';
import { createUserReads } from './user-reads.js';

export type { DumpedRow, MemoryDump } from './dump/dump.js';
export { memoryRateLimiter } from './rate-limiter.js';

/** Options of `memoryStorage`. */
export interface MemoryStorageOptions {
  /** The source of `time`; default the clock of this machine. */
  readonly time?: () => Date | Promise<Date>;
}

/** A storage that can be saved: `loadMemoryStorage` makes one that goes on where the dump was made. */
export interface MemoryStorage extends Storage {
  /** Everything that the storage holds, as plain data for JSON. */
  dump(): Promise<MemoryDump>;
}

/**
 * Creates an empty storage. It reports the same conflicts as MongoDB, under the same constraint names and in the same
 * order, and copies what goes in and out. After `close`, every call throws `unavailable`.
 */
export function memoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  return storageOn(createEmptyTables(), options);
}

/**
 * Creates a storage with the rows of a dump, which may come from JSON. Rows of an earlier release are brought to the version
 * of this one. Throws a `misconfigured` that names the first place where a dump has something else, or if a later release
 * made it.
 */
export function loadMemoryStorage(
  dump: unknown,
  options: MemoryStorageOptions = {},
): MemoryStorage {
  return storageOn(loadTables(dump), options);
}

function storageOn(
  tables: MemoryTables,
  { time = () => new Date() }: MemoryStorageOptions,
): MemoryStorage {
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
    dump: () => call(() => dumpTables(tables)),
    async time() {
      await call(() => null);
      return deepCopy(await time());
    },
    // A dump is migrated when it is loaded.
    migrate: () => call(() => ({ from: dumpedVersion, to: dumpedVersion, steps: [] })),
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
