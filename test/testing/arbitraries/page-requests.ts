import fc from 'fast-check';
import type { PageRequest } from '../../../src/ports/storage.js';
import { record } from '../../../src/testing/arbitraries/records.js';

/** Requests for the first page of a list. */
export function pageRequests(maxLimit = 200): fc.Arbitrary<PageRequest<never>> {
  return record({
    limit: fc.integer({ min: 1, max: maxLimit }),
    after: fc.constant(null),
    skip: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: maxLimit })),
  });
}
