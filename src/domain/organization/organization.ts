// An organization and its profile: how it is created, changed, deleted and restored.

import { isRestoreWindowOver } from '../shared/deletion.js';
import type { DisplayName } from '../shared/display-name.js';
import type { MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Slug, SlugRecord } from '../slug/slug.js';
import type { EmailAddress } from '../user/email.js';
import type { User } from '../user/user.js';
import type { Webhook } from '../webhook/webhook.js';
import { createMembership, type Membership } from './membership.js';

/** The public information that an organization gives about itself. */
export interface Profile {
  /** An https or http address with a public host and without credentials. */
  readonly website?: string;
  /** At first the creator's email address. It must be verified before an app can be submitted, see `contactVerifiedAt`. */
  readonly contactEmail: EmailAddress;
  /** At most 2,000 characters. */
  readonly description?: string;
  /** The address of an image, with the same rules as `website`. */
  readonly logo?: string;
}

/** An organization owns apps. It is a team, a company or one person. */
export interface Organization {
  readonly id: OrganizationId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile: Profile;
  readonly createdBy: UserId;
  /** The user whose personal organization this is. Each user has one; it is deleted with the account. */
  readonly personalOf?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the embedding service confirmed the contact address. A change of the address removes it. A verified account with that address counts too. */
  readonly contactVerifiedAt?: Date;
  /** When its slug was last changed. */
  readonly slugChangedAt?: Date;
  readonly deletedAt?: Date;
  /** How often it was restored. Invitations from before a restore cannot be accepted. */
  readonly restoreCount: number;
  /** Set by the first step of a purge. After that it cannot be restored. */
  readonly purgingSince?: Date;
  readonly webhook?: Webhook;
}

export const maxProfileDescriptionLength = 2_000;

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

export interface CreatedOrganization {
  readonly organization: Organization;
  readonly membership: Membership;
  readonly slugRecord: SlugRecord;
}

/** Creates an organization together with its slug and its first admin. */
export function createOrganization(given: NewOrganization): CreatedOrganization {
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

/** Changes the display name only. The slug stays, so that no URL breaks. */
export function renameOrganization(
  organization: Organization,
  name: DisplayName,
  now: Date,
): Organization {
  return /* SLUG-26 */ { ...organization, name, updatedAt: now };
}

/** The fields to change. Null removes a field; an absent field stays. */
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
export function verifyContact(organization: Organization, now: Date): Organization {
  if (organization.contactVerifiedAt !== undefined) return organization;
  return { ...organization, contactVerifiedAt: now, updatedAt: now };
}

/** The names of the fields that differ, in a fixed order. */
export function changedProfileFields(before: Profile, after: Profile): readonly (keyof Profile)[] {
  const fields = ['website', 'contactEmail', 'description', 'logo'] as const;
  return fields.filter((field) => before[field] !== after[field]);
}

export function changeOrganizationSlug(
  organization: Organization,
  slug: Slug,
  now: Date,
): Organization {
  return { ...organization, slug, slugChangedAt: now, updatedAt: now };
}

/** Marks the organization as deleted. Its slugs stay taken, and it can be restored for a while. Refused: `personal_organization`, which is deleted only with its owner's account. */
export function deleteOrganization(
  organization: Organization,
  now: Date,
): Result<Organization, RefusalOf<'personal_organization'>> {
  const { personalOf } = organization;
  if (personalOf !== undefined)
    return refuse({ code: 'personal_organization', ownerId: personalOf }); // ORG-19
  return ok(deleteOrganizationWithOwner(organization, now));
}

export function deleteOrganizationWithOwner(organization: Organization, now: Date): Organization {
  return { ...organization, deletedAt: now, updatedAt: now };
}

/** Restores it with its members and slugs; its invitations stay revoked. Refused: `restore_window_over`, and `personal_organization`, which is restored only with its owner's account. */
export function restoreOrganization(
  organization: Organization,
  policy: Policy,
  now: Date,
): Result<Organization, RefusalOf<'personal_organization' | 'restore_window_over'>> {
  const { personalOf } = organization;
  if (personalOf !== undefined)
    return refuse({ code: 'personal_organization', ownerId: personalOf });
  if (isRestoreWindowOver(organization, policy, now))
    return refuse({ code: 'restore_window_over' }); // ORG-48
  return ok(restoreOrganizationWithOwner(organization, now));
}

export function restoreOrganizationWithOwner(organization: Organization, now: Date): Organization {
  const { deletedAt: _deletedAt, ...back } = organization;
  return { ...back, restoreCount: organization.restoreCount + 1, updatedAt: now };
}

/** Sets the webhook; null removes it. */
export function withOrganizationWebhook(
  organization: Organization,
  webhook: Webhook | null,
  now: Date,
): Organization {
  const { webhook: _before, ...rest } = organization;
  return { ...rest, ...(webhook === null ? {} : { webhook }), updatedAt: now };
}
