// Removes old rows: messages whose delivery is final, and then the journal entries that have no message left. A row
// that may be removed stays removable: a final delivery stays final, and an entry gets no new messages. So the reads
// and the removals need no transaction.

import { deliveryStates } from '../../domain/shared/delivery-lease-and-retry.js';
import type { AnyCollectionName } from './collections.js';
import type { WithDatabase } from './database-access.js';
import type { BsonRecord } from './fields/field.js';
import type { RowReader } from './reader.js';
import type { PipelineStages } from './reads/pipelines.js';
import { findFirstRows } from './reads/row-pages.js';
import type { StoredDocument } from './write-statements.js';

/** Returns how many rows were removed. */
export async function prune(
  reader: RowReader,
  withDatabase: WithDatabase,
  before: Date,
  limit: number,
): Promise<number> {
  if (limit < 1) return 0;
  const messages = await removeRows(
    withDatabase,
    'outbox',
    await findOldMessages(reader, before, limit),
  );
  const entries = await removeRows(
    withDatabase,
    'journal',
    await findEntriesWithoutMessages(reader, before, limit),
  );
  return messages + entries;
}

const finalStates = deliveryStates.filter((state) => state !== 'queued');

function findOldMessages(
  reader: RowReader,
  before: Date,
  limit: number,
): Promise<readonly BsonRecord[]> {
  const filter = { 'delivery.state': { $in: finalStates }, createdAt: { $lt: before } };
  const sort = { createdAt: 1, _id: 1 } as const;
  return findFirstRows(reader, 'outbox', filter, { sort, limit, hint: 'outbox.by_state' });
}

function findEntriesWithoutMessages(
  reader: RowReader,
  before: Date,
  limit: number,
): Promise<readonly BsonRecord[]> {
  const pipeline = [
    { $match: { at: { $lt: before } } },
    { $sort: { at: 1 as const, _id: 1 as const } },
    { $project: { _id: 1 } },
    ...withoutMessagesStages,
    { $limit: limit },
  ];
  return reader.aggregate('journal', pipeline, 'journal.by_time');
}

/** A message's id is `<entry id>-<n>`. `.` is the character after `-`, so this range holds exactly those ids. */
const belongsToEntryExpression = {
  $and: [
    { $gt: ['$_id', { $concat: ['$$entry', '-'] }] },
    { $lt: ['$_id', { $concat: ['$$entry', '.'] }] },
  ],
};

const withoutMessagesStages: PipelineStages = [
  {
    $lookup: {
      from: 'outbox',
      let: { entry: '$_id' },
      pipeline: [
        { $match: { $expr: belongsToEntryExpression } },
        { $limit: 1 },
        { $project: { _id: 1 } },
      ],
      as: 'messages',
    },
  },
  { $match: { messages: [] } }, // JOURNAL-7
];

/** One deletion for each row, because the driver retries only such deletions when an answer is lost. */
async function removeRows(
  withDatabase: WithDatabase,
  collection: AnyCollectionName,
  rows: readonly BsonRecord[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const deletions = rows.map(({ _id }) => ({ deleteOne: { filter: { _id: String(_id) } } }));
  const options = { ordered: false, writeConcern: { w: 'majority' } } as const;
  const { deletedCount } = await withDatabase((db) =>
    db.collection<StoredDocument>(collection).bulkWrite(deletions, options),
  );
  return deletedCount;
}
