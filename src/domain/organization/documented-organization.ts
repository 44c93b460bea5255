// An organization in the shape of the documented data models: one document with its members and pending invitations.

import type { DisplayName } from '../shared/display-name.js';
import type { OrganizationId, UserId } from '../shared/ids.js';
import type { Slug } from '../slug/slug.js';
import type { EmailAddress } from '../user/email.js';
import type { Invitation } from './invitation.js';
import type { Membership } from './membership.js';
import type { Organization, Profile } from './organization.js';
import type { Role } from './role-permissions.js';

/** A member in the documented shape. */
export interface DocumentedMember<R extends string = Role> {
  readonly user: UserId;
  readonly role: R;
  readonly joinedAt: Date;
}

/** A pending invitation in the documented shape, without its token. Only the token's digest is stored. */
export interface DocumentedInvite<R extends string = Role> {
  readonly email: EmailAddress;
  readonly role: R;
  readonly invitedBy: UserId;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly emailSentCount: number;
  readonly lastEmailSentAt?: Date;
}

/** One organization with its members and pending invitations in the documented shape. */
export interface DocumentedOrganization<R extends string = Role> {
  readonly _id: OrganizationId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile: Profile;
  readonly members: readonly DocumentedMember<R>[];
  readonly pendingInvites: readonly DocumentedInvite<R>[];
}

/** The parts of the aggregates that are in the documented shape. */
export interface DocumentedOrganizationParts<R extends string = Role> {
  readonly organization: Pick<Organization, 'id' | 'name' | 'slug' | 'profile'>;
  readonly memberships: readonly (Pick<Membership, 'userId' | 'joinedAt'> & {
    readonly role: R;
  })[];
  readonly invitations: readonly (Pick<
    Invitation,
    'email' | 'invitedBy' | 'invitedAt' | 'expiresAt' | 'emailSentCount' | 'lastEmailSentAt'
  > & { readonly role: R })[];
}

/** Builds the documented shape. Inverse of `splitDocumented`. */
export function toDocumented({
  organization,
  memberships,
  invitations,
}: DocumentedOrganizationParts): DocumentedOrganization {
  const { id, name, slug, profile } = organization;
  return {
    _id: id,
    name,
    slug,
    profile,
    members: memberships.map(({ userId, role, joinedAt }) => ({ user: userId, role, joinedAt })),
    pendingInvites: invitations.map(pickDocumentedInviteFields),
  };
}

/** Splits the documented shape into its aggregates. Inverse of `toDocumented`. */
export function splitDocumented({
  _id,
  name,
  slug,
  profile,
  members,
  pendingInvites,
}: DocumentedOrganization): DocumentedOrganizationParts {
  return {
    organization: { id: _id, name, slug, profile },
    memberships: members.map(({ user, role, joinedAt }) => ({ userId: user, role, joinedAt })),
    invitations: pendingInvites.map(pickDocumentedInviteFields),
  };
}

function pickDocumentedInviteFields({
  email,
  role,
  invitedBy,
  invitedAt,
  expiresAt,
  emailSentCount,
  lastEmailSentAt,
}: DocumentedInvite): DocumentedInvite {
  return {
    email,
    role,
    invitedBy,
    invitedAt,
    expiresAt,
    emailSentCount,
    ...(lastEmailSentAt === undefined ? {} : { lastEmailSentAt }),
  };
}
