import { isStorageError, type StorageError } from '../../ports/storage-error.js';
import { clause, type Family } from './clause.js';
import { users } from './collections.js';
import { holds, same, verdictOf } from './expectations.js';
import { reads, world, writes } from './world.js';

async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isStorageError(fault)) throw new Error('the call must fail with a StorageError');
  return fault;
}

export const fault: Family = {
  name: 'FAULT',
  about: 'what is thrown when the world says no',
  clauses: [
    clause(
      'FAULT-1',
      'A conflict is a `StorageError` by its mark, with a message for people; it names its constraint where it is a `unique_conflict`, and none otherwise.',
      async (_storage, { write }) => {
        await write([users.insert(1)]);
        const taken = await faultOf(write([users.insert(1)]));
        same([taken.code, taken.constraint], ['unique_conflict', 'users.id'], 'an insert again');
        const stale = await faultOf(write([users.touch(1, 7)]));
        same([stale.code, stale.constraint], ['version_conflict', undefined], 'an old version');
        holds(taken.message !== '' && stale.message !== '', 'a fault must say what happened');
      },
    ),

    clause(
      'FAULT-2',
      'After `close` every call is `unavailable`, and nothing is written.',
      async (storage) => {
        await storage.commit(world());
        await storage.close();
        const time = { name: 'time', call: () => storage.time() };
        for (const { name, call } of [...reads, ...writes, time]) {
          same(await verdictOf(call(storage)), 'unavailable', `${name} after close`);
        }
      },
    ),

    clause('FAULT-3', 'Closing once more does no harm.', async (storage) => {
      await storage.close();
      same(await verdictOf(storage.close()), 'done', 'closing again');
    }),
  ],
};
