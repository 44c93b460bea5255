// The memberships service: who belongs to an organization, and with which role.

import {
  allows,
  type BuiltInRole,
  type Permission,
  type Role,
} from '../../domain/organization/role-permissions.js';
import type { Actor } from '../../domain/shared/actor.js';
import { parseOrganizationId, parseUserId } from '../../domain/shared/ids.js';
import type { Page } from '../../domain/shared/result.js';
import type { RoleAndSignIn, Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { keyAllows } from '../keys/key-permissions.js';
import type { AuthorizationRefusalCode } from '../use-case/authorization.js';
import type { Command } from '../use-case/command.js';
import { parseActor } from '../use-case/input.js';
import type { Query } from '../use-case/query.js';
import type { FormerMemberView, MemberDetailsView, MemberView } from '../views.js';
import {
  type AccessOfInput,
  type AccessOfRefusalCode,
  type AccessView,
  accessOfQuery,
} from './access-of.js';
import { type AddMemberInput, type AddMemberRefusalCode, addMemberCommand } from './add.js';
import {
  type ChangeRoleInput,
  type ChangeRoleRefusalCode,
  changeRoleCommand,
} from './change-role.js';
import { type CountMembersInput, countMembersQuery } from './count-members.js';
import type { EndedMembershipView } from './end-membership.js';
import { type GetMemberInput, getMemberQuery } from './get.js';
import { type LeaveInput, type LeaveRefusalCode, leaveCommand } from './leave.js';
import { type ListFormerMembersInput, listFormerMembersQuery } from './list-former.js';
import { type ListMembersInput, listMembersQuery } from './list-members.js';
import type { MemberRefusalCode } from './load-member.js';
import {
  type RemoveMemberInput,
  type RemoveMemberRefusalCode,
  removeMemberCommand,
} from './remove.js';
import {
  type UpdateMembershipMetadataInput,
  type UpdateMembershipMetadataRefusalCode,
  updateMembershipMetadataCommand,
} from './update-metadata.js';

/** Answers who belongs to an organization and with which role, and changes that. */
export interface Memberships<R extends string = BuiltInRole, P extends string = Permission> {
  /** Lists the members in the order of joining. For who has `members:read`; only who has `members:manage` sees addresses. One statement. */
  readonly list: Query<ListMembersInput<R>, Page<MemberView<R>>, AuthorizationRefusalCode>;
  /**
   * Returns a member with the public metadata of the membership: everybody their own, and who has `members:read` every
   * other; only who has `members:manage` sees the address. The embedding service also gets the private metadata. Refused:
   * `member_not_found`.
   */
  readonly get: Query<GetMemberInput, MemberDetailsView<R>, MemberRefusalCode>;
  /** How many members the organization has, or how many with this role. Needs `members:read`. One statement. */
  readonly count: Query<CountMembersInput<R>, number, AuthorizationRefusalCode>;
  /**
   * Lists ended memberships, newest first: who was a member, from when to when, and who ended it. Somebody who is a member
   * again is in the list, too. A purged user has no name and no address any more. Needs `members:manage`.
   */
  readonly listFormer: Query<
    ListFormerMembersInput,
    Page<FormerMemberView<R>>,
    AuthorizationRefusalCode
  >;
  /**
   * Lists all organizations of a user with the role and its permissions, without deleted ones, for the claims of a session.
   * A page covers 500 memberships (`limit`). For the user or the embedding service. Refused: `account_inactive`, also for
   * an unknown user. One statement.
   */
  readonly accessOf: Query<AccessOfInput, Page<AccessView<R, P>>, AccessOfRefusalCode>;
  /** Whether the user is a member of the organization. False for a deleted organization, and for text that is not an id. One statement. */
  isMember(organizationId: string, userId: string): Promise<boolean>;
  /** Whether the user has exactly this role, or one of these: an admin does not have the role `member`. One statement. */
  hasRole(organizationId: string, userId: string, role: R | readonly R[]): Promise<boolean>;
  /** Whether the actor's role has the permission, and the account can sign in. Always true for the embedding service, and false for a permission that the service does not have. A key has its own permissions in the organization that it belongs to. One statement; up to three for a key. */
  can(actor: Actor, permission: P, organizationId: string): Promise<boolean>;
  /**
   * Adds a member without an invitation, for imports, user directories and rules about domains. No mail is sent. For the
   * embedding service. Refused: `user_not_found`, `account_inactive`, `already_a_member`, which changes no role.
   */
  readonly add: Command<AddMemberInput<R>, MemberView<R>, AddMemberRefusalCode>;
  /**
   * Changes a member's role. A demotion also revokes the pending invitations that the member sent. Needs `members:manage`.
   * Refused: `permission_denied` for a role above the actor's own (path `role`) and for a member above the actor (path
   * `userId`), `member_not_found`, `last_admin`, `personal_organization`.
   */
  readonly changeRole: Command<ChangeRoleInput<R>, MemberView<R>, ChangeRoleRefusalCode>;
  /** Removes a member, and revokes the pending invitations that the member sent. Needs `members:manage`. Refused: as `changeRole`. */
  readonly remove: Command<RemoveMemberInput, EndedMembershipView, RemoveMemberRefusalCode>;
  /** The actor leaves the organization. Refused: `last_admin`, `personal_organization`. */
  readonly leave: Command<LeaveInput, EndedMembershipView, LeaveRefusalCode>;
  /**
   * Changes the metadata of a membership: each given name gets its new value, null removes it, and all others stay. It ends
   * with the membership. For the embedding service. Refused: `member_not_found`; `metadata_conflict` if `expectedVersion`
   * is given and not the `metadataVersion` of the membership.
   */
  readonly updateMetadata: Command<
    UpdateMembershipMetadataInput,
    MemberDetailsView<R>,
    UpdateMembershipMetadataRefusalCode
  >;
}

export function createMembershipsService(deps: Dependencies): Memberships<Role, string> {
  const { storage, roles } = deps;
  return {
    list: listMembersQuery(deps),
    get: getMemberQuery(deps),
    count: countMembersQuery(deps),
    listFormer: listFormerMembersQuery(deps),
    accessOf: accessOfQuery(deps),
    isMember: async (organizationId, userId) =>
      (await findRoleByRawIds(storage, organizationId, userId)) !== null,
    async hasRole(organizationId, userId, role) {
      const asked: readonly unknown[] = Array.isArray(role) ? role : [role];
      const found = await findRoleByRawIds(storage, organizationId, userId);
      return found !== null && asked.includes(found.role);
    },
    async can(givenActor, permission, organizationId) {
      const actor = parseActor(givenActor);
      if (!actor.ok || !roles.permissions.includes(permission)) return false;
      const id = typeof organizationId === 'string' ? parseOrganizationId(organizationId) : null;
      if (id === null) return false;
      if (actor.value.kind === 'system') return true;
      if (actor.value.kind === 'key') return keyAllows(deps, actor.value.keyId, permission, id);
      if (actor.value.kind !== 'user') return false;
      const found = await findRoleByRawIds(storage, organizationId, actor.value.userId);
      return found?.canSignIn === true && allows(roles, found.role, permission);
    },
    add: addMemberCommand(deps),
    changeRole: changeRoleCommand(deps),
    remove: removeMemberCommand(deps),
    leave: leaveCommand(deps),
    updateMetadata: updateMembershipMetadataCommand(deps),
  };
}

/** Null, without a read, if one of the texts is not an id. */
async function findRoleByRawIds(
  storage: Storage,
  organizationText: unknown,
  userText: unknown,
): Promise<RoleAndSignIn | null> {
  const organizationId =
    typeof organizationText === 'string' ? parseOrganizationId(organizationText) : null;
  const userId = typeof userText === 'string' ? parseUserId(userText) : null;
  if (organizationId === null || userId === null) return null;
  return storage.memberships.findRole(organizationId, userId);
}
