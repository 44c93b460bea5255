import fc from 'fast-check';
import type { Keyset } from '../../ports/storage.js';
import { record } from './records.js';

/** Requests for a first page; with a key of the list in `after`, for the page behind it. */
export function pageRequests(maxLimit = 200): fc.Arbitrary<Keyset<never>> {
  return record({
    limit: fc.integer({ min: 1, max: maxLimit }),
    after: fc.constant(null),
    skip: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: maxLimit })),
  });
}
