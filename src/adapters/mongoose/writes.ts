// An operation as the statements of its transaction, in the port's order. The driver sends them as they are: Mongoose
// would make a document of every row, at several times the cost. The validators of the schemas run on the rows all the same.

import { Error as MongooseErrors, type mongo } from 'mongoose';
import type {
  Change,
  ChangeTo,
  CollectionName,
  Collections,
  Operation,
} from '../../ports/storage.js';
import { type EntryFields, type TableName, tables } from './collections.js';
import { objectId, plainNumber, plainText, type Row } from './fields.js';
import type { Models } from './models.js';
import { overwriting, type Table, toRow } from './tables.js';

/** What the driver is told of a document. */
export interface Stored extends mongo.Document {
  readonly _id: mongo.ObjectId | string;
}

interface Write {
  readonly table: TableName;
  readonly id: string;
  readonly isGuarded: boolean;
  /** The whole row, where it is written. */
  readonly row?: Row;
  readonly statement: mongo.AnyBulkWriteOperation<Stored>;
}

/** Writes to one collection, all of them guarded or none, which go in one statement. */
export interface Batch {
  readonly table: TableName;
  readonly isGuarded: boolean;
  readonly writes: readonly Write[];
}

export function batchesOf({ changes, journal, messages }: Operation): readonly Batch[] {
  const writes = changes.map((change: Change) => writeOf(change));
  const entry: EntryFields = journal;
  const inserts = [
    ...writes.filter(({ isGuarded }) => !isGuarded),
    insertOf('journal', tables.journal, entry.id, entry),
    ...messages.map((message) => insertOf('outbox', tables.outbox, message.id, message)),
  ];
  const guarded = writes.filter(({ isGuarded }) => isGuarded);
  return [...batched(guarded.sort(byTableAndId)), ...batched(inserts.sort(byTableAndId))];
}

function byTableAndId(a: Write, b: Write): number {
  return compare(a.table, b.table) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function batched(sorted: readonly Write[]): readonly Batch[] {
  const names = new Set(sorted.map(({ table }) => table));
  return [...names].map((table) => {
    const writes = sorted.filter((write) => write.table === table);
    return { table, isGuarded: writes.every(({ isGuarded }) => isGuarded), writes };
  });
}

const tablesOfChanges: { readonly [C in CollectionName]: Table<Collections[C]> } = tables;

function writeOf<C extends CollectionName>(change: ChangeTo<C>): Write {
  const { collection, id } = change;
  const table: Table<Collections[C]> = tablesOfChanges[collection];
  if (change.kind === 'insert') return insertOf(collection, table, id, change.value);
  const filter = { _id: keyOf(collection, id), version: plainNumber(change.expected) };
  const guarded = { table: collection, id, isGuarded: true };
  switch (change.kind) {
    case 'remove':
      return { ...guarded, statement: { deleteOne: { filter } } };
    case 'touch':
      return { ...guarded, statement: { updateOne: { filter, update: { $inc: { version: 1 } } } } };
    case 'update': {
      const row = toRow(table, change.value, change.expected + 1);
      return {
        ...guarded,
        row,
        statement: { updateOne: { filter, update: overwriting(table, row) } },
      };
    }
  }
}

function insertOf<T>(name: TableName, table: Table<T>, id: string, value: T): Write {
  const row = toRow(table, value, 1);
  return {
    table: name,
    id,
    isGuarded: false,
    row,
    statement: { insertOne: { document: { ...row, _id: keyOf(name, id) } } },
  };
}

const withTextIds: readonly TableName[] = ['slugs', 'journal', 'outbox'];

function keyOf(table: TableName, id: string): mongo.ObjectId | string {
  return withTextIds.includes(table) ? plainText(id) : objectId(id);
}

/** Throws, naming rows and fields and no value, where a validator refuses one: the rules have let through what they should not. */
export async function validate(models: Models, batches: readonly Batch[]): Promise<void> {
  const writes = batches.flatMap((batch) => batch.writes);
  await Promise.all(writes.map((write) => validateRow(models, write)));
}

async function validateRow(models: Models, { table, id, row }: Write): Promise<void> {
  if (row === undefined) return;
  try {
    await models[table].validate(row);
  } catch (error) {
    if (!(error instanceof MongooseErrors.ValidationError)) throw error;
    const faults = Object.entries(error.errors).map(([path, { kind }]) => `${path} (${kind})`);
    throw new Error(`${table} ${id} was not written, since it is not valid: ${faults.join(', ')}`);
  }
}
