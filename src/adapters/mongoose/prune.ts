// Forgetting what is old: messages at rest, and then the journal's entries that no message is left of. A message at rest
// stays so, and an entry gets no further one, so that what was found may be removed at any later time, and again.

import { deliveryStates } from '../../domain/shared/delivery.js';
import type { TableName } from './collections.js';
import type { Row } from './fields.js';
import type { Gate } from './gate.js';
import type { Reader } from './reader.js';
import type { Stages } from './reads/pipelines.js';
import { firstRows } from './reads/slices.js';
import type { Stored } from './writes.js';

/** How many rows went. */
export async function prune(
  reader: Reader,
  gate: Gate,
  before: Date,
  limit: number,
): Promise<number> {
  if (limit < 1) return 0;
  const messages = await removed(gate, 'outbox', await oldMessages(reader, before, limit));
  const entries = await removed(gate, 'journal', await bareEntries(reader, before, limit));
  return messages + entries;
}

const atRest = deliveryStates.filter((state) => state !== 'queued');

function oldMessages(reader: Reader, before: Date, limit: number): Promise<readonly Row[]> {
  const filter = { 'delivery.state': { $in: atRest }, createdAt: { $lt: before } };
  const sort = { createdAt: 1, _id: 1 } as const;
  return firstRows(reader, 'outbox', filter, { sort, limit, hint: 'outbox.by_state' });
}

function bareEntries(reader: Reader, before: Date, limit: number): Promise<readonly Row[]> {
  const pipeline = [
    { $match: { at: { $lt: before } } },
    { $sort: { at: 1 as const, _id: 1 as const } },
    { $project: { _id: 1 } },
    ...withoutMessages,
    { $limit: limit },
  ];
  return reader.aggregate('journal', pipeline, 'journal.by_time');
}

/** The messages of an entry are those between its id with a hyphen and its id with a full stop, the next character. */
const isOfEntry = {
  $and: [
    { $gt: ['$_id', { $concat: ['$$entry', '-'] }] },
    { $lt: ['$_id', { $concat: ['$$entry', '.'] }] },
  ],
};

const withoutMessages: Stages = [
  {
    $lookup: {
      from: 'outbox',
      let: { entry: '$_id' },
      pipeline: [{ $match: { $expr: isOfEntry } }, { $limit: 1 }, { $project: { _id: 1 } }],
      as: 'messages',
    },
  },
  { $match: { messages: [] } },
];

/** One by one, as only such deletions are sent again where an answer is lost. */
async function removed(gate: Gate, table: TableName, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0;
  const deletions = rows.map(({ _id }) => ({ deleteOne: { filter: { _id: String(_id) } } }));
  const options = { ordered: false, writeConcern: { w: 'majority' } } as const;
  const { deletedCount } = await gate((db) =>
    db.collection<Stored>(table).bulkWrite(deletions, options),
  );
  return deletedCount;
}
