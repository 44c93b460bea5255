// A clock that takes the time from the storage.

import type { Clock } from '../ports/clock-random-ids.js';
import type { Storage } from '../ports/storage.js';

/** A clock that asks the storage for the time. Services with different clocks then agree on expiry. One statement per call. */
export function storageClock(storage: Pick<Storage, 'time'>): Clock {
  return { now: () => storage.time() };
}
