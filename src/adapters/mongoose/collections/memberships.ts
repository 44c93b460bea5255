// The collection of memberships: its fields and indexes.

import type { Membership } from '../../../domain/organization/membership.js';
import { roles } from '../../../domain/organization/role-permissions.js';
import { membershipFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import { date, id, oneOf, optional, timestampFields, withStoredName } from '../fields/field.js';

export const membershipStates: readonly Membership['state'][] = ['active', 'ended'];

export const memberships: CollectionDefinition<Membership> = defineCollection<Membership>({
  collection: 'memberships',
  model: 'Membership',
  fields: {
    id: withStoredName('_id', id()),
    organizationId: withStoredName('organization', id('Organization')),
    userId: withStoredName('user', id('User')),
    role: oneOf(roles),
    state: oneOf(membershipStates),
    joinedAt: date,
    leftAt: optional(date),
    endedBy: optional(id('User')),
    ...timestampFields,
  },
  visibility: membershipFieldVisibility,
  indexes: [
    {
      name: 'memberships.organization_user', // ORG-38
      key: { organization: 1, user: 1 },
      unique: true,
      partialFilterExpression: { state: 'active' },
    },
    // Holds all that a list of a user's organizations needs from a membership, so that no document is read for a
    // membership whose organization is deleted.
    {
      name: 'memberships.by_user',
      key: { user: 1, state: 1, _id: 1, organization: 1, role: 1, joinedAt: 1 },
    },
    { name: 'memberships.by_organization', key: { organization: 1, state: 1, _id: 1 } },
    { name: 'memberships.by_role', key: { organization: 1, role: 1, state: 1, _id: 1, user: 1 } },
  ],
});
