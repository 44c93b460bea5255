// Schedules the storage calls of runners. No call begins before every runner has asked for one or has finished. Otherwise
// a runner that computes a hash between two calls would always come last.
import type { Scheduler } from 'fast-check';
import type { Storage } from '../../../src/index.js';
import { interceptStorage, scheduledStorage } from '../../../src/testing/doubles/index.js';

export interface TurnScheduler {
  /** The storage for one runner. */
  withLane(storage: Storage): Storage;
  /** Schedules calls until all runners have finished. The runners are in the order of their lanes. */
  runInTurns<T>(runners: readonly Promise<T>[]): Promise<readonly PromiseSettledResult<T>[]>;
}

export function createTurnScheduler(scheduler: Scheduler): TurnScheduler {
  const asking: number[] = [];
  return {
    withLane(storage) {
      const lane = asking.push(0) - 1;
      const ask = (count: number) => {
        asking[lane] = (asking[lane] ?? 0) + count;
      };
      const begun = interceptStorage(storage, (_call, proceed) => {
        ask(-1);
        return proceed();
      });
      return interceptStorage(
        scheduledStorage(begun, scheduler, String(lane)),
        (_call, proceed) => {
          ask(1);
          return proceed();
        },
      );
    },
    async runInTurns(runners) {
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
