// Turns an operation into the statements of a transaction, in the order that the port requires. The driver sends them.
// Mongoose would make a document of every row and validate it, at several times the cost; the domain has checked every
// value, and the server checks the types with the `$jsonSchema` of the collection.

import type { mongo } from 'mongoose';
import { metadataFieldNames } from '../../domain/shared/metadata.js';
import type {
  CollectionChange,
  CollectionName,
  Collections,
  Operation,
} from '../../ports/storage.js';
import { compareByCollectionAndId, type OperationStep, stepsOf } from '../kit/index.js';
import { absenceStatement, isAbsent } from './absence.js';
import { type CollectionDefinition, toOverwriteUpdate, toRow } from './collection-definition.js';
import type { FlatJournalEntry } from './collections/journal.js';
import type { FlatMessage } from './collections/outbox.js';
import { type AnyCollectionName, collections } from './collections.js';
import {
  type BsonRecord,
  requireNumber,
  requireString,
  toObjectId,
  toStoredUserId,
} from './fields/field.js';

/** A document as the driver sees it. */
export interface StoredDocument extends mongo.Document {
  readonly _id: mongo.ObjectId | string;
}

export interface WriteStatement {
  readonly collection: AnyCollectionName;
  readonly id: string;
  readonly expectsVersion: boolean;
  /** The whole row, if the statement writes one. */
  readonly row?: BsonRecord;
  readonly statement: mongo.AnyBulkWriteOperation<StoredDocument>;
}

/** Writes to one collection that are sent in one statement. Either all of them expect a version or none does. */
export interface WriteBatch {
  readonly collection: AnyCollectionName;
  readonly expectsVersion: boolean;
  readonly writes: readonly WriteStatement[];
}

export function toBatches(operation: Operation): readonly WriteBatch[] {
  const writes = stepsOf(operation).map(toStepStatement);
  const inserts = writes.filter(({ expectsVersion }) => !expectsVersion);
  const absences = inserts.filter(insertsAbsentRow).map(toAbsenceWrite);
  return [
    ...groupIntoBatches(writes.filter(({ expectsVersion }) => expectsVersion)),
    ...groupIntoBatches([...inserts, ...absences].sort(compareByCollectionAndId)),
  ];
}

function toStepStatement(step: OperationStep): WriteStatement {
  if (step.collection === 'journal')
    return toInsertStatement<FlatJournalEntry>('journal', collections.journal, step.id, step.value);
  if (step.collection === 'outbox')
    return toInsertStatement<FlatMessage>('outbox', collections.outbox, step.id, step.value);
  return toWriteStatement(step);
}

function insertsAbsentRow({ collection, row }: WriteStatement): boolean {
  return row !== undefined && isAbsent(collection, row);
}

/** The write to `memberships` that says whether the row of this write is absent. A row that is removed is not: nothing refers to it. */
export function toAbsenceWrite({ collection, id, row }: WriteStatement): WriteStatement {
  const since = row !== undefined && isAbsent(collection, row) ? row['updatedAt'] : null;
  const statement = absenceStatement(collection, id, since);
  return { collection: 'memberships', id, expectsVersion: false, statement };
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
      return { ...versioned, statement: { deleteOne: { filter } } };
    case 'touch':
      return {
        ...versioned,
        statement: { updateOne: { filter, update: { $inc: { version: 1 } } } },
      };
    case 'update': {
      const row = toRow(definition, change.value, change.expectedVersion + 1);
      const kept = change.keepsMetadata === true ? metadataFieldNames : [];
      const update = toOverwriteUpdate(definition, row, kept);
      return { ...versioned, row, statement: { updateOne: { filter, update } } }; // REV-31
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
  if (collection === 'users') return toStoredUserId(id);
  return collectionsWithTextIds.includes(collection) ? requireString(id) : toObjectId(id);
}
