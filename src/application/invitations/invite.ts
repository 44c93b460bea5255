// Invites one address.

import * as z from 'zod';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import { parseInvitationId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  organizationIdSchema,
  roleSchema,
  userIdSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { emailSchema, languageSchema } from '../use-case/text-fields.js';
import type { InvitationView } from '../views.js';
import { invitationDecision, replayInvitation } from './invitation-command.js';
import {
  type CannotInviteRefusalCode,
  type InvitationRequest,
  planInvitations,
} from './plan-invitations.js';
import {
  prepareInvitationRequest,
  type SharedInviteRefusalCode,
} from './prepare-invitation-request.js';
import { chargeInvitationRateLimits } from './rate-limits.js';

/** The address to invite, the organization and the role. */
export interface InviteInput<R extends string = BuiltInRole> {
  readonly organizationId: string;
  /** Whose name the invitation has: a member who may invite. Only the embedding service may give it, and must; other actors invite in their own name. */
  readonly inviterId?: string | undefined;
  readonly email: string;
  /** At most the inviter's own role; `member` if absent. */
  readonly role?: R | undefined;
  /** False: no mail is sent; get the link with `createLink`. True if absent. */
  readonly byMail?: boolean | undefined;
  /** The language of the mail, as a BCP 47 tag; the service's own if absent. */
  readonly language?: string | undefined;
}

export type InviteRefusalCode =
  | SharedInviteRefusalCode
  | CannotInviteRefusalCode
  | 'resend_too_soon';

export const inviteCommand: (
  deps: Dependencies,
) => Command<InviteInput<Role>, InvitationView<Role>, InviteRefusalCode> = defineCommand<
  InviteInput<Role>,
  WithParsedIds<InviteInput<Role>>,
  InvitationRequest,
  InvitationView<Role>,
  InviteRefusalCode
>({
  action: 'invitation.invite',
  schema: ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        inviterId: userIdSchema.optional(),
        email: emailSchema,
        role: roleSchema(roles).optional(),
        byMail: /* INV-20 */ z.boolean().optional(),
        language: languageSchema.optional(),
      }),
    ),

  prepare: (context, { email, role, ...request }) =>
    prepareInvitationRequest(context, request, [{ email, role }], () => []),

  async attempt(context, request) {
    const decided = await planInvitations(context, request);
    if (!decided.ok) return decided;
    const [first] = decided.value;
    if (first === undefined) throw new Error('an invitation request has no addressee');
    if (!first.ok) return first;
    const { invitation, change, event } = first.value;
    return ok(invitationDecision(invitation, change, event, context.now));
  },

  chargeRateLimits: (context, request) =>
    chargeInvitationRateLimits(context, {
      ...request,
      inviterId: actingUserIdOrNull(context.actor),
    }),

  replay: (context, { organizationId }, replayIds) =>
    replayInvitation(context, organizationId, parseInvitationId(replayIds['invitationId'] ?? '')),
});
