// So few values that rows drawn of them are often in one another's way.
import fc from 'fast-check';
import type { Change } from '../../../src/ports/storage.js';
import { at } from '../../../src/testing/contract/specimens.js';

export const numbers = [1, 2, 3] as const;

export const small: fc.Arbitrary<(typeof numbers)[number]> = fc.constantFrom(...numbers);
export const minutes: fc.Arbitrary<Date> = fc.nat(4).map(at);

export function mostly<T>(usual: T, other: T): fc.Arbitrary<T> {
  return fc.nat(9).map((n) => (n === 9 ? other : usual));
}

export function address(n: number): string {
  return `person-${n}@example.org`;
}

export type Insert = Extract<Change, { readonly kind: 'insert' }>;
