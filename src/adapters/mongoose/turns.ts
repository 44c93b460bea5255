// Lets work on the same documents take turns within this process. Transactions that write one document conflict, and each
// conflict is work for nothing.

import { StorageError } from '../../ports/storage-error.js';

/**
 * Does the work after all earlier work that has one of these keys. Throws `unavailable` if that takes longer than
 * `seconds`; the work is not begun then.
 */
export type TakeTurn = <T>(
  keys: readonly string[],
  seconds: number,
  work: () => Promise<T>,
) => Promise<T>;

export function createTurns(): TakeTurn {
  const lastByKey = new Map<string, Promise<unknown>>();
  return async (keys, seconds, work) => {
    const before = Promise.all(keys.map((key) => lastByKey.get(key)));
    let settle = () => {};
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const done = before.then(() => settled);
    for (const key of keys) lastByKey.set(key, done);
    try {
      await waitAtMost(seconds, before);
      return await work();
    } finally {
      settle();
      // Work that was given up is still in line: what comes later must wait for what came before.
      void done.then(() => {
        for (const key of keys) if (lastByKey.get(key) === done) lastByKey.delete(key);
      });
    }
  };
}

function waitAtMost(seconds: number, before: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooManyWaitError(seconds)), seconds * 1000);
    before.finally(() => clearTimeout(timer)).then(() => resolve(), reject);
  });
}

function tooManyWaitError(seconds: number): StorageError {
  return new StorageError(
    'unavailable',
    `Too many commits for the arrays of one organization waited longer than ${seconds} seconds. Nothing was written; try again.`,
  );
}
