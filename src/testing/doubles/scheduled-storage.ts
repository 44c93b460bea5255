import type { Scheduler } from 'fast-check';
import type { Storage } from '../../ports/storage.js';
import { describeCall } from './describe-call.js';
import { passThrough } from './pass-through.js';

/**
 * Every call waits for its turn, and the scheduler lets one end before the next begins: its seed decides how commands
 * interleave and replays it. `by` says in the scheduler's report who called.
 */
export function scheduledStorage(storage: Storage, scheduler: Scheduler, by = ''): Storage {
  return passThrough(
    storage,
    (call, proceed) =>
      new Promise((resolve, reject) => {
        const builder = async () => {
          await proceed().then(resolve, reject);
        };
        scheduler.scheduleSequence([{ builder, label: `${by} ${describeCall(call)}`.trim() }]);
      }),
  );
}
