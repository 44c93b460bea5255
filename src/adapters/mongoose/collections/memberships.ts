// The collection of memberships: its fields and indexes.

import type { Membership } from '../../../domain/organization/membership.js';
import { membershipFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import {
  date,
  id,
  oneOf,
  optional,
  timestampFields,
  userId,
  wholeNumber,
  withStoredName,
} from '../fields/field.js';
import { metadataFields } from '../fields/metadata.js';
import { role } from '../fields/text-fields.js';

export const membershipStates: readonly Membership['state'][] = ['active', 'ended'];

/** The state of a row that is no membership, but says that an organization or a user is absent. It sorts before the states of a membership, so one range of an index holds it and `active`. */
export const absentState = 'absent';

/** The active memberships, and the rows of those that are absent. */
export const activeOrAbsent = { $lte: 'active' } as const;

export const memberships: CollectionDefinition<Membership> = defineCollection<Membership>({
  collection: 'memberships',
  model: 'Membership',
  fields: {
    id: withStoredName('_id', id()),
    organizationId: withStoredName('organization', id('Organization')),
    userId: withStoredName('user', userId()),
    role,
    demotions: optional(wholeNumber(1)),
    // A validator knows the third state, too, and no membership is ever read with it.
    state: { ...oneOf([...membershipStates, absentState]), decode: oneOf(membershipStates).decode },
    joinedAt: date,
    leftAt: optional(date),
    endedBy: optional(userId()),
    ...timestampFields,
    ...metadataFields,
  },
  visibility: membershipFieldVisibility,
  modelFilter: { state: { $ne: absentState } },
  indexes: [
    {
      name: 'memberships.organization_user', // ORG-38
      key: { organization: 1, user: 1 },
      unique: true,
      partialFilterExpression: { state: activeOrAbsent },
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
