// The options that say where the rows are kept: on which connection, in which database, under which names.

import mongoose, { type Connection, Mongoose, mongo } from 'mongoose';
import { requireFactoryOptions } from '../../ports/factory-options.js';
import { StorageError } from '../../ports/storage-error.js';

/** Where the rows are kept. The storage and the rate limiter of one service have the same. */
export interface MongoosePlacement {
  /** A connection to a replica set or a sharded cluster, open or being opened. Guildhall neither opens nor closes it. */
  readonly connection: Connection;
  /**
   * The start of the name of every collection, so that none of them is one of yours; default `guildhall_`. At most 60
   * letters, digits, `_`, `-` and `.`; the first is a letter or `_`. Empty only together with `database`.
   */
  readonly collectionPrefix?: string;
  /** A database on the server of the connection; default: the connection's own. */
  readonly database?: string;
}

export const defaultCollectionPrefix = 'guildhall_';
const placementOptions: readonly string[] = ['connection', 'collectionPrefix', 'database'];

/** A checked `MongoosePlacement`. */
export interface Placement {
  readonly connection: Connection;
  readonly prefix: string;
  /** Null for the database of the connection. */
  readonly database: string | null;
}

/**
 * Throws a TypeError for options of another name, a RangeError if a name is out of bounds, and `misconfigured` if the
 * connection is none that can be used.
 */
export function toPlacement(
  functionName: string,
  options: MongoosePlacement,
  otherOptions: readonly string[] = [],
): Placement {
  requireFactoryOptions(
    {
      call: functionName,
      names: [...placementOptions, ...otherOptions],
      example: `${functionName}({ connection })`,
    },
    options,
  );
  const { connection, collectionPrefix: prefix = defaultCollectionPrefix, database } = options;
  checkConnection(functionName, connection);
  checkPrefix(prefix, database);
  checkDatabaseName(database);
  return { connection, prefix, database: database ?? null };
}

/** Checked at once, because a connection of another copy of Mongoose fails much later, and never says why. */
function checkConnection(functionName: string, connection: unknown): void {
  if (connection instanceof mongoose.Connection) return;
  const given = describeConnection(connection);
  throw new StorageError(
    'misconfigured',
    `${functionName} needs a connection of Mongoose, ${given}`,
  );
}

function describeConnection(given: unknown): string {
  if (typeof given !== 'object' || given === null) {
    return 'such as mongoose.connection or the result of createConnection(uri).';
  }
  if (given instanceof Mongoose) return 'not Mongoose itself; give mongoose.connection.';
  if (given instanceof mongo.MongoClient) {
    return 'not a client of the MongoDB driver; open one with createConnection(uri).';
  }
  if ('asPromise' in given && 'base' in given) {
    return (
      `and this one was made by another copy of Mongoose${versionOf(given.base)} than the one that Guildhall loads` +
      ` (${mongoose.version}). Two copies do not recognize each other's ids and errors. Install Mongoose once: ` +
      '`npm ls mongoose` shows which package brings the second copy, and `npm dedupe` or an override removes it.'
    );
  }
  return 'not another object; give mongoose.connection or the result of createConnection(uri).';
}

function versionOf(base: unknown): string {
  const version = typeof base === 'object' && base !== null ? Reflect.get(base, 'version') : null;
  return typeof version === 'string' ? ` (${version})` : '';
}

function checkPrefix(prefix: unknown, database: unknown): void {
  if (prefix === '') {
    if (database !== undefined) return;
    throw new RangeError(
      'collectionPrefix is empty, which is allowed only in a database of its own; also give `database`, the name of a ' +
        'database that nothing but Guildhall uses, or leave collectionPrefix out.',
    );
  }
  const isName = typeof prefix === 'string' && /^[A-Za-z_][\w.-]{0,59}$/.test(prefix);
  if (isName && !prefix.startsWith('system.')) return;
  throw new RangeError(
    `collectionPrefix is ${JSON.stringify(prefix)}; it may have at most 60 letters, digits, _, - and ., begins with a ` +
      'letter or _, and not with "system."',
  );
}

/** The server's own bounds, in the strictest of its platforms. */
const databasesOfMongodb: readonly string[] = ['admin', 'config', 'local'];

function checkDatabaseName(database: unknown): void {
  if (database === undefined) return;
  const isName =
    typeof database === 'string' &&
    /^[^/\\. "$*<>:|?\0]+$/.test(database) &&
    new TextEncoder().encode(database).length <= 63 &&
    !databasesOfMongodb.includes(database.toLowerCase());
  if (isName) return;
  throw new RangeError(
    `database is ${JSON.stringify(database)}; it must be the name of a database: 1 to 63 bytes in UTF-8, no blank, none of ` +
      `/ \\ . " $ * < > : | ?, and none of MongoDB's own: ${databasesOfMongodb.join(', ')}`,
  );
}
