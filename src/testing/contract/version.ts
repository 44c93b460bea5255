import { clause, type Family } from './clause.js';
import { specimens } from './collections.js';
import { found, holds, same, verdictOf } from './expectations.js';

export const version: Family = {
  name: 'VERSION',
  about: 'no write without the version that was read',
  clauses: [
    clause('VERSION-1', 'An insert makes version 1.', async (storage, { write }) => {
      for (const each of specimens) {
        await write([each.insert(1)]);
        same((await each.find(storage, 1))?.version, 1, `the version in ${each.collection}`);
        await write([each.touch(1, 1)]);
      }
    }),

    clause(
      'VERSION-2',
      'An update replaces the whole value, fields that the new one lacks included, and raises the version by one.',
      async (storage, { write }) => {
        for (const each of specimens) {
          await write([each.insert(1)]);
          await write([each.update(1, 1)]);
          await write([each.update(1, 2)]);
          const expected = { value: each.altered(1), version: 3 };
          same(await each.find(storage, 1), expected, `a row of ${each.collection} updated twice`);
        }
      },
    ),

    clause(
      'VERSION-3',
      'A touch raises the version by one and changes nothing else.',
      async (storage, { write }) => {
        for (const each of specimens) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          await write([each.touch(1, 2)]);
          const expected = { value: each.row(1), version: 3 };
          same(await each.find(storage, 1), expected, `a row of ${each.collection} touched twice`);
        }
      },
    ),

    clause('VERSION-4', 'A removal takes the row away.', async (storage, { write }) => {
      for (const each of specimens) {
        await write([each.insert(1), each.insert(2)]);
        await write([each.remove(1, 1)]);
        holds(!(await each.stands(storage, 1)), `a removed row still stands in ${each.collection}`);
        holds(await each.stands(storage, 2), `a row beside it is gone from ${each.collection}`);
      }
    }),

    clause(
      'VERSION-5',
      'An update, a removal or a touch that expects an older or a newer version is a `version_conflict`.',
      async (_storage, { write }) => {
        for (const each of specimens) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          for (const expected of [0, 1, 3]) {
            const stale = [
              each.update(1, expected),
              each.remove(1, expected),
              each.touch(1, expected),
            ];
            for (const change of stale) {
              const what = `${change.kind} in ${each.collection} at version 2, expecting ${expected}`;
              same(await verdictOf(write([change])), 'version_conflict', what);
            }
          }
        }
      },
    ),

    clause(
      'VERSION-6',
      'An update, a removal or a touch of a row that is not there is a `version_conflict` and makes no row.',
      async (storage, { write }) => {
        for (const each of specimens) {
          for (const expected of [0, 1]) {
            const missing = [
              each.update(1, expected),
              each.remove(1, expected),
              each.touch(1, expected),
            ];
            for (const change of missing) {
              const what = `${change.kind} of a missing row of ${each.collection}`;
              same(await verdictOf(write([change])), 'version_conflict', what);
              holds(!(await each.stands(storage, 1)), `${what} made one`);
            }
          }
        }
      },
    ),

    clause(
      'VERSION-7',
      'A conflict leaves the row and its version as they were.',
      async (storage, { write }) => {
        for (const each of specimens) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          for (const change of [each.update(1, 1), each.remove(1, 1), each.touch(1, 1)]) {
            await verdictOf(write([change]));
            const expected = { value: each.row(1), version: 2 };
            same(
              await each.find(storage, 1),
              expected,
              `${each.collection} after a stale ${change.kind}`,
            );
          }
        }
      },
    ),

    clause(
      'VERSION-8',
      'A row that is inserted again under the id of a removed one begins at version 1.',
      async (storage, { write }) => {
        for (const each of specimens) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          await write([each.remove(1, 2)]);
          await write([each.insert(1)]);
          const again = found(await each.find(storage, 1), `the row of ${each.collection}`);
          same(again.version, 1, `the version in ${each.collection}`);
        }
      },
    ),

    clause(
      'VERSION-9',
      'A write to one row leaves the versions of all others alone.',
      async (storage, { write }) => {
        for (const each of specimens) {
          await write([each.insert(1), each.insert(2), each.insert(3)]);
          await write([each.touch(1, 1), each.update(3, 1)]);
          same((await each.find(storage, 2))?.version, 1, `the row beside in ${each.collection}`);
        }
      },
    ),
  ],
};
