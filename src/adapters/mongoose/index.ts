// The storage on MongoDB, by the embedder's own Mongoose connection.

import type { Connection } from 'mongoose';
import type { Storage } from '../../ports/storage.js';
import { tables } from './collections.js';
import { outcomeUnknown, writing } from './commit.js';
import { doorsTo } from './gate.js';
import { setUp } from './indexes.js';
import { concernedBy, mirrored } from './mirror.js';
import { modelsOn } from './models.js';
import { outbox } from './outbox.js';
import { rateLimits } from './rate-limiter.js';
import { readerOf } from './reader.js';
import { serverTime } from './readiness.js';
import { appReads } from './reads/apps.js';
import { invitationReads } from './reads/invitations.js';
import { journalReads } from './reads/journal.js';
import { keyReads } from './reads/keys.js';
import { membershipReads } from './reads/memberships.js';
import { organizationReads } from './reads/organizations.js';
import { slugReads } from './reads/slugs.js';
import { submissionReads } from './reads/submissions.js';
import { userReads } from './reads/users.js';
import { mirroringRowWriter, rowWriter } from './row-writer.js';
import { inTransaction } from './transaction.js';
import { ensureView } from './view.js';
import { batchesOf, validate } from './writes.js';

export {
  type MongooseRateLimiter,
  type MongooseRateLimiterOptions,
  mongooseRateLimiter,
} from './rate-limiter.js';

/** What `mongooseStorage` is given: a connection at least. */
export interface MongooseStorageOptions {
  /** To a replica set or a sharded cluster; open, or being opened. The storage neither opens nor closes it. */
  readonly connection: Connection;
  /** Stands before the names of the models that are registered on the connection; empty where absent. */
  readonly modelPrefix?: string;
  /** Seconds within which a commit must be answered before it is given up: 5; 0.1 to 60. */
  readonly commitDeadline?: number;
  /**
   * Whether the documents of organizations are to show `members` and `pendingInvites`, too, as the documented data
   * models draw them but without tokens, each list in the order of its ids: for older services that read them there, and
   * never write them. An organization's arrays are renewed with every change of its memberships and invitations, in the
   * same commit; where it has more than 1,000 of either, both arrays are removed. False where absent: arrays that stand
   * in the documents are then left alone. All services over one database must say the same.
   */
  readonly mirrorDocumentedShape?: boolean;
}

/** A storage whose database has to be set up once, by `ensureIndexes`. */
export interface MongooseStorage extends Storage {
  /**
   * Makes the collections, that of the rate limiter among them, the outline of their documents and the indexes, where
   * they are missing, and the view `organizations_documented`; several services may do so at once. Faults: `misconfigured`, saying what to do, on a standalone server, or where rows or other indexes
   * are in the way.
   */
  ensureIndexes(): Promise<void>;
  /**
   * Whether the database is set up as it must be, which the first call of anything asks by itself. Faults:
   * `misconfigured`, saying what to do, on a standalone server, or where an index is missing or different.
   */
  ready(): Promise<void>;
}

/** Returns at once. Throws `misconfigured` where the connection has models of the same names, and a RangeError for an option out of bounds. */
export function mongooseStorage(options: MongooseStorageOptions): MongooseStorage {
  const { connection, modelPrefix = '', commitDeadline = 5 } = options;
  const mirrors = options.mirrorDocumentedShape ?? false;
  checkOptions(modelPrefix, commitDeadline);
  const models = modelsOn(connection, modelPrefix);
  const { whenReady: gate, always, ready, close } = doorsTo(connection, allTables);
  const reader = readerOf(gate);
  const client = () => connection.getClient();
  const write = mirrors
    ? mirroringRowWriter(models, gate, client, commitDeadline)
    : rowWriter(models, gate);
  return {
    users: userReads(reader),
    organizations: organizationReads(reader),
    memberships: membershipReads(reader),
    invitations: invitationReads(reader),
    slugs: slugReads(reader),
    apps: appReads(reader),
    submissions: submissionReads(reader),
    keys: keyReads(reader, write),
    journal: journalReads(reader),
    outbox: outbox(write, reader, gate),
    async commit(operation) {
      const { id } = operation.journal;
      const batches = batchesOf(operation);
      const concerned = mirrors ? concernedBy(operation.changes) : null;
      await gate(async (db) => {
        await validate(models, batches);
        const plainly = writing(db, batches);
        const work = concerned === null ? plainly : mirrored(db, concerned, plainly);
        await inTransaction(commitDeadline, client(), work, (cause) => outcomeUnknown(id, cause));
      });
    },
    time: () => gate(serverTime),
    ensureIndexes: () =>
      always(async (db) => {
        await setUp(db, [...allTables, rateLimits]);
        await ensureView(db);
      }),
    ready,
    async close() {
      close();
    },
  };
}

const allTables = Object.values(tables);

function checkOptions(modelPrefix: string, commitDeadline: number): void {
  if (!/^[A-Za-z0-9_]*$/.test(modelPrefix)) {
    throw new RangeError(`modelPrefix is "${modelPrefix}"; it takes letters, digits and _`);
  }
  if (!(commitDeadline >= 0.1 && commitDeadline <= 60)) {
    throw new RangeError(`commitDeadline is ${commitDeadline}; it takes seconds from 0.1 to 60`);
  }
}
