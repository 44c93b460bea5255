// SQLite files for the tests of the example.

import { join } from 'node:path';
import Sqlite from 'libsql';
import { sqliteStorage } from '../../../examples/sqlite-storage/sqlite-storage.js';
import type { Storage } from '../../../src/ports/storage.js';
import { scratchFolder } from '../../support/project.js';

/** Opens files in a folder that is removed after this test file. */
export interface SqliteFiles {
  open(): Promise<Storage>;
  /** Opens the last file once more, with a connection of its own. */
  openAgain(): Promise<Storage>;
}

export function createFiles(): SqliteFiles {
  const folder = scratchFolder();
  let files = 0;
  const openLast = async () => sqliteStorage(openDatabase(join(folder, `${files}.db`)));
  return {
    async open() {
      files += 1;
      return openLast();
    },
    openAgain: openLast,
  };
}

/** Does not wait for the disk, which only matters where the power may fail. */
export function openDatabase(path: string): Sqlite.Database {
  const database = new Sqlite(path, { timeout: 100 });
  database.pragma('synchronous = OFF');
  return database;
}
