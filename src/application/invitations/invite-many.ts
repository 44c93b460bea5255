// Invites up to 100 addresses at once: all of them or none, or those that can be invited.

import * as z from 'zod';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import { parseInvitationId } from '../../domain/shared/ids.js';
import type { BulkFailure, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull, authorizeForOrganization } from '../use-case/authorization.js';
import {
  type Command,
  type CommandContext,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import {
  organizationIdSchema,
  roleSchema,
  userIdSchema,
  type WithParsedIds,
  withRule,
} from '../use-case/input.js';
import { emailSchema, languageSchema, repeatedAddressIssues } from '../use-case/text-fields.js';
import { type InvitationView, invitationView } from '../views.js';
import {
  type InvitationPlanResult,
  type InvitationRequest,
  planInvitations,
} from './plan-invitations.js';
import {
  prepareInvitationRequest,
  type SharedInviteRefusalCode,
} from './prepare-invitation-request.js';
import { chargeEachInvitation, chargeInvitationRateLimits } from './rate-limits.js';
import { failuresFromText, failureText } from './skipped-addressees.js';

/** The addresses to invite, the organization and the roles. */
export interface InviteManyInput<R extends string = BuiltInRole> {
  readonly organizationId: string;
  /** As in `invite`. */
  readonly inviterId?: string | undefined;
  /** 1 to 100 different addresses. */
  readonly invitations: readonly {
    readonly email: string;
    readonly role?: R | undefined;
  }[];
  /**
   * What happens to the others if an address cannot be invited: with `none`, nobody is invited and `bulk_refused` names
   * every failure; with `skip`, they are invited and the answer has the failures. `none` if absent.
   */
  readonly onFailure?: 'none' | 'skip' | undefined;
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

/** Who was invited, in the order of the input, and with `onFailure: 'skip'` who was not. */
export interface InvitedMany<R extends string = BuiltInRole> {
  readonly invitations: readonly InvitationView<R>[];
  /** Each has the `index` of the address in the input, and the refusal. */
  readonly failures: readonly BulkFailure[];
}

export type InviteManyRefusalCode = SharedInviteRefusalCode | 'bulk_refused';

/** The most addresses in one command: as many as may be pending, if the policy says nothing else. */
const maxInvitationsAtOnce = /* INV-44 */ 100;

/** The request, and what it has taken from the limits of its addresses. */
interface InviteManyRequest extends InvitationRequest {
  readonly onFailure: 'none' | 'skip';
  /** What the limits have answered for each address, by its index: null, or the seconds to wait. A later attempt asks only for the others. */
  readonly limitAnswers: Map<number, number | null>;
}

export const inviteManyCommand: (
  deps: Dependencies,
) => Command<InviteManyInput<Role>, InvitedMany<Role>, InviteManyRefusalCode> = defineCommand<
  InviteManyInput<Role>,
  WithParsedIds<InviteManyInput<Role>>,
  InviteManyRequest,
  InvitedMany<Role>,
  InviteManyRefusalCode
>({
  action: 'invitation.invite_many',
  schema: ({ roles }) =>
    z.lazy(() =>
      z.strictObject({
        organizationId: organizationIdSchema,
        inviterId: userIdSchema.optional(),
        invitations: withRule(
          z
            .array(z.strictObject({ email: emailSchema, role: roleSchema(roles).optional() }))
            .min(1)
            .max(maxInvitationsAtOnce),
          repeatedAddressIssues,
        ),
        onFailure: z.enum(['none', 'skip']).optional(),
        byMail: z.boolean().optional(),
        language: languageSchema.optional(),
      }),
    ),

  prepare(context, { invitations, onFailure = 'none', ...given }) {
    const pathOf = (index: number) => ['invitations', index];
    const request = prepareInvitationRequest(context, given, invitations, pathOf);
    return request.ok ? ok({ ...request.value, onFailure, limitAnswers: new Map() }) : request;
  },

  async attempt(context, request) {
    const planned = await planInvitations(context, request);
    if (!planned.ok) return planned;
    const plans = planned.value;
    const decision = decide(context, request, plans);
    if (/* INV-69 */ request.onFailure === 'skip') {
      const chargeParts = () => decideWithinLimits(context, request, plans);
      return ok({ ...decision, chargeParts });
    }
    const { failures } = decision.value;
    if (failures.length > 0) return refuse({ code: 'bulk_refused', failures }); // INV-45
    return ok(decision);
  },

  async chargeRateLimits(context, request) {
    if (request.onFailure === 'skip') return null;
    const inviterId = actingUserIdOrNull(context.actor);
    return chargeInvitationRateLimits(context, { ...request, inviterId });
  },

  async replay(context, { organizationId }, replayIds) {
    const { storage, now } = context;
    const texts = Object.values(replayIds);
    const ids = texts.map(parseInvitationId).filter((id) => id !== null);
    const [authorization, ...found] = await Promise.all([
      authorizeForOrganization(context, organizationId, 'invitations:manage'),
      ...ids.map((id) => storage.invitations.findById(id)),
    ]);
    if (!authorization.ok) return authorization;
    const invitations = found.flatMap((one) =>
      one?.value.organizationId === organizationId ? [invitationView(one.value, now)] : [],
    );
    if (invitations.length < ids.length) return refuse({ code: 'invitation_not_found' });
    return ok({ invitations, failures: texts.flatMap(failuresFromText) });
  },
});

/** Invites whom the plans allow. The others are the failures. */
function decide(
  { now }: CommandContext,
  { organizationId }: InviteManyRequest,
  plans: readonly InvitationPlanResult[],
): Decision<InvitedMany<Role>> {
  const planned = plans.flatMap((one) => (one.ok ? [one.value] : []));
  const failures = plans.flatMap((one, index): readonly BulkFailure[] =>
    one.ok ? [] : [{ index, ...one.refusal }],
  );
  const invitations = planned.map(({ invitation }) => invitationView(invitation, now));
  const value = { invitations, failures };
  if (planned.length === 0) return { value, changeSet: null };
  return {
    value,
    changeSet: {
      changes: planned.map(({ change }) => change),
      events: planned.map(({ event }) => event),
      subject: { kind: 'organization', id: organizationId },
      auditOrganizationIds: [organizationId],
      replayIds: Object.fromEntries(
        plans.map((one, index) => [
          String(index),
          one.ok ? one.value.invitation.id : failureText({ index, ...one.refusal }),
        ]),
      ),
    },
  };
}

/** As `decide`, but an address over its limits is a failure too. */
async function decideWithinLimits(
  context: CommandContext,
  request: InviteManyRequest,
  plans: readonly InvitationPlanResult[],
): Promise<Result<Decision<InvitedMany<Role>>, RefusalOf<'rate_limited'>>> {
  const { addressees, limitAnswers } = request;
  const asked = addressees.flatMap((addressee, index) =>
    plans[index]?.ok === true && !limitAnswers.has(index) ? [{ ...addressee, index }] : [],
  );
  const inviterId = actingUserIdOrNull(context.actor);
  const answers = await chargeEachInvitation(context, { ...request, inviterId, addressees: asked });
  if (!answers.ok) return answers;
  for (const [place, { index }] of asked.entries()) {
    limitAnswers.set(index, answers.value[place] ?? null);
  }
  const withinLimits = plans.map((one, index): InvitationPlanResult => {
    const retryAfter = limitAnswers.get(index) ?? null;
    if (!one.ok || retryAfter === null) return one;
    return refuse({ code: 'rate_limited', path: ['invitations', index, 'email'], retryAfter });
  });
  return ok(decide(context, request, withinLimits));
}
