// One storage made of two openings of the same data, as two processes have them.

import type { Storage } from '../../../ports/storage.js';
import { interceptStorage } from '../../doubles/intercept-storage.js';

/**
 * Every call goes to the other opening than the call before. So one opening reads what the other one writes, and of two
 * concurrent calls each opening gets one: no cache and no lock in one process can hold.
 */
export function throughTwoOpenings(first: Storage, second: Storage): Storage {
  let calls = 0;
  return interceptStorage(first, async ({ method }, proceed) => {
    if (method === 'close') await second.close();
    calls += 1;
    return proceed(method === 'close' || calls % 2 === 1 ? first : second);
  });
}
