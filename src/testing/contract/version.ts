// Versions of rows.

import { assertSame, assertTrue, foundOrThrow, outcomeOfCall } from './assertions.js';
import { type ClauseGroup, clause } from './clause.js';
import { collectionFixtures } from './collection-fixtures.js';
import { metadataVersionClauses } from './metadata.js';

export const versionGroup: ClauseGroup = {
  name: 'VERSION',
  summary: 'every change names the version that was read',
  clauses: [
    clause('VERSION-1', 'An insert gives the row version 1.', async (storage, { write }) => {
      for (const each of collectionFixtures) {
        await write([each.insert(1)]);
        assertSame((await each.find(storage, 1))?.version, 1, `the version in ${each.collection}`);
        await write([each.touch(1, 1)]);
      }
    }),

    clause(
      'VERSION-2',
      'An update replaces the whole value, removes the fields that the new value lacks, and raises the version by one.',
      async (storage, { write }) => {
        for (const each of collectionFixtures) {
          await write([each.insert(1)]);
          await write([each.update(1, 1)]);
          await write([each.update(1, 2)]);
          const expected = { value: each.updatedRow(1), version: 3 };
          assertSame(
            await each.find(storage, 1),
            expected,
            `a row of ${each.collection} updated twice`,
          );
        }
      },
    ),

    clause(
      'VERSION-3',
      'A touch raises the version by one and changes nothing else.',
      async (storage, { write }) => {
        for (const each of collectionFixtures) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          await write([each.touch(1, 2)]);
          const expected = { value: each.row(1), version: 3 };
          assertSame(
            await each.find(storage, 1),
            expected,
            `a row of ${each.collection} touched twice`,
          );
        }
      },
    ),

    clause('VERSION-4', 'A removal deletes the row and no other.', async (storage, { write }) => {
      for (const each of collectionFixtures) {
        await write([each.insert(1), each.insert(2)]);
        await write([each.remove(1, 1)]);
        assertTrue(
          !(await each.exists(storage, 1)),
          `a removed row is still stored in ${each.collection}`,
        );
        assertTrue(await each.exists(storage, 2), `another row is missing from ${each.collection}`);
      }
    }),

    clause(
      'VERSION-5',
      'An update, removal or touch that expects an older or newer version fails with `version_conflict`.',
      async (_storage, { write }) => {
        for (const each of collectionFixtures) {
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
              assertSame(await outcomeOfCall(write([change])), 'version_conflict', what);
            }
          }
        }
      },
    ),

    clause(
      'VERSION-6',
      'An update, removal or touch of a missing row fails with `version_conflict` and creates no row.',
      async (storage, { write }) => {
        for (const each of collectionFixtures) {
          for (const expected of [0, 1]) {
            const missing = [
              each.update(1, expected),
              each.remove(1, expected),
              each.touch(1, expected),
            ];
            for (const change of missing) {
              const what = `${change.kind} of a missing row of ${each.collection}`;
              assertSame(await outcomeOfCall(write([change])), 'version_conflict', what);
              assertTrue(!(await each.exists(storage, 1)), `${what} created one`);
            }
          }
        }
      },
    ),

    clause(
      'VERSION-7',
      'A conflict leaves the row and its version unchanged.',
      async (storage, { write }) => {
        for (const each of collectionFixtures) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          for (const change of [each.update(1, 1), each.remove(1, 1), each.touch(1, 1)]) {
            await outcomeOfCall(write([change]));
            const expected = { value: each.row(1), version: 2 };
            assertSame(
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
      'A row that is inserted again after its removal starts at version 1.',
      async (storage, { write }) => {
        for (const each of collectionFixtures) {
          await write([each.insert(1)]);
          await write([each.touch(1, 1)]);
          await write([each.remove(1, 2)]);
          await write([each.insert(1)]);
          const again = foundOrThrow(await each.find(storage, 1), `the row of ${each.collection}`);
          assertSame(again.version, 1, `the version in ${each.collection}`);
        }
      },
    ),

    clause(
      'VERSION-9',
      'A write to one row leaves the versions of all other rows unchanged.',
      async (storage, { write }) => {
        for (const each of collectionFixtures) {
          await write([each.insert(1), each.insert(2), each.insert(3)]);
          await write([each.touch(1, 1), each.update(3, 1)]);
          assertSame(
            (await each.find(storage, 2))?.version,
            1,
            `another row of ${each.collection}`,
          );
        }
      },
    ),

    ...metadataVersionClauses,

    clause(
      'VERSION-11',
      'Versions go on after 255, in every collection.',
      async (storage, { write }) => {
        await write(collectionFixtures.map((each) => each.insert(1)));
        for (let version = 1; version < 255; version += 1)
          await write(collectionFixtures.map((each) => each.touch(1, version)));
        await write(collectionFixtures.map((each) => each.update(1, 255)));
        await write(collectionFixtures.map((each) => each.touch(1, 256)));
        for (const each of collectionFixtures) {
          const expected = { value: each.updatedRow(1), version: 257 };
          const what = `the row of ${each.collection} after 256 touches and updates`;
          assertSame(await each.find(storage, 1), expected, what);
        }
      },
    ),
  ],
};
