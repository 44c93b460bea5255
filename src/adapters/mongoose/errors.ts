// What the driver says, as the faults of the port.

import { MongooseError, mongo } from 'mongoose';
import { type Constraint, constraints } from '../../ports/storage.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';

const duplicateKey = 11_000;
/** Of a collection or a view that is to be made. */
export const namespaceExists = 48;

/** The server would answer the same again: rights that are missing, a server without transactions, a validator that is not ours. */
const setUp = new Map([
  [
    13,
    'the user of the connection may not do this; give it readWrite on the database, and dbAdmin for ensureIndexes()',
  ],
  [18, 'the connection could not log in'],
  [20, 'this server cannot do it; transactions need a replica set or a sharded cluster'],
  [
    121,
    'the validator of the collection refuses the document; call ensureIndexes() of the newest version in use',
  ],
  [263, 'a collection is missing; call ensureIndexes()'],
]);

const dropped = 'an index has been dropped; call ensureIndexes()';

function isWithoutItsIndex(error: Error): boolean {
  return error.message.includes('hint provided does not correspond to an existing index');
}

/** The `StorageError` for whatever the database or the way to it has done; any other error as it is. */
export function faultOf(error: unknown): unknown {
  if (isStorageError(error) || !isOfDatabase(error)) return error;
  const cause = { cause: error };
  const reason = isWithoutItsIndex(error) ? dropped : setUp.get(codeOf(error) ?? 0);
  if (reason !== undefined) {
    return new StorageError('misconfigured', `MongoDB refused: ${reason}.`, cause);
  }
  return new StorageError(
    'unavailable',
    'MongoDB could not be reached or had no time, and nothing was written; try again.',
    cause,
  );
}

/** Mongoose itself throws its base class where it waited in vain for the connection; its other errors are ours to mend. */
function isOfDatabase(error: unknown): error is Error {
  if (error instanceof mongo.MongoError) return true;
  return (
    error instanceof MongooseError &&
    ['MongooseError', 'MongooseServerSelectionError'].includes(error.name)
  );
}

/** The server's own code of an error, which those of the network and the pool do not have. */
export function codeOf(error: unknown): number | null {
  if (!(error instanceof mongo.MongoError)) return null;
  return typeof error.code === 'number' ? error.code : null;
}

export function isDuplicateKey(error: unknown): error is mongo.MongoServerError {
  return codeOf(error) === duplicateKey;
}

/** The index that stood in the way, by the server's message: bulk writes carry it nowhere else. */
export function indexInTheWay(error: mongo.MongoServerError): string | null {
  return / index: (\S+) /.exec(error.message)?.[1] ?? null;
}

export function uniqueConflict(
  collection: string,
  id: string,
  error: mongo.MongoServerError,
): StorageError {
  const index = indexInTheWay(error);
  const name = index === '_id_' ? `${collection}.id` : index;
  const constraint = constraints.find((known) => known === name);
  if (constraint === undefined) return foreignIndex(collection, name, error);
  return new StorageError('unique_conflict', conflictText(collection, id, constraint), {
    constraint,
    cause: error,
  });
}

function conflictText(collection: string, id: string, constraint: Constraint): string {
  return `${collection} ${id} was not written: the unique constraint ${constraint} is in the way.`;
}

function foreignIndex(collection: string, index: string | null, cause: Error): StorageError {
  return new StorageError(
    'misconfigured',
    `The unique index "${index}" on "${collection}" is none of Guildhall's and refuses what its rules allow; drop it.`,
    { cause },
  );
}
