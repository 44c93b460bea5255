// Turns errors of the MongoDB driver into the errors of the port.

import { MongooseError, mongo } from 'mongoose';
import { type UniqueConstraint, uniqueConstraints } from '../../ports/storage.js';
import { isStorageError, StorageError } from '../../ports/storage-error.js';
import { DatabaseError, duplicateKeyCode, violatedIndexName } from './database-error.js';

const documentValidationCode = 121;
/** A collection or view that should be created exists already. */
export const namespaceExistsCode = 48;

/** Errors that a retry cannot fix, such as missing rights, a server without transactions, or an outdated validator. */
const misconfigurationsByCode = new Map([
  [
    13,
    'the user of the connection may not do this; give it readWrite on the database, and dbAdmin for ensureIndexes()',
  ],
  [18, 'the login failed; check the user and the password of the connection'],
  [
    72,
    'it does not allow this here, such as transactions in a database of its own; use an ordinary database',
  ],
  [73, 'the name of the database or of a collection is not valid; choose another one'],
  [20, 'this server does not support transactions; use a replica set or a sharded cluster'],
  [
    documentValidationCode,
    'the document breaks the validator of its collection, which may be from an older version of Guildhall; call ensureIndexes() of the newest version that you run',
  ],
  [
    13_297,
    'another database has this name with other capital letters; use its spelling, or another name',
  ],
  [263, 'a collection is missing; call ensureIndexes()'],
]);

const indexDroppedText = 'an index has been dropped; call ensureIndexes()';

function isMissingHintedIndex(error: Error): boolean {
  return error.message.includes('hint provided does not correspond to an existing index');
}

/** The `StorageError` for an error of the database or of the connection; any other error unchanged. */
export function translateDatabaseError(error: unknown): unknown {
  if (isStorageError(error) || !isDatabaseError(error)) return error;
  const cause = { cause: toCause(error) };
  const reason = isMissingHintedIndex(error)
    ? indexDroppedText
    : misconfigurationsByCode.get(serverErrorCode(error) ?? 0);
  if (reason !== undefined) {
    return new StorageError('misconfigured', `MongoDB refused: ${reason}.`, cause);
  }
  return new StorageError(
    'unavailable',
    'MongoDB could not be reached or did not answer in time. Nothing was committed; try again.',
    cause,
  );
}

/** What a fault may show of the error that caused it: of one of the driver, no value of a row. */
export function toCause(error: unknown): unknown {
  return isDatabaseError(error) ? new DatabaseError(error) : error;
}

/** Mongoose throws its base class if the connection did not open in time. Its other errors are bugs of this package. */
function isDatabaseError(error: unknown): error is Error {
  if (error instanceof mongo.MongoError || isSocketError(error)) return true;
  return (
    error instanceof MongooseError &&
    ['MongooseError', 'MongooseServerSelectionError'].includes(error.name)
  );
}

/**
 * An error of Node's sockets, name look-ups, streams or TLS, such as `EPIPE`. The driver lets some of them through, such
 * as that of a write to a socket that is closed at the same moment.
 */
export function isSocketError(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const { code } = error;
  if (typeof code !== 'string') return false;
  return 'syscall' in error || socketErrorCode.test(code);
}

/** Codes of errors that come without the name of a system call. Those of wrong arguments, `ERR_INVALID_…`, are bugs. */
const socketErrorCode = /^(E[A-Z]+|ERR_(STREAM|SOCKET|SSL|TLS|HTTP2)_\w+|CERT_\w+|UNABLE_TO_\w+)$/;

/** The server's code of an error; null for errors of the network and of the connection pool. */
export function serverErrorCode(error: unknown): number | null {
  if (!(error instanceof mongo.MongoError)) return null;
  return typeof error.code === 'number' ? error.code : null;
}

export function isRefusedByValidator(error: unknown): boolean {
  return serverErrorCode(error) === documentValidationCode;
}

export function isDuplicateKey(error: unknown): error is mongo.MongoServerError {
  return serverErrorCode(error) === duplicateKeyCode;
}

export function uniqueConflictError(
  collection: string,
  id: string,
  error: mongo.MongoServerError,
): StorageError {
  const index = violatedIndexName(error);
  const name = index === '_id_' ? `${collection}.id` : index;
  const constraint = uniqueConstraints.find((known) => known === name);
  if (constraint === undefined) return unknownIndexError(collection, name, error);
  return new StorageError('unique_conflict', uniqueConflictText(collection, id, constraint), {
    constraint,
    cause: toCause(error),
  });
}

function uniqueConflictText(collection: string, id: string, constraint: UniqueConstraint): string {
  return `${collection} ${id} was not written: it violates the unique constraint ${constraint}.`;
}

function unknownIndexError(collection: string, index: string | null, error: Error): StorageError {
  return new StorageError(
    'misconfigured',
    `The unique index "${index}" on "${collection}" is not one of Guildhall's. It refuses rows that Guildhall allows. Drop it.`,
    { cause: toCause(error) },
  );
}
