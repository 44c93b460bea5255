import type { Refusal } from './refusal.js';

/** What an operation answers: its value, or the refusal that the rules gave. */
export type Result<T, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

/** A value with the version at which it was read; an insert makes version 1, every write raises it. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
}

/** One page of a list; `next` is the cursor of the following page, null on the last one. */
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
