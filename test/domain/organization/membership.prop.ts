// Random commands never leave an organization without an admin.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeMembershipRole,
  endMembership,
} from '../../../src/domain/organization/last-admin.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import { builtInRoleTable, now, sampleMember, userIdOf } from '../support/samples.js';

const size = 4;
const member = fc.record({ isAdmin: fc.boolean(), canSignIn: fc.boolean() });
const step = fc.record({
  who: fc.integer({ min: 1, max: size }),
  what: fc.constantFrom('promote', 'demote', 'leave', 'remove', 'suspend', 'reinstate'),
});

interface OrganizationModel {
  memberships: Map<number, Membership>;
  suspended: Set<number>;
}

function activeAdmins({ memberships, suspended }: OrganizationModel): UserId[] {
  return [...memberships]
    .filter(([n, { role, state }]) => role === 'admin' && state === 'active' && !suspended.has(n))
    .map(([, { userId }]) => userId);
}

/** Changes the membership if the rules allow it, and returns whether they did. */
function applyStep(organization: OrganizationModel, who: number, what: string): boolean {
  const { memberships, suspended } = organization;
  const membership = memberships.get(who);
  if (what === 'suspend') suspended.add(who);
  if (what === 'reinstate') suspended.delete(who);
  if (membership === undefined || membership.state === 'ended') return false;
  if (what === 'suspend' || what === 'reinstate') return false;
  const admins = { activeAdminIds: activeAdmins(organization).slice(0, 2) };
  const result =
    what === 'promote' || what === 'demote'
      ? changeMembershipRole(
          builtInRoleTable,
          membership,
          what === 'promote' ? 'admin' : 'member',
          admins,
          now,
        )
      : endMembership(membership, what === 'leave' ? userIdOf(who) : null, admins, now);
  if (result.ok) memberships.set(who, result.value);
  return result.ok;
}

describe('an organization', () => {
  it('keeps an admin who can sign in through any commands, except suspensions by the platform', () => {
    const people = fc.array(member, { minLength: size, maxLength: size });
    fc.assert(
      fc.property(people, fc.array(step, { maxLength: 30 }), (given, steps) => {
        const organization: OrganizationModel = { memberships: new Map(), suspended: new Set() };
        given.forEach(({ isAdmin, canSignIn }, index) => {
          organization.memberships.set(
            index + 1,
            sampleMember(index + 1, isAdmin ? 'admin' : 'member'),
          );
          if (!canSignIn) organization.suspended.add(index + 1);
        });
        for (const { who, what } of steps) {
          const before = activeAdmins(organization).length;
          const isDone = applyStep(organization, who, what);
          if (isDone && before > 0) expect(activeAdmins(organization).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
