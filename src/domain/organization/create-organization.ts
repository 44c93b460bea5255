// Creates an organization together with its slug and its first admin.

import type { DisplayName } from '../shared/display-name.js';
import type { MembershipId, OrganizationId } from '../shared/ids.js';
import type { Slug, SlugRecord } from '../slug/slug.js';
import type { User } from '../user/user.js';
import { createMembership, type Membership } from './membership.js';
import type { Organization, Profile } from './organization.js';

export interface NewOrganization {
  readonly id: OrganizationId;
  readonly membershipId: MembershipId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile?: Omit<Profile, 'contactEmail'>;
  readonly creator: Pick<User, 'id' | 'email'>;
  readonly isPersonal: boolean;
  readonly now: Date;
}

export interface NewOrganizationRows {
  readonly organization: Organization;
  readonly membership: Membership;
  readonly slugRecord: SlugRecord;
}

/** Creates an organization together with its slug and its first admin. */
export function createOrganization(given: NewOrganization): NewOrganizationRows {
  const { creator, now } = given;
  return {
    organization: {
      id: given.id,
      name: given.name,
      slug: given.slug,
      profile: { ...given.profile, contactEmail: /* ORG-12 */ creator.email },
      createdBy: creator.id,
      ...(given.isPersonal ? { personalOf: creator.id } : {}),
      createdAt: now,
      updatedAt: now,
      restoreCount: 0,
    },
    membership: createMembership({
      id: given.membershipId,
      organizationId: given.id,
      userId: creator.id,
      role: 'admin',
      now,
    }),
    slugRecord: { slug: given.slug, organizationId: given.id, state: 'current', since: now },
  };
}
