// The storage on MongoDB, by the embedder's own Mongoose connection.

import type { Connection } from 'mongoose';
import type { Storage } from '../../ports/storage.js';
import { commitWithin } from './commit.js';
import { doorsTo } from './gate.js';
import { setUp } from './indexes.js';
import { modelsOn } from './models.js';
import { outbox } from './outbox.js';
import { readerOf } from './reader.js';
import { serverTime } from './readiness.js';
import { invitationReads } from './reads/invitations.js';
import { journalReads } from './reads/journal.js';
import { membershipReads } from './reads/memberships.js';
import { organizationReads } from './reads/organizations.js';
import { slugReads } from './reads/slugs.js';
import { userReads } from './reads/users.js';
import { batchesOf, validate } from './writes.js';

export interface MongooseStorageOptions {
  /** To a replica set or a sharded cluster; open, or being opened. The storage neither opens nor closes it. */
  readonly connection: Connection;
  /** Stands before the names of the models that are registered on the connection; empty where absent. */
  readonly modelPrefix?: string;
  /** Seconds within which a commit must be answered before it is given up: 5; 0.1 to 60. */
  readonly commitDeadline?: number;
}

export interface MongooseStorage extends Storage {
  /**
   * Makes the collections, the outline of their documents and the indexes, where they are missing; several services may
   * do so at once. Faults: `misconfigured`, saying what to do, on a standalone server, or where rows or other indexes
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
  checkOptions(modelPrefix, commitDeadline);
  const models = modelsOn(connection, modelPrefix);
  const { whenReady: gate, always, ready, close } = doorsTo(connection);
  const reader = readerOf(gate);
  return {
    users: userReads(reader),
    organizations: organizationReads(reader),
    memberships: membershipReads(reader),
    invitations: invitationReads(reader),
    slugs: slugReads(reader),
    journal: journalReads(reader),
    outbox: outbox(models, reader, gate),
    async commit(operation) {
      const transaction = { operationId: operation.journal.id, batches: batchesOf(operation) };
      await gate(async (db) => {
        await validate(models, transaction.batches);
        await commitWithin(commitDeadline, connection.getClient(), db, transaction);
      });
    },
    time: () => gate(serverTime),
    ensureIndexes: () => always(setUp),
    ready,
    async close() {
      close();
    },
  };
}

function checkOptions(modelPrefix: string, commitDeadline: number): void {
  if (!/^[A-Za-z0-9_]*$/.test(modelPrefix)) {
    throw new RangeError(`modelPrefix is "${modelPrefix}"; it takes letters, digits and _`);
  }
  if (!(commitDeadline >= 0.1 && commitDeadline <= 60)) {
    throw new RangeError(`commitDeadline is ${commitDeadline}; it takes seconds from 0.1 to 60`);
  }
}
