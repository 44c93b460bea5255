// Calculations with time. Rules get the current time as a `Date` argument, and no code changes a `Date` in place.

export const dayInSeconds = 86_400;

export function addSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}

/** Rounds down to a whole second, because a JWT's `exp` has whole seconds. */
export function floorToSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

/** The end of the fixed window that contains `now`. Windows begin at whole multiples of their length, counted from 1970. */
export function fixedWindowEnd(seconds: number, now: Date): Date {
  const length = seconds * 1000;
  return new Date((Math.floor(now.getTime() / length) + 1) * length);
}

/** Whole seconds from `now` until `date`, rounded up, at least 1. */
export function secondsUntil(date: Date, now: Date): number {
  return Math.max(1, Math.ceil((date.getTime() - now.getTime()) / 1000));
}
