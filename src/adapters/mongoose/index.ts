// `guildhall/mongoose`: the storage on MongoDB, over the embedder's own Mongoose connection.

import type { Connection } from 'mongoose';
import type { Storage } from '../../ports/storage.js';
import { collections } from './collections.js';
import { outcomeUnknownError, toTransactionWork } from './commit.js';
import { createDatabaseGate } from './database-access.js';
import { withCallDeadline } from './deadline.js';
import { affectedOrganizations, withMirrorRefresh } from './documented-mirror.js';
import { ensureDocumentedView } from './documented-view.js';
import { getOrRegisterModels } from './models.js';
import { createOutbox } from './outbox.js';
import { rateLimitCollection } from './rate-limiter.js';
import { createRowReader } from './reader.js';
import { serverTime } from './readiness.js';
import { keyReads } from './reads/api-keys.js';
import { appReads } from './reads/apps.js';
import { invitationReads } from './reads/invitations.js';
import { journalReads } from './reads/journal.js';
import { membershipReads } from './reads/memberships.js';
import { organizationReads } from './reads/organizations.js';
import { slugReads } from './reads/slugs.js';
import { submissionReads } from './reads/submissions.js';
import { userReads } from './reads/users.js';
import { createMirroringRowUpdater, createRowUpdater } from './row-writer.js';
import { setUpDatabase } from './setup.js';
import { inTransaction } from './transaction.js';
import { toBatches } from './write-statements.js';

export {
  type MongooseRateLimiter,
  type MongooseRateLimiterOptions,
  mongooseRateLimiter,
} from './rate-limiter.js';

/** Options of `mongooseStorage`. */
export interface MongooseStorageOptions {
  /** A connection to a replica set or a sharded cluster, open or being opened. The storage neither opens nor closes it. */
  readonly connection: Connection;
  /** A prefix for the names of the models that are registered on the connection; default empty. */
  readonly modelPrefix?: string;
  /** Seconds after which an unanswered commit is given up; default 5, from 0.1 to 60. */
  readonly commitDeadline?: number;
  /** Seconds after which any other call is given up if the server has not answered; default 15, from 0.1 to 120. More than an election takes (11 by MongoDB's default). */
  readonly callDeadline?: number;
  /**
   * If true, the document of each organization also has the arrays `members` and `pendingInvites`, for older services
   * that read them (they never write them). Guildhall rebuilds them in the commit that changes a membership or an
   * invitation. They have no tokens and are sorted by id. If one list would have more than 1,000 rows, both arrays are
   * removed. All services on one database must use the same value. Default false: existing arrays are not touched.
   */
  readonly mirrorDocumentedShape?: boolean;
}

/** A storage whose database must be set up once, with `ensureIndexes`. */
export interface MongooseStorage extends Storage {
  /**
   * Creates what is missing: the collections (also that of the rate limiter), their validators, their indexes, and the
   * view `organizations_documented`. Several services may call it at once. Throws `misconfigured` on a standalone
   * server, or if existing rows or other indexes conflict; the message says what to do.
   */
  ensureIndexes(): Promise<void>;
  /**
   * Checks that the database is set up; the first call of any method does so by itself. Throws `misconfigured` on a
   * standalone server, or if an index is missing or different; the message says what to do.
   */
  ready(): Promise<void>;
}

/**
 * Creates the storage without waiting for the server. Throws at once: `misconfigured` if the connection already has
 * models of the same names, and a RangeError if an option is out of bounds.
 */
export function mongooseStorage(options: MongooseStorageOptions): MongooseStorage {
  const { connection, modelPrefix = '', commitDeadline = 5, callDeadline = 15 } = options;
  const mirrors = options.mirrorDocumentedShape ?? false;
  checkOptions(modelPrefix, commitDeadline, callDeadline);
  // For embedders, who populate and write through the models. The storage itself calls the driver.
  getOrRegisterModels(connection, modelPrefix);
  const { whenReady, withoutReadyCheck, ready, close } = createDatabaseGate(
    connection,
    allCollections,
  );
  const withDatabase = withCallDeadline(whenReady, callDeadline);
  const reader = createRowReader(withDatabase);
  const client = () => connection.getClient();
  const write = mirrors
    ? createMirroringRowUpdater(whenReady, client, commitDeadline)
    : createRowUpdater(withDatabase);
  return {
    users: userReads(reader),
    organizations: organizationReads(reader),
    memberships: membershipReads(reader),
    invitations: invitationReads(reader),
    slugs: slugReads(reader),
    apps: appReads(reader),
    submissions: submissionReads(reader),
    apiKeys: keyReads(reader, write),
    journal: journalReads(reader),
    outbox: createOutbox(write, reader, withDatabase),
    async commit(operation) {
      const { id } = operation.journal;
      const batches = toBatches(operation);
      const affected = mirrors ? affectedOrganizations(operation.changes) : null;
      await whenReady(async (db) => {
        const writeBatches = toTransactionWork(db, batches);
        const work =
          affected === null ? writeBatches : withMirrorRefresh(db, affected, writeBatches);
        await inTransaction(commitDeadline, client(), work, (cause) =>
          outcomeUnknownError(id, cause),
        );
      });
    },
    time: () => withDatabase(serverTime),
    ensureIndexes: () =>
      withoutReadyCheck(async (db) => {
        await setUpDatabase(db, [...allCollections, rateLimitCollection]);
        await ensureDocumentedView(db);
      }),
    ready,
    async close() {
      close();
    },
  };
}

const allCollections = Object.values(collections);

function checkOptions(modelPrefix: string, commitDeadline: number, callDeadline: number): void {
  if (!/^[A-Za-z0-9_]*$/.test(modelPrefix)) {
    throw new RangeError(
      `modelPrefix is "${modelPrefix}"; it may contain only letters, digits and _`,
    );
  }
  if (!(commitDeadline >= 0.1 && commitDeadline <= 60)) {
    throw new RangeError(`commitDeadline is ${commitDeadline}; it must be from 0.1 to 60 seconds`);
  }
  if (!(callDeadline >= 0.1 && callDeadline <= 120)) {
    throw new RangeError(`callDeadline is ${callDeadline}; it must be from 0.1 to 120 seconds`);
  }
}
