// Checks what the relay and the maintenance are called with, so that a mistake is named and not run into later.

import { isAbortSignal } from '../ports/on-abort.js';

export function requireSignal(method: string, signal: unknown): void {
  if (isAbortSignal(signal)) return;
  throw new TypeError(
    `${method} needs an AbortSignal that ends it, such as new AbortController().signal`,
  );
}

export function requireOptions(method: string, options: unknown): void {
  if (typeof options === 'object' && options !== null) return;
  throw new TypeError(`the options of ${method} must be an object, or left out`);
}

/** A timer takes no more than 24 days. */
const maxSeconds = 1_000_000;

/** A wait that is none would make a loop that never rests. */
export function requireSeconds(method: string, name: string, seconds: unknown): void {
  if (typeof seconds === 'number' && seconds > 0 && seconds <= maxSeconds) return;
  throw new RangeError(
    `the ${name} of ${method} is ${String(seconds)}; it must be a number of seconds above 0 and at most ${maxSeconds}`,
  );
}
