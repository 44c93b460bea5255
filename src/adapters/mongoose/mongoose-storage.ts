// The storage on MongoDB, with the migration steps of its release.

import type { mongo } from 'mongoose';
import type { Storage } from '../../ports/storage.js';
import { collections } from './collections.js';
import { outcomeUnknownError, toTransactionWork } from './commit.js';
import { createDatabaseGate, type WithDatabase } from './database-access.js';
import { defaultCallDeadline, defaultCommitDeadline, withCallDeadline } from './deadline.js';
import { affectedOrganizations, withMirrorRefresh } from './documented-mirror.js';
import { documentedView } from './documented-view.js';
import type { DatabaseStep } from './migration-steps.js';
import { createModels, type MongooseModels } from './models.js';
import { type MongoosePlacement, toPlacement } from './options.js';
import { createOutbox } from './outbox.js';
import { rateLimitCollection } from './rate-limiter.js';
import { createRowReader } from './reader.js';
import { checkReadiness, serverTime } from './readiness.js';
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
import {
  checkVersion,
  ensureVersion,
  migrateDatabase,
  schemaCollection,
} from './schema-version.js';
import { setUpDatabase } from './setup.js';
import { inTransaction, type TransactionWork } from './transaction.js';
import { createTurns } from './turns.js';
import { toBatches } from './write-statements.js';

/** Options of `mongooseStorage`. */
export interface MongooseStorageOptions extends MongoosePlacement {
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
   * Creates what is missing: the collections (also that of the rate limiter), their validators, their indexes, the version
   * of the rows, and the view `guildhall_organizations_documented`. Several services may call it at once. First it looks at every collection
   * of these names, and changes nothing if one of them is not Guildhall's. Throws `misconfigured` then, on a standalone
   * server, or if existing rows or other indexes conflict; the message says what to do.
   */
  ensureIndexes(): Promise<void>;
  /**
   * Checks that the database is set up; the first call of any method does so by itself. Throws `misconfigured` on a
   * standalone server, if an index or a validator is missing or different, or if the rows have a version that this release
   * cannot use; the message says what to do.
   */
  ready(): Promise<void>;
  /**
   * Mongoose models of the collections, to read, populate and validate rows. They are on a Mongoose of their own, apart
   * from your models, plugins and settings. Waits for the connection; throws `unavailable` if it cannot be opened.
   */
  models(): Promise<MongooseModels>;
}

/** `mongooseStorage` of a release with these migration steps. */
export function createMongooseStorage(
  options: MongooseStorageOptions,
  steps: readonly DatabaseStep[],
): MongooseStorage {
  const placement = toPlacement('mongooseStorage', options, [
    'commitDeadline',
    'callDeadline',
    'mirrorDocumentedShape',
  ]);
  const {
    commitDeadline = defaultCommitDeadline,
    callDeadline = defaultCallDeadline,
    mirrorDocumentedShape: mirrors = false,
  } = options;
  checkDeadlines(commitDeadline, callDeadline);
  const { whenReady, withoutReadyCheck, ready, close } = createDatabaseGate(
    placement,
    async (database) => {
      await checkReadiness(database, allCollections);
      await checkVersion(database, steps);
    },
  );
  const withDatabase = withCallDeadline(whenReady, callDeadline);
  const takeTurn = createTurns();
  const reader = createRowReader(withDatabase);
  const modelsByClient = new WeakMap<mongo.MongoClient, MongooseModels>();
  const write = mirrors
    ? createMirroringRowUpdater(whenReady, commitDeadline)
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
        const transact = (work: TransactionWork<void>) =>
          inTransaction(commitDeadline, db.client, work, (cause) => outcomeUnknownError(id, cause));
        if (affected === null) return transact(writeBatches);
        const ids = affected.organizationIds.map(String);
        await takeTurn(ids, commitDeadline, () =>
          transact(withMirrorRefresh(db, affected, writeBatches)),
        );
      });
    },
    time: () => withDatabase(serverTime),
    ...createSetup(withoutReadyCheck, steps),
    ready,
    models: () =>
      withoutReadyCheck(async (database) => {
        const models = modelsByClient.get(database.client) ?? createModels(database);
        modelsByClient.set(database.client, models);
        return models;
      }),
    async close() {
      close();
    },
  };
}

/** The methods that prepare a database for a release. */
function createSetup(
  withDatabase: WithDatabase,
  steps: readonly DatabaseStep[],
): Pick<MongooseStorage, 'ensureIndexes' | 'migrate'> {
  const all = [...allCollections, rateLimitCollection, schemaCollection];
  return {
    ensureIndexes: () =>
      withDatabase(async (database) => {
        await setUpDatabase(database, all, [documentedView]);
        await ensureVersion(database, rowCollections, steps);
      }),
    migrate: () =>
      withDatabase(async (database) => {
        await checkReadiness(database, [...allCollections, schemaCollection]);
        return migrateDatabase(database, steps);
      }),
  };
}

const allCollections = Object.values(collections);
const rowCollections = allCollections.map(({ collection }) => collection);

function checkDeadlines(commitDeadline: number, callDeadline: number): void {
  if (!(commitDeadline >= 0.1 && commitDeadline <= 60)) {
    throw new RangeError(`commitDeadline is ${commitDeadline}; it must be from 0.1 to 60 seconds`);
  }
  if (!(callDeadline >= 0.1 && callDeadline <= 120)) {
    throw new RangeError(`callDeadline is ${callDeadline}; it must be from 0.1 to 120 seconds`);
  }
}
