// Invites up to 20 addresses at once: all of them or none.

import * as z from 'zod';
import type { Role } from '../../domain/organization/role-permissions.js';
import { parseInvitationId } from '../../domain/shared/ids.js';
import type { BulkFailure } from '../../domain/shared/refusal.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  organizationIdSchema,
  roleSchema,
  userIdSchema,
  type WithParsedIds,
  withRule,
} from '../use-case/input.js';
import { emailSchema, languageSchema, repeatedAddressIssues } from '../use-case/text-fields.js';
import { type InvitationView, invitationView } from '../views.js';
import { replayInvitation } from './invitation-command.js';
import { type InvitationRequest, planInvitations } from './plan-invitations.js';
import {
  prepareInvitationRequest,
  type SharedInviteRefusalCode,
} from './prepare-invitation-request.js';
import { chargeInvitationRateLimits } from './rate-limits.js';

/** The addresses to invite, the organization and the roles. */
export interface InviteManyInput {
  readonly organizationId: string;
  /** As in `invite`. */
  readonly inviterId?: string | undefined;
  /** 1 to 20 different addresses. */
  readonly invitations: readonly {
    readonly email: string;
    readonly role?: Role | undefined;
  }[];
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

export type InviteManyRefusalCode = SharedInviteRefusalCode | 'bulk_refused';

/** The most addresses in one command, as at PostHog. */
const maxInvitationsAtOnce = /* INV-44 */ 20;

export const inviteManyCommand: (
  deps: Dependencies,
) => Command<InviteManyInput, readonly InvitationView[], InviteManyRefusalCode> = defineCommand<
  InviteManyInput,
  WithParsedIds<InviteManyInput>,
  InvitationRequest,
  readonly InvitationView[],
  InviteManyRefusalCode
>({
  action: 'invitation.invite_many',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      inviterId: userIdSchema.optional(),
      invitations: withRule(
        z
          .array(z.strictObject({ email: emailSchema, role: roleSchema.optional() }))
          .min(1)
          .max(maxInvitationsAtOnce),
        repeatedAddressIssues,
      ),
      byMail: z.boolean().optional(),
      language: languageSchema.optional(),
    }),
  ),

  prepare: (context, { invitations, ...request }) =>
    prepareInvitationRequest(context, request, invitations, (index) => ['invitations', index]),

  async attempt(context, request) {
    const decided = await planInvitations(context, request);
    if (!decided.ok) return decided;
    const failures = decided.value.flatMap((one, index): readonly BulkFailure[] =>
      one.ok ? [] : [{ index, ...one.refusal }],
    );
    if (failures.length > 0) return refuse({ code: 'bulk_refused', failures }); // INV-45
    const plans = decided.value.flatMap((one) => (one.ok ? [one.value] : []));
    const { organizationId } = request;
    return ok({
      value: plans.map(({ invitation }) => invitationView(invitation, context.now)),
      changeSet: {
        changes: plans.map(({ change }) => change),
        events: plans.map(({ event }) => event),
        subject: { kind: 'organization', id: organizationId },
        auditOrganizationIds: [organizationId],
        replayIds: Object.fromEntries(
          plans.map(({ invitation }, index) => [String(index), invitation.id]),
        ),
      },
    });
  },

  chargeRateLimits: (context, request) =>
    chargeInvitationRateLimits(context, {
      ...request,
      inviterId: actingUserIdOrNull(context.actor),
    }),

  async replay(context, { organizationId }, replayIds) {
    const ids = Object.values(replayIds).map(parseInvitationId);
    const views: InvitationView[] = [];
    for (const id of ids) {
      const view = await replayInvitation(context, organizationId, id);
      if (!view.ok) return view;
      views.push(view.value);
    }
    return ok(views);
  },
});
