// SQLite files for the tests of the example.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { sqliteStorage } from '../../../examples/sqlite-storage/sqlite-storage.js';
import type { Storage } from '../../../src/ports/storage.js';
import { scratchFolder } from '../../support/project.js';

/** Opens a file in a folder that is removed after this test file. */
export interface TemporaryFile {
  /** Opens an empty file, in the place of the last one. */
  open(): Promise<Storage>;
  /** Opens the same file once more, with a connection of its own. */
  openAgain(): Promise<Storage>;
}

export function temporaryFile(): TemporaryFile {
  const path = join(scratchFolder(), 'guildhall.db');
  const openAgain = async () => sqliteStorage(openDatabase(path));
  return {
    async open() {
      for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
      return openAgain();
    },
    openAgain,
  };
}

/** Does not wait for the disk, which only matters where the power may fail. */
export function openDatabase(path: string): Sqlite.Database {
  const database = new Sqlite(path, { timeout: 100 });
  database.pragma('synchronous = OFF');
  return database;
}
