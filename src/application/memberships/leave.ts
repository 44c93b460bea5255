// Lets the actor leave an organization.

import * as z from 'zod';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeByAccess,
  requireUser,
} from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { organizationIdSchema, type WithParsedIds } from '../use-case/input.js';
import {
  decideMembershipEnd,
  type EndedMembershipView,
  replayOwnEndedMembership,
} from './end-membership.js';
import { type MemberInput, requireMember } from './load-member.js';

/** The organization that the actor leaves. */
export interface LeaveInput {
  readonly organizationId: string;
}

export type LeaveRefusalCode =
  | AuthorizationRefusalCode
  | 'last_admin'
  | 'personal_organization'
  | 'member_not_found';

export const leaveCommand: (
  deps: Dependencies,
) => Command<LeaveInput, EndedMembershipView, LeaveRefusalCode> = defineCommand<
  LeaveInput,
  WithParsedIds<LeaveInput>,
  WithParsedIds<MemberInput>,
  EndedMembershipView,
  LeaveRefusalCode
>({
  action: 'membership.leave',
  schema: z.lazy(() => z.strictObject({ organizationId: organizationIdSchema })),

  prepare({ actor }, { organizationId }) {
    const person = requireUser(actor);
    return person.ok ? ok({ organizationId, userId: person.value }) : person;
  },

  async attempt(context, { organizationId, userId }) {
    const access = await context.storage.memberships.findAccess(organizationId, userId);
    const authorization = authorizeByAccess(context.deps.roles, access, /* ORG-64 */ null);
    if (!authorization.ok) return authorization;
    const member = requireMember(authorization.value, null);
    return member.ok ? decideMembershipEnd(context, member.value) : member;
  },

  replay: (context, { userId }, replayIds) => replayOwnEndedMembership(context, userId, replayIds),
});
