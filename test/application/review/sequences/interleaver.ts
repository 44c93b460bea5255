// Runs two commands at the same time, one storage call after the other. A list of turns sets the order, so that a run can be repeated.

import type { Storage } from '../../../../src/ports/storage.js';
import { interceptStorage } from '../../../../src/testing/doubles/index.js';

export interface Interleaver {
  /** The storage for one command; outside of a run it is the plain storage. */
  withLane(storage: Storage): Storage;
  /** Runs one command in each lane. Each turn is the index of a waiting lane; after the end of the list it is the first one. */
  runInterleaved<T>(
    commands: readonly (() => Promise<T>)[],
    turns: readonly number[],
  ): Promise<readonly T[]>;
}

interface WaitingCall {
  readonly lane: number;
  begin(): void;
}

export function createInterleaver(): Interleaver {
  let lanes = 0;
  let running = new Set<number>();
  let waiting: WaitingCall[] = [];
  let order: number[] = [];
  let isBusy = false;

  /** No call begins before every lane has asked for one or has finished. */
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
      // Only after the caller can go on and ask for its next call.
      setImmediate(next);
    }
  }

  return {
    withLane(storage) {
      const lane = lanes;
      lanes += 1;
      return interceptStorage(storage, (_call, proceed) => inTurn(lane, proceed));
    },
    runInterleaved(commands, turns) {
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
