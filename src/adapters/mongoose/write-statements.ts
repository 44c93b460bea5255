// Turns an operation into the statements of a transaction, in the order that the port requires. The driver sends them.
// Mongoose would make a document of every row and validate it, at several times the cost; the domain has checked every
// value, and the server checks the types with the `$jsonSchema` of the collection.

import type { mongo } from 'mongoose';
import { compareText } from '../../domain/shared/text.js';
import type {
  Change,
  CollectionChange,
  CollectionName,
  Collections,
  Operation,
} from '../../ports/storage.js';
import { absenceStatement, isAbsent, presenceFieldOf } from './absence.js';
import { type CollectionDefinition, toOverwriteUpdate, toRow } from './collection-definition.js';
import type { FlatJournalEntry } from './collections/journal.js';
import { type AnyCollectionName, collections } from './collections.js';
import { type BsonRecord, requireNumber, requireString, toObjectId } from './fields/field.js';

/** A document as the driver sees it. */
export interface StoredDocument extends mongo.Document {
  readonly _id: mongo.ObjectId | string;
}

export interface WriteStatement {
  readonly collection: AnyCollectionName;
  readonly id: string;
  readonly expectsVersion: boolean;
  /** The whole row, if the statement writes it. Null if it removes the row. */
  readonly row?: BsonRecord | null;
  readonly statement: mongo.AnyBulkWriteOperation<StoredDocument>;
  /** Sent if `statement` matches nothing: the same update, for a row that it makes absent or present. */
  readonly presenceChange?: mongo.AnyBulkWriteOperation<StoredDocument>;
}

/** Writes to one collection that are sent in one statement. Either all of them expect a version or none does. */
export interface WriteBatch {
  readonly collection: AnyCollectionName;
  readonly expectsVersion: boolean;
  readonly writes: readonly WriteStatement[];
}

export function toBatches({ changes, journal, messages }: Operation): readonly WriteBatch[] {
  const writes = changes.map((change: Change) => toWriteStatement(change));
  const entry: FlatJournalEntry = journal;
  const inserts = [
    ...writes.filter(({ expectsVersion }) => !expectsVersion),
    toInsertStatement('journal', collections.journal, entry.id, entry),
    ...messages.map((message) =>
      toInsertStatement('outbox', collections.outbox, message.id, message),
    ),
    ...writes.filter(makesAbsenceStale).map(toAbsenceWrite),
  ];
  const versionedWrites = writes.filter(({ expectsVersion }) => expectsVersion);
  return [
    ...groupIntoBatches(versionedWrites.sort(byCollectionAndId)),
    ...groupIntoBatches(inserts.sort(byCollectionAndId)),
  ];
}

/** Updates are left out: most of them keep an absent row absent, and a present one present. */
function makesAbsenceStale({ collection, expectsVersion, row }: WriteStatement): boolean {
  if (presenceFieldOf(collection) === null || row === undefined) return false;
  return row === null || (!expectsVersion && isAbsent(collection, row));
}

/** The write to `memberships` that follows a row's presence. */
export function toAbsenceWrite({ collection, id, row = null }: WriteStatement): WriteStatement {
  const statement = absenceStatement(collection, id, row);
  return { collection: 'memberships', id, expectsVersion: false, statement };
}

function byCollectionAndId(a: WriteStatement, b: WriteStatement): number {
  return compareText(a.collection, b.collection) || compareText(a.id, b.id);
}

function groupIntoBatches(sorted: readonly WriteStatement[]): readonly WriteBatch[] {
  const names = new Set(sorted.map(({ collection }) => collection));
  return [...names].map((collection) => {
    const writes = sorted.filter((write) => write.collection === collection);
    return {
      collection,
      expectsVersion: writes.every(({ expectsVersion }) => expectsVersion),
      writes,
    };
  });
}

const aggregateCollections: {
  readonly [C in CollectionName]: CollectionDefinition<Collections[C]>;
} = collections;

function toWriteStatement<C extends CollectionName>(change: CollectionChange<C>): WriteStatement {
  const { collection, id } = change;
  const definition: CollectionDefinition<Collections[C]> = aggregateCollections[collection];
  if (change.kind === 'insert') return toInsertStatement(collection, definition, id, change.value);
  const filter = {
    _id: documentIdOf(collection, id),
    version: requireNumber(change.expectedVersion),
  };
  const versioned = { collection, id, expectsVersion: true };
  switch (change.kind) {
    case 'remove':
      return { ...versioned, row: null, statement: { deleteOne: { filter } } };
    case 'touch':
      return {
        ...versioned,
        statement: { updateOne: { filter, update: { $inc: { version: 1 } } } },
      };
    case 'update': {
      const row = toRow(definition, change.value, change.expectedVersion + 1);
      const update = toOverwriteUpdate(definition, row);
      const presence = presenceFieldOf(collection);
      if (presence === null)
        return { ...versioned, row, statement: { updateOne: { filter, update } } }; // REV-31
      const staying = { ...filter, [presence]: row[presence] };
      return {
        ...versioned,
        row,
        statement: { updateOne: { filter: staying, update } },
        presenceChange: { updateOne: { filter, update } },
      };
    }
  }
}

function toInsertStatement<T>(
  collection: AnyCollectionName,
  definition: CollectionDefinition<T>,
  id: string,
  value: T,
): WriteStatement {
  const row = toRow(definition, value, 1);
  return {
    collection,
    id,
    expectsVersion: false,
    row,
    statement: { insertOne: { document: { ...row, _id: documentIdOf(collection, id) } } }, // JOURNAL-5
  };
}

const collectionsWithTextIds: readonly AnyCollectionName[] = ['slugs', 'journal', 'outbox'];

function documentIdOf(collection: AnyCollectionName, id: string): mongo.ObjectId | string {
  return collectionsWithTextIds.includes(collection) ? requireString(id) : toObjectId(id);
}
