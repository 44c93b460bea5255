// The key of an actor is unique.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, actorKey } from '../../../src/domain/shared/actor.js';
import { actors, userIds } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  actors(),
  fc.record({
    kind: fc.constant('key'),
    keyId: fc.oneof(anyText(8), fc.constant('user:1'), userIds()),
  }),
);

/** Two actors. The reason of the system is left out, because it is not part of who the actor is. */
function who(actor: Actor): Actor {
  return actor.kind === 'system' ? { kind: 'system', reason: '' } : actor;
}

describe('the key of an actor', () => {
  it('is different for any two actors', () => {
    fc.assert(
      fc.property(anyActor, anyActor, (one, other) => {
        const areOne = JSON.stringify(who(one)) === JSON.stringify(who(other));
        expect(actorKey(one) === actorKey(other)).toBe(areOne);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is different for a key and a person, and for a reviewer and a user', () => {
    fc.assert(
      fc.property(userIds(), (id) => {
        const keys = [
          actorKey({ kind: 'user', userId: id }),
          actorKey({ kind: 'reviewer', userId: id }),
          actorKey({ kind: 'key', keyId: id }),
          actorKey({ kind: 'key', keyId: `user:${id}` }),
          actorKey({ kind: 'key', keyId: 'system' }),
          actorKey({ kind: 'system', reason: id }),
        ];
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('is the same for the system with any reason, because a repeat may have another reason', () => {
    expect(actorKey({ kind: 'system', reason: 'sweep' })).toBe(
      actorKey({ kind: 'system', reason: 'migration' }),
    );
  });
});
