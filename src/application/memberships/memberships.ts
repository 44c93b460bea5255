import * as z from 'zod';
import {
  allows,
  type Permission,
  permissions,
  type Role,
  roles,
} from '../../domain/organization/role.js';
import type { Actor } from '../../domain/shared/actor.js';
import {
  type MembershipId,
  type OrganizationId,
  parseMembershipId,
  parseOrganizationId,
  parseUserId,
} from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import type { CurrentRole, Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, denied } from '../use-case/authority.js';
import type { Verb } from '../use-case/command.js';
import { organizationIdSchema, pageFields, parseActor, roleSchema } from '../use-case/input.js';
import { idKey, type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type Query, query } from '../use-case/query.js';
import { type MemberView, memberView } from '../views.js';
import { type ChangeRoleInput, type ChangeRoleRefusal, changeRole } from './change-role.js';
import {
  type LeaveInput,
  type LeaveRefusal,
  type LeftView,
  leave,
  type RemoveInput,
  type RemoveRefusal,
  remove,
} from './end.js';

/** Whose members, of which role, and which page of them. */
export interface ListMembersInput extends PageInput {
  readonly organizationId: string;
  readonly role?: Role | undefined;
}

interface ListMembers extends PageInput {
  readonly organizationId: OrganizationId;
  readonly role?: Role | undefined;
}

const key: KeyCodec<MembershipId> = idKey(parseMembershipId);

const list = query<ListMembersInput, ListMembers, Page<MemberView>, AuthorityRefusal>(
  z.strictObject({
    organizationId: organizationIdSchema,
    role: roleSchema.optional(),
    ...pageFields,
  }),
  async (context, actor, { organizationId, role, ...page }) => {
    if (actor.kind !== 'user' && actor.kind !== 'system') {
      return denied('organization_not_found');
    }
    const name = `members of ${organizationId} as ${role ?? 'any'}`;
    const keyset = await keysetOf(context, name, key, page);
    if (!keyset.ok) return keyset;
    const viewerId = actor.kind === 'user' ? actor.userId : null;
    const filter = role === undefined ? {} : { role };
    const found = await context.storage.memberships.list(
      organizationId,
      viewerId,
      filter,
      keyset.value,
    );
    const isVisible = viewerId === null ? found.isLive : found.viewer !== null;
    if (!isVisible) return denied('organization_not_found');
    if (found.viewer?.canSignIn === false) return denied('account_inactive');
    const seesAll = found.viewer === null || allows(found.viewer.role, 'members:manage');
    const audience = seesAll ? 'admin' : 'member';
    return ok(await pageOf(context, name, key, found, (member) => memberView(audience, member)));
  },
);

/** Who belongs to an organization, and as what. */
export interface Memberships {
  /** The members by joining order; addresses only for admins. One statement. */
  readonly list: Query<ListMembersInput, Page<MemberView>, AuthorityRefusal>;
  /** Whether the user belongs to the organization, which is not deleted. False for anything that is no id. One statement. */
  isMember(organizationId: string, userId: string): Promise<boolean>;
  /** Whether the user has this role itself, or one of these: an admin is not a `member`. One statement. */
  hasRole(organizationId: string, userId: string, role: Role | readonly Role[]): Promise<boolean>;
  /** Whether the actor's role allows this, and the account can sign in. The embedding service may do anything. One statement. */
  can(actor: Actor, permission: Permission, organizationId: string): Promise<boolean>;
  /**
   * Another role, by admins. Demoting revokes the pending invitations that the member has sent. Refused:
   * `member_not_found`, `last_admin`, `personal_organization`.
   */
  readonly changeRole: Verb<ChangeRoleInput, MemberView, ChangeRoleRefusal>;
  /** Takes a member out, by admins, and revokes the pending invitations they have sent. Refused as `changeRole`. */
  readonly remove: Verb<RemoveInput, LeftView, RemoveRefusal>;
  /** The actor goes. Refused: `last_admin`, `personal_organization`. */
  readonly leave: Verb<LeaveInput, LeftView, LeaveRefusal>;
}

export function memberships(context: Context): Memberships {
  const { storage } = context;
  return {
    list: list(context),
    isMember: async (organizationId, userId) =>
      (await roleIn(storage, organizationId, userId)) !== null,
    async hasRole(organizationId, userId, role) {
      const asked: readonly unknown[] = Array.isArray(role) ? role : [role];
      if (!asked.every((one) => roles.some((known) => known === one))) return false;
      const found = await roleIn(storage, organizationId, userId);
      return found !== null && asked.includes(found.role);
    },
    async can(givenActor, permission, organizationId) {
      const actor = parseActor(givenActor);
      if (!actor.ok || !permissions.includes(permission)) return false;
      if (actor.value.kind === 'system') return isOrganizationId(organizationId);
      if (actor.value.kind !== 'user') return false;
      const found = await roleIn(storage, organizationId, actor.value.userId);
      return found?.canSignIn === true && allows(found.role, permission);
    },
    changeRole: changeRole(context),
    remove: remove(context),
    leave: leave(context),
  };
}

function isOrganizationId(text: unknown): boolean {
  return typeof text === 'string' && parseOrganizationId(text) !== null;
}

/** A missing or foreign key never matches anybody, and is not even looked up. */
async function roleIn(
  storage: Storage,
  organizationText: unknown,
  userText: unknown,
): Promise<CurrentRole | null> {
  const organizationId =
    typeof organizationText === 'string' ? parseOrganizationId(organizationText) : null;
  const userId = typeof userText === 'string' ? parseUserId(userText) : null;
  if (organizationId === null || userId === null) return null;
  return storage.memberships.findRole(organizationId, userId);
}
