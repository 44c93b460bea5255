// Returns one member of an organization.

import * as z from 'zod';
import { allows, type Role } from '../../domain/organization/role-permissions.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { organizationIdSchema, userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type MemberDetailsView, memberDetailsView } from '../views.js';
import { isSelf, loadAnyMember, type MemberInput, type MemberRefusalCode } from './load-member.js';

/** The organization, and the member. */
export type GetMemberInput = MemberInput;

export const getMemberQuery: (
  deps: Dependencies,
) => Query<GetMemberInput, MemberDetailsView<Role>, MemberRefusalCode> = defineQuery<
  GetMemberInput,
  WithParsedIds<GetMemberInput>,
  MemberDetailsView<Role>,
  MemberRefusalCode
>(
  z.lazy(() => z.strictObject({ organizationId: organizationIdSchema, userId: userIdSchema })),
  async (context, input) => {
    const { deps, actor } = context;
    const permission = isSelf(actor, input.userId) ? null : /* ORG-86 */ 'members:read';
    const member = await loadAnyMember(context, input, permission);
    if (!member.ok) return member;
    const { authorization, membership, user } = member.value;
    const viewerRole = authorization.actingMember?.membership.value.role ?? null;
    const seesAll = viewerRole === null || allows(deps.roles, viewerRole, 'members:manage');
    const shown = { membership: membership.value, user: user.value };
    return ok(memberDetailsView(actor, seesAll ? 'admin' : 'member', shown));
  },
);
