// What the contract does not say of the storage in `examples/sqlite-storage`: how it reads lists, and what its faults are.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { viewRows } from '../../../examples/sqlite-storage/rows.js';
import { sqliteStorage } from '../../../examples/sqlite-storage/sqlite-storage.js';
import { listNamesOf, storedCollections, storedNames } from '../../../src/adapters/kit/index.js';
import { createTestWriter } from '../../../src/testing/contract/clause.js';
import { user, userId } from '../../../src/testing/contract/fixtures.js';
import { scratchFolder } from '../../support/project.js';
import { openDatabase } from './sqlite-files.js';

const path = () => join(scratchFolder(), 'guildhall.db');

const lists = storedNames.flatMap((collection) =>
  listNamesOf(collection).map((list) => ({ collection, list })),
);

describe('lists in a SQLite file', () => {
  const database = openDatabase(path());
  sqliteStorage(database);

  it.each(lists)('$collection.$list is read in its order, from a place', ({ collection, list }) => {
    const steps: string[] = [];
    const rows = viewRows((sql, values) => {
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).raw();
      for (const step of plan.all(...values)) steps.push(String(Object(step)[3]));
      return [];
    });
    const { by = [], sort = [] } = storedCollections[collection].lists[list] ?? {};
    const from = { collection, list, by: by.map(() => 'x'), after: [...sort.map(() => 1), 'x'] };
    rows.scan(from, 10);
    rows.scan({ ...from, isDescending: true }, 10);
    expect(steps.join('\n')).toMatch(/^(SEARCH (list|\w+) USING .*\n?)+$/);
    expect(steps.filter((step) => /^SEARCH list .*[<>]/.test(step))).toHaveLength(2);
  });
});

describe('a SQLite file that another connection locks', () => {
  it('can be read, refuses writes as unavailable, and takes them later', async () => {
    const file = path();
    const storage = sqliteStorage(openDatabase(file));
    const { write } = createTestWriter(storage);
    const insert = { kind: 'insert', collection: 'users', id: userId(1), value: user(1) } as const;
    const other = openDatabase(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(write([insert])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(storage.users.findById(userId(1))).resolves.toBeNull();
    other.exec('ROLLBACK');
    await write([insert]);
    await expect(storage.users.findById(userId(1))).resolves.toMatchObject({ version: 1 });
  });
});

describe('a SQLite file without a table', () => {
  it('is misconfigured', async () => {
    const database = openDatabase(path());
    const storage = sqliteStorage(database);
    database.exec('DROP TABLE users');
    const found = storage.users.findById(userId(1));
    await expect(found).rejects.toMatchObject({ code: 'misconfigured' });
    await expect(found).rejects.toThrow(/no such table/);
  });
});
