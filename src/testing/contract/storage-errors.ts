// The errors that a storage throws.

import { isStorageError, type StorageError } from '../../ports/storage-error.js';
import { assertSame, assertTrue, outcomeOfCall } from './assertions.js';
import { type ClauseGroup, clause } from './clause.js';
import { collectionFixtures, userFixture } from './collection-fixtures.js';
import { createSampleOperation, readCalls, writeCalls } from './sample-data.js';

async function catchStorageErrorOrThrow(promise: Promise<unknown>): Promise<StorageError> {
  const fault: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isStorageError(fault))
    throw new Error('the call must fail with a StorageError, but did not');
  return fault;
}

/** The texts of a row that are longer than a word. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length > 9 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

export const storageErrorGroup: ClauseGroup = {
  name: 'FAULT',
  summary: 'which errors a storage throws',
  clauses: [
    clause(
      'FAULT-1',
      'A conflict is a `StorageError` that `isStorageError` recognizes, with a message for people; a `unique_conflict` names its constraint, a `version_conflict` names none.',
      async (_storage, { write }) => {
        await write([userFixture.insert(1)]);
        const duplicate = await catchStorageErrorOrThrow(write([userFixture.insert(1)]));
        assertSame(
          [duplicate.code, duplicate.constraint],
          ['unique_conflict', 'users.id'],
          'an insert again',
        );
        const stale = await catchStorageErrorOrThrow(write([userFixture.touch(1, 7)]));
        assertSame(
          [stale.code, stale.constraint],
          ['version_conflict', undefined],
          'an old version',
        );
        assertTrue(
          duplicate.message !== '' && stale.message !== '',
          'an error must have a message',
        );
      },
    ),

    clause(
      'FAULT-2',
      'After `close`, every call fails with `unavailable`, and nothing is written.',
      async (storage) => {
        await storage.commit(createSampleOperation());
        await storage.close();
        const time = { name: 'time', call: () => storage.time() };
        const migrate = { name: 'migrate', call: () => storage.migrate() };
        for (const { name, call } of [...readCalls, ...writeCalls, time, migrate]) {
          assertSame(await outcomeOfCall(call(storage)), 'unavailable', `${name} after close`);
        }
      },
    ),

    clause('FAULT-3', 'Closing again succeeds and does nothing.', async (storage) => {
      await storage.close();
      assertSame(await outcomeOfCall(storage.close()), 'done', 'closing again');
    }),

    clause(
      'FAULT-4',
      'The message of a conflict says in a sentence which row it is about, by its id; it contains no other value of the row, and no address of the database.',
      async (_storage, { write }) => {
        for (const each of collectionFixtures) {
          const insert = each.insert(1);
          await write([insert]);
          for (const change of [insert, each.touch(1, 7), each.update(1, 7), each.remove(1, 7)]) {
            const { message } = await catchStorageErrorOrThrow(write([change]));
            const what = `the message of a conflict of ${change.kind} in ${change.collection}`;
            assertTrue(
              message.includes(insert.id) && /^\S+ .*\.$/su.test(message),
              `${what} must be a sentence with the id ${insert.id}, but is "${message}"`,
            );
            const told = textsIn(each.row(1)).filter((text) => message.includes(text));
            assertSame(
              [...told, ...(message.match(/\w+:\/\/\S+/gu) ?? [])].filter(
                (text) => text !== insert.id,
              ),
              [],
              `what ${what} tells`,
            );
          }
        }
      },
    ),
  ],
};
