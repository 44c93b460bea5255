// The profile of an organization: how its fields are parsed and changed, and the verification of its contact address.

import type { Issue, Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { type TextRules, textIssues } from '../shared/text-issues.js';
import { parseWebAddress } from '../shared/web-address.js';
import type { EmailAddress } from '../user/email.js';
import type { Organization, Profile } from './organization.js';

export const maxProfileDescriptionLength = 2000;
const profileDescriptionRules: TextRules = {
  kind: 'prose',
  min: 0,
  max: maxProfileDescriptionLength,
};

/** The fields of a profile that anybody may leave out, as somebody typed them. */
export interface ProfileFields {
  readonly website?: string | undefined;
  readonly description?: string | undefined;
  readonly logo?: string | undefined;
}

export type ParsedProfileFields = Omit<Profile, 'contactEmail'>;

export function parseProfileFields(
  fields: ProfileFields,
): Result<ParsedProfileFields, RefusalOf<'invalid_input'>> {
  const website = parseProfileAddress(fields.website, 'website');
  if (!website.ok) return website;
  const logo = parseProfileAddress(fields.logo, 'logo');
  if (!logo.ok) return logo;
  const issues = profileDescriptionIssues(fields.description ?? '', ['description']);
  if (/* ORG-51 */ issues.length > 0)
    return refuse({ code: 'invalid_input', path: ['description'], issues });
  return ok({
    ...(website.value === undefined ? {} : { website: website.value }),
    ...(fields.description === undefined ? {} : { description: fields.description }),
    ...(logo.value === undefined ? {} : { logo: logo.value }),
  });
}

export function profileDescriptionIssues(text: string, path: Path): readonly Issue[] {
  return textIssues(text, path, profileDescriptionRules);
}

function parseProfileAddress(
  text: string | undefined,
  field: 'website' | 'logo',
): Result<string | undefined, RefusalOf<'invalid_input'>> {
  return text === undefined
    ? ok(undefined)
    : /* ORG-9 ORG-10 ORG-11 */ parseWebAddress(text, [field]);
}

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

function withoutContactVerification(organization: Organization): Organization {
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
