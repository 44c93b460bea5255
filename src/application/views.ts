// The views of accounts, organizations, members and invitations: the fields that each audience may see.

import { type Invitation, invitationStateAt } from '../domain/organization/invitation.js';
import type { Membership } from '../domain/organization/membership.js';
import type {
  Organization,
  OrganizationSummary,
  Profile,
} from '../domain/organization/organization.js';
import type { BuiltInRole, Role } from '../domain/organization/role-permissions.js';
import type { Actor } from '../domain/shared/actor.js';
import type { DisplayName } from '../domain/shared/display-name.js';
import {
  type Audience,
  type AudienceView,
  pickVisibleFields,
} from '../domain/shared/field-visibility.js';
import {
  invitationFieldVisibility,
  membershipFieldVisibility,
  organizationFieldVisibility,
  profileFieldVisibility,
  userFieldVisibility,
} from '../domain/shared/field-visibility-tables.js';
import type { Metadata } from '../domain/shared/metadata.js';
import type { User } from '../domain/user/user.js';
import type { FormerMemberOfOrganization, MemberOfOrganization } from '../ports/storage.js';

/** An account as its owner sees it. */
export type OwnUserView = AudienceView<User, typeof userFieldVisibility, 'self'>;

export function ownUserView(user: User): OwnUserView {
  return pickVisibleFields('self', userFieldVisibility, user);
}

/** An account as its owner sees it. The embedding service also sees `privateMetadata` and `metadataVersion`, which is 0 at first. */
export interface UserDetailsView extends OwnUserView, Metadata {}

export function userDetailsView({ kind }: Actor, user: User): UserDetailsView {
  const metadata: Metadata = user;
  const own = kind === 'system' ? pickVisibleFields('system', userMetadataFields, metadata) : {};
  return { ...ownUserView(user), ...firstMetadataVersion(kind), ...own };
}

/** The version of metadata that nobody has set yet, for the embedding service. */
function firstMetadataVersion(kind: Actor['kind']): Metadata {
  return kind === 'system' ? { metadataVersion: 0 } : {};
}

type UnlistedUserField = 'defaultOrg' | 'blockedOrganizations' | keyof Metadata;

const {
  defaultOrg: _defaultOrg,
  blockedOrganizations: _blockedOrganizations,
  publicMetadata: publicUserMetadata,
  privateMetadata: privateUserMetadata,
  metadataVersion: userMetadataVersion,
  ...listedUserFields
} = userFieldVisibility;

const userMetadataFields = {
  publicMetadata: publicUserMetadata,
  privateMetadata: privateUserMetadata,
  metadataVersion: userMetadataVersion,
} as const;

/** An account as the platform's desk sees it: as its owner sees it, without its metadata and the organizations that the owner prefers or has blocked. */
export type ListedUserView = Omit<OwnUserView, UnlistedUserField>;

export function listedUserView(user: Omit<User, UnlistedUserField>): ListedUserView {
  return pickVisibleFields('self', /* USER-13 */ listedUserFields, user);
}

type ProfileView<A extends Audience> = AudienceView<Profile, typeof profileFieldVisibility, A>;

const {
  publicMetadata: _publicMetadata,
  privateMetadata: _privateMetadata,
  metadataVersion: _metadataVersion,
  ...summaryFieldVisibility
} = organizationFieldVisibility;

type OrganizationFieldsFor<A extends Audience> = Omit<
  AudienceView<Organization, typeof organizationFieldVisibility, A>,
  'profile'
>;

/**
 * An organization as its members see it. The embedding service also sees `deletedAt`, `slugChangedAt`, `contactVerifiedAt` and
 * its own fields: `externalId`, `privateMetadata` and `metadataVersion`, which is 0 at first.
 */
export interface OrganizationView extends OrganizationFieldsFor<'system'> {
  readonly profile: ProfileView<'member'>;
}

export function organizationView(viewer: Actor, organization: Organization): OrganizationView {
  return {
    ...firstMetadataVersion(viewer.kind),
    ...pickVisibleFields(audienceOf(viewer), organizationFieldVisibility, organization),
    profile: pickVisibleFields('member', profileFieldVisibility, organization.profile),
  };
}

/** An organization in a list: without its metadata. */
export type OrganizationSummaryView = Omit<OrganizationView, keyof Metadata>;

export function organizationSummaryView(
  viewer: Actor,
  organization: OrganizationSummary,
): OrganizationSummaryView {
  return {
    ...pickVisibleFields(audienceOf(viewer), summaryFieldVisibility, organization),
    profile: pickVisibleFields('member', profileFieldVisibility, organization.profile),
  };
}

