// Loads a member whom the actor may manage, and what a change of their membership depends on.

import type { NotificationKind } from '../../domain/journal/outbox-message.js';
import type { RequiredPermission } from '../../domain/organization/access.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { OrganizationAdmins } from '../../domain/organization/last-admin.js';
import { type Membership, membershipRevision } from '../../domain/organization/membership.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { VersionedAccess } from '../../ports/storage.js';
import {
  type AuthorizationContext,
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  type OrganizationAuthorization,
  roleAboveRefusal,
} from '../use-case/authorization.js';
import type { CommandContext, NewMessage } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';

/** A member of an organization, by their ids. */
export interface MemberInput {
  readonly organizationId: string;
  readonly userId: string;
}

/** A member of an organization in which the actor has a permission. The organization is read first, since it is the guard. */
export interface LoadedMember {
  readonly authorization: OrganizationAuthorization;
  readonly user: Versioned<User>;
  readonly membership: Versioned<Membership>;
}

export type MemberRefusalCode = AuthorizationRefusalCode | 'member_not_found';

/** Loads a member whom the actor may manage: nobody manages a member whose role is above their own. One wave. */
export async function loadMember(
  context: CommandContext,
  ids: WithParsedIds<MemberInput>,
  permission: RequiredPermission = 'members:manage',
): Promise<Result<LoadedMember, RefusalOf<MemberRefusalCode>>> {
  const member = await loadAnyMember(context, ids, permission);
  if (!member.ok) return member;
  const { authorization, membership } = member.value;
  const above = roleAboveRefusal(context, authorization, membership.value.role, 'userId');
  return above === null ? member : refuse(above);
}

/** Loads a member, whatever their role, for an actor with the permission. One wave. */
export async function loadAnyMember(
  context: AuthorizationContext,
  { organizationId, userId }: WithParsedIds<MemberInput>,
  permission: RequiredPermission,
): Promise<Result<LoadedMember, RefusalOf<MemberRefusalCode>>> {
  const { storage, actor } = context;
  const [authorization, access] = await Promise.all([
    authorizeForOrganization(context, organizationId, permission),
    isSelf(actor, userId) ? null : storage.memberships.findAccess(organizationId, userId),
  ]);
  return authorization.ok ? requireMember(authorization.value, access) : authorization;
}

export function isSelf(actor: Actor, userId: UserId): boolean {
  return actor.kind === 'user' && actor.userId === userId;
}

/** As `loadAnyMember`, from rows that were read before. `access` is null if the member is the actor. */
export function requireMember(
  authorization: OrganizationAuthorization,
  access: VersionedAccess | null,
): Result<LoadedMember, RefusalOf<'member_not_found'>> {
  const { user, membership } = access ??
    authorization.actingMember ?? { user: null, membership: null };
  if (user === null || membership === null) {
    return refuse({ code: 'member_not_found', path: ['userId'] });
  }
  return ok({ authorization, user, membership });
}

/** The organization's admins, and the invitations that the member sent. Read after the guard. */
export async function loadAdminsAndSentInvitations(
  { storage }: CommandContext,
  { authorization, membership }: LoadedMember,
): Promise<{ admins: OrganizationAdmins; sentInvitations: readonly Versioned<Invitation>[] }> {
  const { id, personalOf } = authorization.organization.value;
  const [activeAdminIds, sentInvitations] = await Promise.all([
    storage.memberships.listActiveAdminIds(id, 2),
    storage.invitations.listPendingByInviter(membership.value.userId, id),
  ]);
  return {
    admins: { activeAdminIds, ...(personalOf === undefined ? {} : { personalOf }) },
    sentInvitations,
  };
}

/** The mail to a member about a change that somebody else makes to their membership with this commit. */
export function membershipNotice(
  kind: NotificationKind,
  { version }: Versioned<Membership>,
  after: Membership,
): NewMessage {
  return {
    kind,
    to: after.userId,
    organizationId: after.organizationId,
    membershipId: after.id,
    revision: membershipRevision({ value: after, version: version + 1 }),
  };
}
