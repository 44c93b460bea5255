// Changes the profile of an organization, and records that its contact address is verified.

import type { EmailAddress } from '../user/email.js';
import type { Organization, Profile } from './organization.js';

export const maxProfileDescriptionLength = 2000;
/** The fields to change. Null removes a field; an absent field stays. */
export interface ProfileChange {
  readonly website?: string | null;
  readonly contactEmail?: EmailAddress;
  readonly description?: string | null;
  readonly logo?: string | null;
}

export function updateOrganizationProfile(
  organization: Organization,
  change: ProfileChange,
  now: Date,
): Organization {
  const { website, description, logo } = { ...organization.profile, ...change };
  const profile: Profile = {
    contactEmail: change.contactEmail ?? organization.profile.contactEmail,
    ...(website == null ? {} : { website }),
    ...(description == null ? {} : { description }),
    ...(logo == null ? {} : { logo }),
  };
  const isSameContact = profile.contactEmail === organization.profile.contactEmail;
  return {
    .../* APP-82 */ (isSameContact ? organization : withoutContactVerification(organization)),
    profile,
    updatedAt: now,
  };
}

export function withoutContactVerification(organization: Organization): Organization {
  const { contactVerifiedAt: _contactVerifiedAt, ...rest } = organization;
  return rest;
}

/** Records that the contact address belongs to the organization. */
export function markContactVerified(organization: Organization, now: Date): Organization {
  if (organization.contactVerifiedAt !== undefined) return organization;
  return { ...organization, contactVerifiedAt: now, updatedAt: now };
}

/** The names of the fields that differ, in a fixed order. */
export function changedProfileFields(before: Profile, after: Profile): readonly (keyof Profile)[] {
  const fields = ['website', 'contactEmail', 'description', 'logo'] as const;
  return fields.filter((field) => before[field] !== after[field]);
}
