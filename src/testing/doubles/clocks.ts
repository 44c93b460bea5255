import type { Clock } from '../../ports/clock-random-ids.js';

/** A clock that always returns the same time. */
export function fixedClock(at: Date): Clock {
  const time = at.getTime();
  return { now: () => new Date(time) };
}

/** A clock that moves only by `advance` and `set`. */
export interface ManualClock extends Clock {
  now(): Date;
  /** Moves the clock by `seconds`; back if they are negative. */
  advance(seconds: number): void;
  /** Sets the clock to this date. */
  set(date: Date): void;
}

/** A clock that starts at `start` and moves only by `advance` and `set`. */
export function manualClock(start: Date): ManualClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance(seconds) {
      time += seconds * 1000;
    },
    set(date) {
      time = date.getTime();
    },
  };
}
