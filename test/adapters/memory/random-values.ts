// So few values that rows made from them often conflict.
import fc from 'fast-check';
import type { ExternalId } from '../../../src/domain/organization/external-id.js';
import type { Change } from '../../../src/ports/storage.js';
import { atMinute, externalIdOrThrow } from '../../../src/testing/contract/fixtures.js';

export const smallNumbers = [1, 2, 3] as const;

export const smallNumber: fc.Arbitrary<(typeof smallNumbers)[number]> = fc.constantFrom(
  ...smallNumbers,
);
export const minuteTimes: fc.Arbitrary<Date> = fc.nat(4).map(atMinute);

export function usuallyOr<T>(usual: T, other: T): fc.Arbitrary<T> {
  return fc.nat(9).map((n) => (n === 9 ? other : usual));
}

export function emailOfPerson(n: number): string {
  return `person-${n}@example.org`;
}

export function externalIdOf(n: number): ExternalId {
  return externalIdOrThrow(`customer-${n}`);
}

export type InsertChange = Extract<Change, { readonly kind: 'insert' }>;
