// How random calls of one method are made.

import fc from 'fast-check';
import type { MethodInputs, MethodName } from './reference/index.js';

export interface CallSpec<I> {
  readonly weight: number;
  readonly input: fc.Arbitrary<I>;
  /** Whether a call may have an idempotency key. */
  readonly isKeyed: boolean;
  /** Who calls, if not the usual callers. */
  readonly caller?: fc.Arbitrary<string>;
}

export type MethodCallSpec<V extends MethodName> = CallSpec<MethodInputs[V]>;

/** A command. */
export function keyedCallSpec<I>(weight: number, input: fc.Arbitrary<I>): CallSpec<I> {
  return { weight, input, isKeyed: true };
}

/** A query, or a task of many commits. */
export function unkeyedCallSpec<I>(weight: number, input: fc.Arbitrary<I>): CallSpec<I> {
  return { weight, input, isKeyed: false };
}

/** For `fc.record`: all other keys can be absent. */
export function requiredKeysOption<T extends string>(...keys: T[]): { requiredKeys: T[] } {
  return { requiredKeys: keys };
}

export const emptyInputs: fc.Arbitrary<object> = fc.constant({});

/** Small pages, so that lists have several. */
export const pageFieldArbitraries: {
  readonly limit: fc.Arbitrary<number>;
  readonly skip: fc.Arbitrary<number>;
} = { limit: fc.integer({ min: 1, max: 3 }), skip: fc.nat({ max: 2 }) };
