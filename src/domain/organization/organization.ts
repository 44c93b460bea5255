import { isPastRestoring } from '../shared/deletion.js';
import type { DisplayName } from '../shared/display-name.js';
import type { MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Slug, SlugRecord } from '../slug/slug.js';
import type { EmailAddress } from '../user/email.js';
import type { User } from '../user/user.js';
import type { Webhook } from '../webhook/webhook.js';
import { join, type Membership } from './membership.js';

/** What an organization says of itself. */
export interface Profile {
  /** https or http, a public host, no credentials. */
  readonly website?: string;
  /** The founder's address until changed; must be verified before an app is published, see `contactVerifiedAt`. */
  readonly contactEmail: EmailAddress;
  /** At most 2,000 characters. */
  readonly description?: string;
  /** Address of an image; as `website`. */
  readonly logo?: string;
}

/** Who owns apps: a team, a company, or one person. */
export interface Organization {
  readonly id: OrganizationId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile: Profile;
  readonly foundedBy: UserId;
  /** Whose personal organization this is: each user has one, which lives and goes with the account. */
  readonly personalOf?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the embedding service vouched for the contact address; gone with the address. A verified account of that address does as well. */
  readonly contactVerifiedAt?: Date;
  /** When it last took another slug. */
  readonly slugChangedAt?: Date;
  readonly deletedAt?: Date;
  /** How often it came back: an invitation of an earlier life is not accepted. */
  readonly restorations: number;
  /** Set by the first step of a purge, after which there is no way back. */
  readonly purgingSince?: Date;
  readonly webhook?: Webhook;
}

export const maxDescriptionLength = 2_000;

export interface Founding {
  readonly id: OrganizationId;
  readonly membershipId: MembershipId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile?: Omit<Profile, 'contactEmail'>;
  readonly founder: Pick<User, 'id' | 'email'>;
  readonly personal: boolean;
  readonly now: Date;
}

export interface Founded {
  readonly organization: Organization;
  readonly membership: Membership;
  readonly slugRecord: SlugRecord;
}

/** A new organization, its slug and its first admin, who come into being together. */
export function found(given: Founding): Founded {
  const { founder, now } = given;
  return {
    organization: {
      id: given.id,
      name: given.name,
      slug: given.slug,
      profile: { ...given.profile, contactEmail: /* ORG-12 */ founder.email },
      foundedBy: founder.id,
      ...(given.personal ? { personalOf: founder.id } : {}),
      createdAt: now,
      updatedAt: now,
      restorations: 0,
    },
    membership: join({
      id: given.membershipId,
      organizationId: given.id,
      userId: founder.id,
      role: 'admin',
      now,
    }),
    slugRecord: { slug: given.slug, organizationId: given.id, state: 'current', since: now },
  };
}

/** The display name only: the slug stays, so that no URL breaks. */
export function rename(organization: Organization, name: DisplayName, now: Date): Organization {
  return /* SLUG-26 */ { ...organization, name, updatedAt: now };
}

/** What to change; null takes a field away, an absent one stays. */
export interface ProfileChange {
  readonly website?: string | null;
  readonly contactEmail?: EmailAddress;
  readonly description?: string | null;
  readonly logo?: string | null;
}

export function updateProfile(
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
    .../* APP-82 */ (isSameContact ? organization : withoutProof(organization)),
    profile,
    updatedAt: now,
  };
}

function withoutProof(organization: Organization): Organization {
  const { contactVerifiedAt: _contactVerifiedAt, ...rest } = organization;
  return rest;
}

/** The contact address is known to be the organization's own. */
export function verifyContact(organization: Organization, now: Date): Organization {
  if (organization.contactVerifiedAt !== undefined) return organization;
  return { ...organization, contactVerifiedAt: now, updatedAt: now };
}

/** The names of the profile's fields that differ, in a fixed order. */
export function changedProfileFields(before: Profile, after: Profile): readonly (keyof Profile)[] {
  const fields = ['website', 'contactEmail', 'description', 'logo'] as const;
  return fields.filter((field) => before[field] !== after[field]);
}

export function changeSlug(organization: Organization, slug: Slug, now: Date): Organization {
  return { ...organization, slug, slugChangedAt: now, updatedAt: now };
}

/** Soft: the slugs stay taken, and it can be restored for a while. A personal organization goes with its owner's account only. */
export function deleteOrganization(
  organization: Organization,
  now: Date,
): Result<Organization, RefusalOf<'personal_organization'>> {
  const { personalOf } = organization;
  if (personalOf !== undefined)
    return refuse({ code: 'personal_organization', ownerId: personalOf }); // ORG-19
  return ok(deleteWithOwner(organization, now));
}

export function deleteWithOwner(organization: Organization, now: Date): Organization {
  return { ...organization, deletedAt: now, updatedAt: now };
}

/** With its members and slugs; the invitations stay revoked. A personal organization comes back with its owner's account only. */
export function restoreOrganization(
  organization: Organization,
  policy: Policy,
  now: Date,
): Result<Organization, RefusalOf<'personal_organization' | 'restore_window_over'>> {
  const { personalOf } = organization;
  if (personalOf !== undefined)
    return refuse({ code: 'personal_organization', ownerId: personalOf });
  if (isPastRestoring(organization, policy, now)) return refuse({ code: 'restore_window_over' }); // ORG-48
  return ok(restoreWithOwner(organization, now));
}

export function restoreWithOwner(organization: Organization, now: Date): Organization {
  const { deletedAt: _deletedAt, ...back } = organization;
  return { ...back, restorations: organization.restorations + 1, updatedAt: now };
}

/** Null takes it away. */
export function withWebhook(
  organization: Organization,
  webhook: Webhook | null,
  now: Date,
): Organization {
  const { webhook: _before, ...rest } = organization;
  return { ...rest, ...(webhook === null ? {} : { webhook }), updatedAt: now };
}
