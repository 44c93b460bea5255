// The key of an actor is unique.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, actorIdentity } from '../../../src/domain/shared/actor.js';
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
        expect(actorIdentity(one) === actorIdentity(other)).toBe(areOne);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is different for a key and a person, and for a reviewer and a user', () => {
    fc.assert(
      fc.property(userIds(), (id) => {
        const keys = [
          actorIdentity({ kind: 'user', userId: id }),
          actorIdentity({ kind: 'reviewer', userId: id }),
          actorIdentity({ kind: 'key', keyId: id }),
          actorIdentity({ kind: 'key', keyId: `user:${id}` }),
          actorIdentity({ kind: 'key', keyId: 'system' }),
          actorIdentity({ kind: 'system', reason: id }),
        ];
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('is the same for the system with any reason, because a repeat may have another reason', () => {
    expect(actorIdentity({ kind: 'system', reason: 'sweep' })).toBe(
      actorIdentity({ kind: 'system', reason: 'migration' }),
    );
  });
});
