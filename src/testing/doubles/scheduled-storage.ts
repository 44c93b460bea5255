import type { Scheduler } from 'fast-check';
import type { Storage } from '../../ports/storage.js';
import { describeCall } from './describe-call.js';
import { interceptStorage } from './intercept-storage.js';

/**
 * Every call waits for its turn. The scheduler runs one call at a time. Its seed decides the order, so the same seed
 * gives the same interleaving. `by` names the caller in the report of the scheduler.
 */
export function scheduledStorage(storage: Storage, scheduler: Scheduler, by = ''): Storage {
  const scheduled = interceptStorage(
    storage,
    (call, proceed) =>
      new Promise((resolve, reject) => {
        const builder = async () => {
          await proceed().then(resolve, reject);
        };
        scheduler.scheduleSequence([{ builder, label: `${by} ${describeCall(call)}`.trim() }]);
      }),
  );
  // A commit that waits writes what it was given, even if its caller changes that.
  return { ...scheduled, commit: (operation) => scheduled.commit(structuredClone(operation)) };
}
