// Removes a member from an organization.

import * as z from 'zod';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull, authorizeForOrganization } from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { organizationIdSchema, userIdSchema, type WithParsedIds } from '../use-case/input.js';
import {
  decideMembershipEnd,
  type EndedMembershipView,
  replayEndedMembership,
  replayOwnEndedMembership,
} from './end-membership.js';
import { loadMember, type MemberInput, type MemberRefusalCode } from './load-member.js';

/** The member to remove. */
export type RemoveMemberInput = MemberInput;
export type RemoveMemberRefusalCode = MemberRefusalCode | 'last_admin' | 'personal_organization';

export const removeMemberCommand: (
  deps: Dependencies,
) => Command<RemoveMemberInput, EndedMembershipView, RemoveMemberRefusalCode> = defineCommand<
  RemoveMemberInput,
  WithParsedIds<MemberInput>,
  WithParsedIds<MemberInput>,
  EndedMembershipView,
  RemoveMemberRefusalCode
>({
  action: 'membership.remove',
  schema: z.lazy(() =>
    z.strictObject({ organizationId: organizationIdSchema, userId: userIdSchema }),
  ),
  prepare: (_context, input) => ok(input),

  async attempt(context, input) {
    const member = await loadMember(context, input);
    return member.ok ? decideMembershipEnd(context, member.value) : member;
  },

  async replay(context, input, replayIds) {
    const { actor } = context;
    if (actingUserIdOrNull(actor) === input.userId)
      return replayOwnEndedMembership(context, input.userId, replayIds);
    const authorization = await authorizeForOrganization(
      context,
      input.organizationId,
      'members:manage',
    );
    return authorization.ok ? replayEndedMembership(context, replayIds) : authorization;
  },
});
