// Arbitraries for memberships.

import fc from 'fast-check';
import type { Membership } from '../../domain/organization/membership.js';
import { periods } from './dates.js';
import { membershipIds, organizationIds, userIds } from './ids.js';
import { metadata } from './metadata.js';
import { roles } from './roles.js';

/** Active memberships, some with metadata, and memberships ended by a user or by the platform. */
export function memberships(): fc.Arbitrary<Membership> {
  const fields = fc.record(
    {
      id: membershipIds(),
      organizationId: organizationIds(),
      userId: userIds(),
      role: roles(),
      demotions: fc.integer({ min: 1 }),
    },
    { noNullPrototype: true, requiredKeys: ['id', 'organizationId', 'userId', 'role'] },
  );
  return fc.oneof(
    fc
      .tuple(fields, periods(), metadata())
      .map(([given, [from, to], own]) => ({ ...activeMembership(given, from, to), ...own })),
    fc
      .tuple(
        fields,
        periods(),
        fc.record({ endedBy: userIds() }, { noNullPrototype: true, requiredKeys: [] }),
      )
      .map(([given, [from, to], by]) => endedMembership(activeMembership(given, from, to), to, by)),
  );
}

type BaseMembershipFields = Pick<
  Membership,
  'id' | 'organizationId' | 'userId' | 'role' | 'demotions'
>;

function activeMembership(base: BaseMembershipFields, joinedAt: Date, updatedAt: Date): Membership {
  return { ...base, state: 'active', joinedAt, createdAt: joinedAt, updatedAt };
}

function endedMembership(
  membership: Membership,
  leftAt: Date,
  endedByField: Pick<Membership, 'endedBy'>,
): Membership {
  return { ...membership, ...endedByField, state: 'ended', leftAt };
}
