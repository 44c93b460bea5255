// An organization as the documented data models draw it: one document, its members and pending invitations inside.

import type { DisplayName } from '../shared/display-name.js';
import type { OrganizationId, UserId } from '../shared/ids.js';
import type { Slug } from '../slug/slug.js';
import type { EmailAddress } from '../user/email.js';
import type { Invitation } from './invitation.js';
import type { Membership } from './membership.js';
import type { Organization, Profile } from './organization.js';
import type { Role } from './role.js';

/** A member in the documented shape. */
export interface DocumentedMember {
  readonly user: UserId;
  readonly role: Role;
  readonly joinedAt: Date;
}

/** Without the token, of which only a digest is kept anywhere. */
export interface DocumentedInvite {
  readonly email: EmailAddress;
  readonly role: Role;
  readonly invitedBy: UserId;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly emailSentCount: number;
  readonly lastEmailSentAt?: Date;
}

/** One organization with its members and pending invitations, as the documented data models draw it. */
export interface DocumentedOrganization {
  readonly _id: OrganizationId;
  readonly name: DisplayName;
  readonly slug: Slug;
  readonly profile: Profile;
  readonly members: readonly DocumentedMember[];
  readonly pendingInvites: readonly DocumentedInvite[];
}

/** What of the aggregates the documented shape holds. */
export interface DocumentedParts {
  readonly organization: Pick<Organization, 'id' | 'name' | 'slug' | 'profile'>;
  readonly memberships: readonly Pick<Membership, 'userId' | 'role' | 'joinedAt'>[];
  readonly invitations: readonly Pick<
    Invitation,
    | 'email'
    | 'role'
    | 'invitedBy'
    | 'invitedAt'
    | 'expiresAt'
    | 'emailSentCount'
    | 'lastEmailSentAt'
  >[];
}

/** Inverse to `partsOf`. */
export function toDocumented({
  organization,
  memberships,
  invitations,
}: DocumentedParts): DocumentedOrganization {
  const { id, name, slug, profile } = organization;
  return {
    _id: id,
    name,
    slug,
    profile,
    members: memberships.map(({ userId, role, joinedAt }) => ({ user: userId, role, joinedAt })),
    pendingInvites: invitations.map(invite),
  };
}

/** Inverse to `toDocumented`. */
export function partsOf({
  _id,
  name,
  slug,
  profile,
  members,
  pendingInvites,
}: DocumentedOrganization): DocumentedParts {
  return {
    organization: { id: _id, name, slug, profile },
    memberships: members.map(({ user, role, joinedAt }) => ({ userId: user, role, joinedAt })),
    invitations: pendingInvites.map(invite),
  };
}

function invite({
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
