import type { Storage } from '../ports/storage.js';
import type { Clock } from '../ports/system.js';

/** The storage's own time, asked for at every command, so that services with wrong clocks agree on expiry. One statement each. */
export function storageClock(storage: Pick<Storage, 'time'>): Clock {
  return { now: () => storage.time() };
}
