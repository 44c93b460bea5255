// Migrating: what `migrate` does to rows that need none.

import type { Migration } from '../../ports/migration.js';
import type { Storage } from '../../ports/storage.js';
import { assertSame, assertTrue } from './assertions.js';
import { type ClauseGroup, clause, clauseWithoutPasts } from './clause.js';
import { userFixture } from './collection-fixtures.js';
import { createSampleOperation, readCalls } from './sample-data.js';

function answersOf(storage: Storage): Promise<readonly unknown[]> {
  return Promise.all(readCalls.map(({ call }) => call(storage)));
}

function assertChangesNothing({ from, to, steps }: Migration): void {
  assertTrue(Number.isSafeInteger(to) && to >= 1, '`to` must be a whole number of at least 1');
  assertSame({ from, steps }, { from: to, steps: [] }, 'the migration of a current storage');
}

const atOnce = 5;

export const migrateGroup: ClauseGroup = {
  name: 'MIGRATE',
  summary: 'stored rows are brought to the version of a release',
  clauses: [
    clause(
      'MIGRATE-1',
      'On a storage whose rows have the version of the release, `migrate` changes nothing, and resolves with that version as `from` and `to` and with no steps, each time.',
      async (storage) => {
        await storage.commit(createSampleOperation());
        const before = await answersOf(storage);
        const first = await storage.migrate();
        assertChangesNothing(first);
        assertSame(await storage.migrate(), first, 'a second `migrate`');
        assertSame(await answersOf(storage), before, 'every read after `migrate`');
      },
    ),

    clauseWithoutPasts(
      'MIGRATE-2',
      'Several `migrate` at once, and commits beside them, all succeed.',
      async (storage, { write }) => {
        const numbers = Array.from({ length: atOnce }, (_, index) => index + 1);
        const migrations = numbers.map(() => storage.migrate());
        const commits = numbers.map((n) => write([userFixture.insert(n)]));
        for (const migration of await Promise.all(migrations)) assertChangesNothing(migration);
        await Promise.all(commits);
        for (const n of numbers) {
          assertSame((await userFixture.find(storage, n))?.version, 1, `user ${n}`);
        }
      },
    ),
  ],
};
