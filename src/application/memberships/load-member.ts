// Loads a member whom the actor may manage, and what a change of their membership depends on.

import type { NotificationKind } from '../../domain/journal/outbox-message.js';
import type { RequiredPermission } from '../../domain/organization/access.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { OrganizationAdmins } from '../../domain/organization/last-admin.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { VersionedAccess } from '../../ports/storage.js';
import {
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

/** A member whom the actor may manage. The organization is read first, since it is the guard. */
export interface ManagedMember {
  readonly authorization: OrganizationAuthorization;
  readonly user: Versioned<User>;
  readonly membership: Versioned<Membership>;
}

export type MemberRefusalCode = AuthorizationRefusalCode | 'member_not_found';

/** Loads a member whom the actor may manage: nobody manages a member whose role is above their own. One wave. */
export async function loadMember(
  context: CommandContext,
  { organizationId, userId }: WithParsedIds<MemberInput>,
  permission: RequiredPermission = 'members:manage',
): Promise<Result<ManagedMember, RefusalOf<MemberRefusalCode>>> {
  const { storage, actor } = context;
  const isSelf = actor.kind === 'user' && actor.userId === userId;
  const [authorization, access] = await Promise.all([
    authorizeForOrganization(context, organizationId, permission),
    isSelf ? null : storage.memberships.findAccess(organizationId, userId),
  ]);
  if (!authorization.ok) return authorization;
  const member = requireMember(authorization.value, access);
  if (!member.ok) return member;
  const { role } = member.value.membership.value;
  const above = roleAboveRefusal(context, authorization.value, role, 'userId');
  return above === null ? member : refuse(above);
}

/** As `loadMember`, from rows that were read before. `access` is null if the member is the actor. */
export function requireMember(
  authorization: OrganizationAuthorization,
  access: VersionedAccess | null,
): Result<ManagedMember, RefusalOf<'member_not_found'>> {
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
  { authorization, membership }: ManagedMember,
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

/** The mail to a member about a change that somebody else made to their membership. */
export function membershipNotice(
  kind: NotificationKind,
  { value, version }: Versioned<Membership>,
): NewMessage {
  return {
    kind,
    to: value.userId,
    organizationId: value.organizationId,
    membershipId: value.id,
    // The version that this commit gives the membership.
    revision: version + 1,
  };
}
