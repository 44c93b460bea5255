// Deciding about a member: who may, what must be read for it, and what goes with a member's authority.

import type { Fact } from '../../domain/journal/fact.js';
import type { NoticeKind } from '../../domain/journal/message.js';
import { close, type Invitation, stateAt } from '../../domain/organization/invitation.js';
import type { Leadership, Membership } from '../../domain/organization/membership.js';
import type { Permission } from '../../domain/organization/role.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { Change, VersionedStanding } from '../../ports/storage.js';
import { type Authority, type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import type { NewMessage, Unit } from '../use-case/command.js';

export interface OfMemberInput {
  readonly organizationId: string;
  readonly userId: string;
}

export interface OfMember {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** A member about whom the actor may decide; the organization was read first, since it is the guard. */
export interface Target {
  readonly authority: Authority;
  readonly user: Versioned<User>;
  readonly membership: Versioned<Membership>;
}

export type TargetRefusal = AuthorityRefusal | 'member_not_found';

export async function targetOf(
  { storage, actor }: Unit,
  { organizationId, userId }: OfMember,
  permission: Permission = 'members:manage',
): Promise<Result<Target, RefusalOf<TargetRefusal>>> {
  const isSelf = actor.kind === 'user' && actor.userId === userId;
  const [authority, standing] = await Promise.all([
    authorityOver(storage, actor, organizationId, permission),
    isSelf ? null : storage.memberships.standing(organizationId, userId),
  ]);
  if (!authority.ok) return authority;
  return targetIn(authority.value, standing);
}

export function targetIn(
  authority: Authority,
  standing: VersionedStanding | null,
): Result<Target, RefusalOf<'member_not_found'>> {
  const { user, membership } = standing ?? authority.person ?? { user: null, membership: null };
  if (user === null || membership === null) {
    return refuse({ code: 'member_not_found', path: ['userId'] });
  }
  return ok({ authority, user, membership });
}

/** What goes with a member's authority, read after the guard: whether an admin remains, and the invitations sent. */
export async function readLoss(
  { storage }: Unit,
  { authority, membership }: Target,
): Promise<{ leadership: Leadership; sent: readonly Versioned<Invitation>[] }> {
  const { id, personalOf } = authority.organization.value;
  const [admins, sent] = await Promise.all([
    storage.memberships.adminsAbleToSignIn(id, 2),
    storage.invitations.pendingBy(membership.value.userId, id),
  ]);
  return { leadership: { admins, ...(personalOf === undefined ? {} : { personalOf }) }, sent };
}

/** Why invitations are revoked that nobody asked to revoke. */
export type Revocation =
  | 'inviter_demoted'
  | 'inviter_left'
  | 'inviter_suspended'
  | 'organization_deleted';

/** What has expired meanwhile stays so, whether or not that was written down. */
export function revokeAll(
  sent: readonly Versioned<Invitation>[],
  by: UserId | null,
  because: Revocation,
  now: Date,
): { readonly changes: readonly Change[]; readonly facts: readonly Fact[] } {
  const pending = sent.filter(({ value }) => stateAt(value, now) === 'pending');
  return {
    changes: pending.map((read) =>
      updated('invitations', read, close(read.value, 'revoke', by, now)),
    ),
    facts: pending.map(({ value }) => ({
      type: 'invitation_revoked',
      organizationId: value.organizationId,
      invitationId: value.id,
      because,
    })),
  };
}

export function personIn({ actor }: Unit): UserId | null {
  return actor.kind === 'user' ? actor.userId : null;
}

/** Tells the member what somebody else has decided about them. */
export function notice(kind: NoticeKind, { value, version }: Versioned<Membership>): NewMessage {
  return {
    kind,
    to: value.userId,
    organizationId: value.organizationId,
    membershipId: value.id,
    revision: version + 1,
  };
}
