// Writes rows straight into the collections of the Mongoose storage, in its own encoding. That is far faster than commits:
// there are no transactions, and the indexes can be built afterwards. The set-up looks at what a majority has.

import type { mongo } from 'mongoose';
import { defaultCollectionPrefix } from '../src/adapters/mongoose/options.js';
import {
  type StoredDocument,
  toBatches,
  type WriteBatch,
} from '../src/adapters/mongoose/write-statements.js';
import { newId } from '../src/application/use-case/new-id.js';
import { type Change, parseOperationId } from '../src/index.js';
import { countingIds } from '../src/testing/doubles/index.js';

/** Only whole operations become statements. The journal entry of this one is not written. */
const journal = {
  kind: 'fence',
  id: newId(countingIds(), parseOperationId),
  at: new Date(0),
} as const;

export async function seedRows(db: mongo.Db, changes: readonly Change[]): Promise<void> {
  const batches = toBatches({ changes, journal, messages: [] });
  const rows = batches.filter(({ collection }) => collection !== 'journal');
  await Promise.all(rows.map((batch) => insertRows(db, batch)));
}

async function insertRows(db: mongo.Db, { collection, writes }: WriteBatch): Promise<void> {
  const documents = writes.map(({ statement }) => {
    if ('insertOne' in statement) return statement.insertOne.document;
    throw new Error(`A row of ${collection} is not written by an insert.`);
  });
  await db
    .collection<StoredDocument>(defaultCollectionPrefix + collection)
    .insertMany(documents, { ordered: false, writeConcern: { w: 'majority' } });
}
