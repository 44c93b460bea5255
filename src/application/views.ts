// What leaves the core: each view is the part of a model that its audience may see, by the table of fields.

import type { CommandEntry } from '../domain/journal/entry.js';
import { type Invitation, stateAt } from '../domain/organization/invitation.js';
import type { Organization, Profile } from '../domain/organization/organization.js';
import type { Role } from '../domain/organization/role.js';
import type { Actor, ReviewerActor } from '../domain/shared/actor.js';
import type { DisplayName } from '../domain/shared/display-name.js';
import {
  invitationFields,
  membershipFields,
  organizationFields,
  profileFields,
  userFields,
} from '../domain/shared/fields.js';
import { type Audience, type View, visibleTo } from '../domain/shared/visibility.js';
import type { User } from '../domain/user/user.js';
import type { MemberOfOrganization } from '../ports/storage.js';

/** An account as its owner sees it. */
export type UserView = View<User, typeof userFields, 'self'>;

export function userView(user: User): UserView {
  return visibleTo('self', userFields, user);
}

type ProfileView<A extends Audience> = View<Profile, typeof profileFields, A>;
type OrganizationFieldsFor<A extends Audience> = Omit<
  View<Organization, typeof organizationFields, A>,
  'profile'
>;

/** What its members see of an organization. */
export interface OrganizationView extends OrganizationFieldsFor<'member'> {
  readonly profile: ProfileView<'member'>;
}

export function organizationView(organization: Organization): OrganizationView {
  const fields = visibleTo('member', organizationFields, organization);
  return { ...fields, profile: visibleTo('member', profileFields, organization.profile) };
}

/** What anybody may see of an organization that they have heard of. */
export interface PublicOrganizationView extends OrganizationFieldsFor<'public'> {
  readonly profile: ProfileView<'public'>;
}

export function publicOrganizationView(organization: Organization): PublicOrganizationView {
  const fields = visibleTo('public', organizationFields, organization);
  return { ...fields, profile: visibleTo('public', profileFields, organization.profile) };
}

/** An organization with what one user is in it. */
export interface OrganizationOfUserView {
  readonly organization: OrganizationView;
  readonly role: Role;
  readonly joinedAt: Date;
}

/** A member as seen from within; the address and the account's state only by admins. */
export interface MemberView {
  readonly userId: User['id'];
  readonly name?: DisplayName;
  readonly email?: User['email'];
  readonly state?: User['state'];
  readonly role: Role;
  readonly joinedAt: Date;
}

export function memberView(
  audience: 'member' | 'admin',
  { membership, user }: MemberOfOrganization,
): MemberView {
  const { userId, role, joinedAt } = visibleTo('member', membershipFields, membership);
  const { id: _id, ...person } =
    audience === 'admin'
      ? visibleTo('admin', personFields, user)
      : visibleTo('member', personFields, user);
  return { userId, ...person, role, joinedAt };
}

const personFields = {
  id: userFields.id,
  name: userFields.name,
  email: userFields.email,
  state: userFields.state,
} as const;

/** An invitation as an organization’s admins see it: without token or digest. */
export type InvitationView = View<Invitation, typeof invitationFields, 'admin'>;

/** With the state as it is at `now`, whether or not it has been written. */
export function invitationView(invitation: Invitation, now: Date): InvitationView {
  return { ...visibleTo('admin', invitationFields, invitation), state: stateAt(invitation, now) };
}

/** One command, as an organization’s admins see it. */
export interface AuditView
  extends Pick<CommandEntry, 'id' | 'at' | 'action' | 'subject' | 'facts'> {
  /** Of the platform's reviewers only that it was one. */
  readonly actor: Exclude<Actor, ReviewerActor> | Pick<ReviewerActor, 'kind'>;
}

/** What an organization sees of a command: of one that concerned several, its own part. */
export function auditView(
  { id, at, actor, action, subject, facts }: CommandEntry,
  organizationId: Organization['id'],
): AuditView {
  const own = facts.filter(
    (fact) => !('organizationId' in fact) || fact.organizationId === organizationId,
  );
  const shown = /* REV-56 */ actor.kind === 'reviewer' ? { kind: actor.kind } : actor;
  return { id, at, actor: shown, action, subject, facts: own };
}
