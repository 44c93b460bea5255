import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeRole, end, type Membership } from '../../../src/domain/organization/membership.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import { memberOf, now, userIdOf } from '../support/samples.js';

const size = 4;
const member = fc.record({ isAdmin: fc.boolean(), canSignIn: fc.boolean() });
const step = fc.record({
  who: fc.integer({ min: 1, max: size }),
  what: fc.constantFrom('promote', 'demote', 'leave', 'remove', 'suspend', 'reinstate'),
});

interface Organization {
  memberships: Map<number, Membership>;
  suspended: Set<number>;
}

function leaders({ memberships, suspended }: Organization): UserId[] {
  return [...memberships]
    .filter(([n, { role, state }]) => role === 'admin' && state === 'active' && !suspended.has(n))
    .map(([, { userId }]) => userId);
}

/** Does as asked where the rules let it; true where they did. */
function take(organization: Organization, who: number, what: string): boolean {
  const { memberships, suspended } = organization;
  const membership = memberships.get(who);
  if (what === 'suspend') suspended.add(who);
  if (what === 'reinstate') suspended.delete(who);
  if (membership === undefined || membership.state === 'ended') return false;
  if (what === 'suspend' || what === 'reinstate') return false;
  const leadership = { admins: leaders(organization).slice(0, 2) };
  const result =
    what === 'promote' || what === 'demote'
      ? changeRole(membership, what === 'promote' ? 'admin' : 'member', leadership, now)
      : end(membership, what === 'leave' ? userIdOf(who) : null, leadership, now);
  if (result.ok) memberships.set(who, result.value);
  return result.ok;
}

describe('an organization', () => {
  it('keeps an admin who can sign in through any sequence of commands, the platform’s suspensions apart', () => {
    const people = fc.array(member, { minLength: size, maxLength: size });
    fc.assert(
      fc.property(people, fc.array(step, { maxLength: 30 }), (given, steps) => {
        const organization: Organization = { memberships: new Map(), suspended: new Set() };
        given.forEach(({ isAdmin, canSignIn }, index) => {
          organization.memberships.set(
            index + 1,
            memberOf(index + 1, isAdmin ? 'admin' : 'member'),
          );
          if (!canSignIn) organization.suspended.add(index + 1);
        });
        for (const { who, what } of steps) {
          const before = leaders(organization).length;
          const isDone = take(organization, who, what);
          if (isDone && before > 0) expect(leaders(organization).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
