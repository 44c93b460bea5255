// Two commands at once, call by call: whose turn it is stands in a list, so that what has happened happens again.

import type { Storage } from '../../../../src/ports/storage.js';
import { passThrough } from '../../../../src/testing/doubles/index.js';

export interface Turns {
  /** The storage as one command calls it; at other times as it is. */
  lane(storage: Storage): Storage;
  /** Runs one command a lane, in the order of their making. The turns are numbers of whoever waits, the first one where the list has ended. */
  take<T>(commands: readonly (() => Promise<T>)[], turns: readonly number[]): Promise<readonly T[]>;
}

interface Waiting {
  readonly lane: number;
  begin(): void;
}

export function turnTaking(): Turns {
  let lanes = 0;
  let running = new Set<number>();
  let waiting: Waiting[] = [];
  let order: number[] = [];
  let isBusy = false;

  /** Nobody's call begins before everybody has asked for one, whatever else takes its time. */
  function next(): void {
    const isQuiet = [...running].every((lane) => waiting.some((one) => one.lane === lane));
    if (isBusy || !isQuiet || waiting.length === 0) return;
    const [chosen] = waiting.splice((order.shift() ?? 0) % waiting.length, 1);
    isBusy = true;
    chosen?.begin();
  }

  async function inTurn<T>(lane: number, proceed: () => Promise<T>): Promise<T> {
    if (!running.has(lane)) return proceed();
    await new Promise<void>((begin) => {
      waiting.push({ lane, begin });
      next();
    });
    try {
      return await proceed();
    } finally {
      isBusy = false;
      // Not before whoever has called can go on, and ask for the next.
      setImmediate(next);
    }
  }

  return {
    lane(storage) {
      const lane = lanes;
      lanes += 1;
      return passThrough(storage, (_call, proceed) => inTurn(lane, proceed));
    },
    take(commands, turns) {
      running = new Set(commands.keys());
      waiting = [];
      order = [...turns];
      return Promise.all(
        commands.map((command, lane) =>
          command().finally(() => {
            running.delete(lane);
            next();
          }),
        ),
      );
    },
  };
}
