// A process that touches user 1 of a SQLite file in one commit after the other, and tries again where another process was
// faster. Its arguments are the file, the number of its first operation, and how many commits to make.
import { sqliteStorage } from '../../../examples/sqlite-storage/sqlite-storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { commandEntry, userId } from '../../../src/testing/contract/fixtures.js';
import { touchChange } from '../../../src/testing/row-changes.js';
import { openDatabase } from './sqlite-files.js';

const [path = '', first, commits] = process.argv.slice(2);
const storage = sqliteStorage(openDatabase(path));

async function touch(operation: number): Promise<void> {
  for (;;) {
    const row = await storage.users.findById(userId(1));
    if (row === null) throw new Error('There is no user 1.');
    try {
      const changes = [touchChange('users', row.value, row.version)];
      return await storage.commit({ changes, journal: commandEntry(operation), messages: [] });
    } catch (fault) {
      const isRetryable =
        isStorageError(fault) && /^(version_conflict|unavailable)$/.test(fault.code);
      if (!isRetryable) throw fault;
    }
  }
}

for (let done = 0; done < Number(commits); done += 1) await touch(Number(first) + done);
await storage.close();
