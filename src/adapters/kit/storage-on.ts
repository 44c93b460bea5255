// A whole storage on an engine.

import type { Storage } from '../../ports/storage.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';
import { decideCommit } from './commit.js';
import { compactCopy, deepCopy } from './copies.js';
import type { StorageEngine } from './engine.js';
import { decideKeyUse, decidePrune } from './maintenance.js';
import { decideClaim, decideSettlement } from './outbox.js';
import { createAppReads } from './reads/apps.js';
import { createInvitationReads } from './reads/invitations.js';
import { createApiKeyReads, createJournalReads } from './reads/journal-and-keys.js';
import { createMembershipReads } from './reads/memberships.js';
import { createOrganizationReads, createSlugReads } from './reads/organizations.js';
import type { ReadRunner } from './reads/read-runner.js';
import { createSubmissionReads } from './reads/submissions.js';
import { createUserReads } from './reads/users.js';

/**
 * Makes a storage of an engine: all reads of the port, the commit, and the writes of relays and maintenance. It copies
 * what a caller gives it to write; an engine that keeps rows in this process copies what it returns.
 */
export function storageOn(engine: StorageEngine): Storage {
  const read: ReadRunner = (question) => engine.read(question);
  return {
    users: createUserReads(read),
    organizations: createOrganizationReads(read),
    memberships: createMembershipReads(read),
    invitations: createInvitationReads(read),
    slugs: createSlugReads(read),
    apps: createAppReads(read),
    submissions: createSubmissionReads(read),
    apiKeys: {
      ...createApiKeyReads(read),
      recordUse(id, at) {
        const given = deepCopy(at);
        return engine.write((view) => decideKeyUse(view, id, given));
      },
    },
    journal: createJournalReads(read),
    outbox: {
      claim(claim) {
        const given = deepCopy(claim);
        return engine.write((view) => decideClaim(view, given));
      },
      settle(settlement) {
        const given = deepCopy(settlement);
        return engine.write((view) => decideSettlement(view, given));
      },
      prune(before, limit) {
        const given = deepCopy(before);
        return engine.write((view) => decidePrune(view, given, limit));
      },
    },
    commit(operation) {
      const given = compactCopy(operation);
      return engine
        .write((view) => decideCommit(view, given))
        .catch((fault: unknown) => {
          throw withOperationId(fault, given.journal.id);
        });
    },
    time: () => engine.time(),
    migrate: () => engine.migrate?.() ?? engine.read(() => ({ from: 1, to: 1, steps: [] })),
    close: () => engine.close(),
  };
}

/** An engine does not know which operation it writes. */
function withOperationId(fault: unknown, operationId: string): unknown {
  const isWithout =
    isStorageError(fault) && fault.code === 'outcome_unknown' && fault.operationId === undefined;
  if (!isWithout) return fault;
  return new StorageError('outcome_unknown', fault.message, { operationId, cause: fault.cause });
}
