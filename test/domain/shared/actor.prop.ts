import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, actorKey } from '../../../src/domain/shared/actor.js';
import { actors, userIds } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/texts.js';

const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  actors(),
  fc.record({
    kind: fc.constant('key'),
    keyId: fc.oneof(anyText(8), fc.constant('user:1'), userIds()),
  }),
);

/** Two actors of which the system's reason is no part: it says why, not who. */
function who(actor: Actor): Actor {
  return actor.kind === 'system' ? { kind: 'system', reason: '' } : actor;
}

describe('the key of an actor', () => {
  it('tells any two actors apart, and one from nobody', () => {
    fc.assert(
      fc.property(anyActor, anyActor, (one, other) => {
        const areOne = JSON.stringify(who(one)) === JSON.stringify(who(other));
        expect(actorKey(one) === actorKey(other)).toBe(areOne);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never passes a key for a person, or a reviewer for a user', () => {
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

  it('is the same for the system whatever its reason, since a repeat may give another', () => {
    expect(actorKey({ kind: 'system', reason: 'sweep' })).toBe(
      actorKey({ kind: 'system', reason: 'migration' }),
    );
  });
});
