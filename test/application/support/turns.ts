// Turns for runners: nobody's call begins before each of them has asked for one or has finished. Otherwise whoever does
// cryptography between two calls, which takes time of its own, would always come last.
import type { Scheduler } from 'fast-check';
import type { Storage } from '../../../src/index.js';
import { passThrough, scheduledStorage } from '../../../src/testing/doubles/index.js';

export interface Turns {
  /** The storage as one runner calls it. */
  lane(storage: Storage): Storage;
  /** Gives turns until all runners have finished; they stand in the order of their lanes. */
  give<T>(runners: readonly Promise<T>[]): Promise<readonly PromiseSettledResult<T>[]>;
}

export function turnsBy(scheduler: Scheduler): Turns {
  const asking: number[] = [];
  return {
    lane(storage) {
      const lane = asking.push(0) - 1;
      const ask = (count: number) => {
        asking[lane] = (asking[lane] ?? 0) + count;
      };
      const begun = passThrough(storage, (_call, proceed) => {
        ask(-1);
        return proceed();
      });
      return passThrough(scheduledStorage(begun, scheduler, String(lane)), (_call, proceed) => {
        ask(1);
        return proceed();
      });
    },
    async give(runners) {
      const settled = runners.map(() => false);
      const all = runners.map((runner, lane) =>
        runner.finally(() => {
          settled[lane] = true;
        }),
      );
      const outcomes = Promise.allSettled(all);
      while (settled.includes(false)) {
        const isQuiet = settled.every((isSettled, lane) => isSettled || (asking[lane] ?? 0) > 0);
        await (isQuiet ? scheduler.waitNext(1) : new Promise(setImmediate));
      }
      return outcomes;
    },
  };
}
