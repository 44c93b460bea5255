import type { Clock } from '../../ports/system.js';

/** A clock that stands. */
export function fixedClock(at: Date): Clock {
  const time = at.getTime();
  return { now: () => new Date(time) };
}

/** A clock that stands until it is told to move. */
export interface ManualClock extends Clock {
  now(): Date;
  /** Forward by so many seconds; back where they are negative. */
  advance(seconds: number): void;
  set(date: Date): void;
}

/** A clock that moves when it is told to. */
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
