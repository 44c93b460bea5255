import type { Scheduler } from 'fast-check';
import type { Storage } from '../../ports/storage.js';
import { describeCall } from './describe-call.js';
import { interceptStorage } from './intercept-storage.js';

/**
 * Every call waits for its turn. The scheduler ends one call before it starts the next, so its seed decides how commands
 * interleave, and the same seed repeats it. `by` names the caller in the report of the scheduler.
 */
export function scheduledStorage(storage: Storage, scheduler: Scheduler, by = ''): Storage {
  return interceptStorage(
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
