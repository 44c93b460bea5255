import fc from 'fast-check';
import type { Actor } from '../../domain/shared/actor.js';
import { userIds } from './ids.js';
import { record } from './records.js';

/** Actors of every kind. */
export function actors(): fc.Arbitrary<Actor> {
  return fc.oneof(
    record({ kind: fc.constantFrom('user', 'reviewer'), userId: userIds() }),
    record({ kind: fc.constant('key'), keyId: fc.constantFrom('key-1', 'key-2') }),
    record({ kind: fc.constant('system'), reason: fc.constantFrom('sweep', 'Übernahme 2026') }),
  );
}
