// An organization and its profile, and the changes of its name, slug, webhook and external id.

import type { DisplayName } from '../shared/display-name.js';
import type { OrganizationId, UserId } from '../shared/ids.js';
import type { Metadata } from '../shared/metadata.js';
import type { Slug } from '../slug/slug.js';
import type { EmailAddress } from '../user/email.js';
import type { Webhook } from '../webhook/webhook.js';
import type { ExternalId } from './external-id.js';

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
export interface Organization extends Metadata {
  readonly id: OrganizationId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile: Profile;
  readonly createdBy: UserId;
  /** The user whose personal organization this is. Each user has one; it is deleted with the account. */
  readonly personalOf?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the embedding service confirmed the contact address. A change of the address removes it. The contact also counts as verified without this field, if a member with this email address has verified it. */
  readonly contactVerifiedAt?: Date;
  /** When its slug was last changed. */
  readonly slugChangedAt?: Date;
  readonly deletedAt?: Date;
  /** How often it was restored. Invitations from before a restore cannot be accepted. */
  readonly restoreCount: number;
  /** Set by the first step of a purge. After that it cannot be restored. */
  readonly purgingSince?: Date;
  readonly webhook?: Webhook;
  /** Its id in the data of the embedding service, which alone sees and sets it. No two organizations have the same, also deleted ones. */
  readonly externalId?: ExternalId;
}

/** An organization in a list: without its metadata. */
export type OrganizationSummary = Omit<Organization, keyof Metadata>;

export function changeOrganizationSlug(
  organization: Organization,
  slug: Slug,
  now: Date,
): Organization {
  return { ...organization, slug, slugChangedAt: now, updatedAt: now };
}

/** Sets the webhook; null removes it. */
export function setOrganizationWebhook(
  organization: Organization,
  webhook: Webhook | null,
  now: Date,
): Organization {
  const { webhook: _before, ...rest } = organization;
  return { ...rest, ...(webhook === null ? {} : { webhook }), updatedAt: now };
}

/** Sets the external id; null removes it. */
export function setOrganizationExternalId(
  organization: Organization,
  externalId: ExternalId | null,
  now: Date,
): Organization {
  if (externalId === (organization.externalId ?? null)) return organization;
  const { externalId: _before, ...rest } = organization;
  return { ...rest, ...(externalId === null ? {} : { externalId }), updatedAt: now };
}
