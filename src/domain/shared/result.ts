// The shapes of answers: a result, a value with its version, and a page of a list.

import type { Refusal } from './refusal.js';

/** The result of an operation: its value, or the refusal if a rule did not allow it. */
export type Result<T, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

/** A value with the version that was read. An insert makes version 1, and every write adds 1. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
}

/** One page of a list. `next` is the cursor of the next page; null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The value, as a result. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The refusal, as a result. */
export function refuse<R extends Refusal>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal };
}

/** The value of what the library does on its own, which no rule should refuse. Throws the refusal as an error, without the texts of `explain`: so they are left out of a bundle that does not use them. */
export function doneOrThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`Guildhall refused a step of its own: ${JSON.stringify(result.refusal)}`);
}
