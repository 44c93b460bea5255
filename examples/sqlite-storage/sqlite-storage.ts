// A storage in a SQLite file, as an engine of the kit. The driver answers at once, so each call is one transaction that
// nothing in this process interrupts.

import Sqlite from 'libsql';
import { requireAtOnce, type StorageEngine, storageOn } from '../../src/adapters/kit/index.js';
import type { Storage } from '../../src/ports/storage.js';
import { StorageError } from '../../src/ports/storage-error.js';
import { type RunStatement, storeWrite, viewRows } from './rows.js';
import { schema } from './schema.js';

/**
 * A storage in an open database, whose tables it creates. Several processes may open the same file. Where one of them
 * writes, others wait as long as the `timeout` of the database says, and do nothing else; then they throw `unavailable`.
 */
export function sqliteStorage(database: Sqlite.Database): Storage {
  return storageOn(createEngine(database));
}

function createEngine(database: Sqlite.Database): StorageEngine {
  database.pragma('journal_mode = WAL');
  database.pragma('foreign_keys = ON');
  const run = statementRunner(database);
  createTables(database, run);
  const rows = viewRows(run);
  return {
    async read(question) {
      return inTransaction(database, 'BEGIN', () => requireAtOnce(question(rows)));
    },
    async write(decide) {
      return inTransaction(database, 'BEGIN IMMEDIATE', () => {
        const { writes, answer } = requireAtOnce(decide(rows));
        for (const write of writes) storeWrite(run, write);
        return answer;
      });
    },
    async time() {
      const sql = "SELECT round(unixepoch('subsec') * 1000)";
      const [[now] = []] = inTransaction(database, 'BEGIN', () => run(sql, []));
      return new Date(Number(now));
    },
    async close() {
      if (database.open) database.close();
    },
  };
}

/** The header of the file says which version of the tables it has; 0 in a new file. */
function createTables(database: Sqlite.Database, run: RunStatement): void {
  const isNew = () => run('PRAGMA user_version', [])[0]?.[0] === 0;
  if (!isNew()) return;
  inTransaction(database, 'BEGIN IMMEDIATE', () => {
    if (isNew()) database.exec(`${schema}; PRAGMA user_version = 1`);
  });
}

function statementRunner(database: Sqlite.Database): RunStatement {
  const prepared = new Map<string, Sqlite.Statement>();
  return (sql, values) => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    if (!statement.reader) {
      statement.run(...values);
      return [];
    }
    const rows = statement.raw().all(...values);
    return rows.filter(Array.isArray);
  };
}

/**
 * `BEGIN` sees the file at one moment. `BEGIN IMMEDIATE` also lets nobody else write until the end, so that everything is
 * still as it was read when it is written.
 */
function inTransaction<T>(
  database: Sqlite.Database,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE',
  work: () => T,
): T {
  if (!database.open)
    throw new StorageError('unavailable', 'The SQLite storage is closed; open the file again.');
  let isCommitting = false;
  try {
    database.exec(begin);
    const answer = work();
    isCommitting = true;
    database.exec('COMMIT');
    return answer;
  } catch (fault) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw fault instanceof Sqlite.SqliteError ? toStorageError(fault, isCommitting) : fault;
  }
}

/** The messages of SQLite name tables and columns, never values. */
function toStorageError(cause: Error & { readonly code: string }, isCommitting: boolean): Error {
  const { code, message } = cause;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code))
    return new StorageError('unavailable', 'The SQLite file is locked; try again.', { cause });
  if (isCommitting)
    return new StorageError('outcome_unknown', `SQLite failed in COMMIT: ${message}.`, { cause });
  if (/^SQLITE_(IOERR|FULL|NOMEM)/.test(code))
    return new StorageError('unavailable', `SQLite cannot use its file: ${message}.`, { cause });
  return new StorageError('misconfigured', `SQLite refused a statement: ${message}.`, { cause });
}
