// Several processes write the same row of one SQLite file: no write of any of them is lost.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { sqliteStorage } from '../../../examples/sqlite-storage/sqlite-storage.js';
import { createTestWriter } from '../../../src/testing/contract/clause.js';
import { operationId, user, userId } from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { scratchFolder } from '../../support/project.js';
import { openDatabase } from './sqlite-files.js';

const run = promisify(execFile);

const processes = [1, 2, 3];
const commits = 100;

it('keeps every touch of several processes', async () => {
  const path = join(scratchFolder(), 'guildhall.db');
  const storage = sqliteStorage(openDatabase(path));
  await createTestWriter(storage).write([insertChange('users', user(1))]);
  const program = join(import.meta.dirname, 'touch-process.ts');
  await Promise.all(
    processes.map((n) =>
      run(process.execPath, ['--import', 'tsx', program, path, `${1000 * n}`, `${commits}`]),
    ),
  );
  const found = await storage.users.findById(userId(1));
  expect(found?.version).toBe(1 + processes.length * commits);
  for (const n of processes)
    await expect(
      storage.journal.findById(operationId(1000 * n + commits - 1)),
    ).resolves.not.toBeNull();
});