function audienceOf({ kind }: Actor): 'member' | 'system' {
  return kind === 'system' ? 'system' : 'member';
}

/** An organization as everybody may see it. */
export interface PublicOrganizationView extends OrganizationFieldsFor<'public'> {
  readonly profile: ProfileView<'public'>;
}

export function publicOrganizationView(organization: OrganizationSummary): PublicOrganizationView {
  const fields = pickVisibleFields('public', summaryFieldVisibility, organization);
  return {
    ...fields,
    profile: pickVisibleFields('public', profileFieldVisibility, organization.profile),
  };
}

/** An organization, with the role of one user in it. */
export interface OrganizationOfUserView<R extends string = BuiltInRole> {
  readonly organization: OrganizationSummaryView;
  readonly role: R;
  readonly joinedAt: Date;
}

/** A member as other members see them. Only who has `members:manage` sees the address and the state of the account. */
export interface MemberView<R extends string = BuiltInRole> {
  readonly userId: User['id'];
  readonly name?: DisplayName;
  readonly email?: User['email'];
  readonly state?: User['state'];
  readonly role: R;
  readonly joinedAt: Date;
}

export function memberView(
  audience: 'member' | 'admin',
  { membership, user }: MemberOfOrganization,
): MemberView<Role> {
  const { userId, role, joinedAt } = pickVisibleFields(
    'member',
    membershipFieldVisibility,
    membership,
  );
  const { id: _id, ...person } =
    audience === 'admin'
      ? pickVisibleFields('admin', accountFields, user)
      : pickVisibleFields('member', accountFields, user);
  return { userId, ...person, role, joinedAt };
}

/** A member as `MemberView` has them, with the public metadata of the membership. The embedding service also sees `privateMetadata` and `metadataVersion`, which is 0 at first. */
export interface MemberDetailsView<R extends string = BuiltInRole>
  extends MemberView<R>,
    Metadata {}

export function memberDetailsView(
  viewer: Actor,
  audience: 'member' | 'admin',
  { membership, user }: { readonly membership: Membership; readonly user: User },
): MemberDetailsView<Role> {
  const metadata: Metadata = membership;
  return {
    ...memberView(audience, { membership, user }),
    ...firstMetadataVersion(viewer.kind),
    ...pickVisibleFields(audienceOf(viewer), membershipMetadataFields, metadata),
  };
}

const membershipMetadataFields = {
  publicMetadata: membershipFieldVisibility.publicMetadata,
  privateMetadata: membershipFieldVisibility.privateMetadata,
  metadataVersion: membershipFieldVisibility.metadataVersion,
} as const;

/** An ended membership as who has `members:manage` sees it. A purged user has no name and no address any more. */
export interface FormerMemberView<R extends string = BuiltInRole> {
  readonly membershipId: Membership['id'];
  readonly userId: User['id'];
  readonly name?: DisplayName;
  readonly email?: User['email'];
  readonly role: R;
  readonly joinedAt: Date;
  readonly leftAt?: Date;
  /** The user who ended it: the member who left, or the one who removed them. Absent if the embedding service ended it. */
  readonly endedBy?: User['id'];
}

export function formerMemberView({
  membership,
  user,
}: FormerMemberOfOrganization): FormerMemberView<Role> {
  const {
    id: membershipId,
    organizationId: _organizationId,
    state: _state,
    ...ended
  } = pickVisibleFields('admin', membershipFieldVisibility, membership);
  const { id: _id, ...person } =
    user === null ? { id: null } : pickVisibleFields('admin', formerAccountFields, user);
  return { membershipId, ...person, ...ended };
}

const formerAccountFields = {
  id: userFieldVisibility.id,
  name: userFieldVisibility.name,
  email: userFieldVisibility.email,
} as const;

const accountFields = {
  id: userFieldVisibility.id,
  name: userFieldVisibility.name,
  email: userFieldVisibility.email,
  state: userFieldVisibility.state,
} as const;

/** An invitation as who has `invitations:read` sees it: without token or digest. */
export interface InvitationView<R extends string = BuiltInRole>
  extends Omit<AudienceView<Invitation, typeof invitationFieldVisibility, 'admin'>, 'role'> {
  readonly role: R;
}

/** The state is the state at `now`, even if that is not written yet. */
export function invitationView(invitation: Invitation, now: Date): InvitationView<Role> {
  return {
    ...pickVisibleFields('admin', invitationFieldVisibility, invitation),
    state: invitationStateAt(invitation, now),
  };
}
