// Invites one address, or up to 20 at once: all of them or none.

import * as z from 'zod';
import type { Role } from '../../domain/organization/role-permissions.js';
import { type OrganizationId, parseInvitationId } from '../../domain/shared/ids.js';
import { parseLanguageTag } from '../../domain/shared/language-tag.js';
import type { BulkFailure, Issue, Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { type EmailKey, type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import type { Dependencies } from '../dependencies.js';
import { requireUser } from '../use-case/authorization.js';
import { type Command, type CommandContext, defineCommand } from '../use-case/command.js';
import {
  invalidInput,
  maxInputTextLength,
  organizationIdSchema,
  roleSchema,
  textSchema,
} from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import { type InvitationView, invitationView } from '../views.js';
import { invitationDecision, replayInvitation } from './invitation-command.js';
import {
  type CannotInviteRefusalCode,
  type InvitationRequest,
  type PlanInvitationsRefusalCode,
  planInvitations,
} from './plan-invitations.js';
import { chargeInvitationRateLimits } from './rate-limits.js';

/** The address to invite, the organization and the role. */
export interface InviteInput {
  readonly organizationId: string;
  readonly email: string;
  /** At most the inviter's own role; `member` if absent. */
  readonly role?: Role | undefined;
  /** False: no mail is sent; get the link with `createLink`. True if absent. */
  readonly byMail?: boolean | undefined;
  /** The language of the mail, as a BCP 47 tag; the service's own if absent. */
  readonly language?: string | undefined;
}

interface ParsedInvite extends Omit<InviteInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

type InvitationRequestRefusalCode =
  | PlanInvitationsRefusalCode
  | 'invitation_not_found'
  | 'rate_limited';

export type InviteRefusalCode =
  | InvitationRequestRefusalCode
  | CannotInviteRefusalCode
  | 'resend_too_soon';

export const inviteCommand: (
  deps: Dependencies,
) => Command<InviteInput, InvitationView, InviteRefusalCode> = defineCommand<
  InviteInput,
  ParsedInvite,
  InvitationRequest,
  InvitationView,
  InviteRefusalCode
>({
  action: 'invitation.invite',
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    email: textSchema(maxInputTextLength),
    role: roleSchema.optional(),
    byMail: z.boolean().optional(),
    language: textSchema(maxInputTextLength).optional(),
  }),

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

  chargeRateLimits: (context, request) => chargeInvitationRateLimits(context, request),

  replay: (context, { organizationId }, replayIds) =>
    replayInvitation(context, organizationId, parseInvitationId(replayIds['invitationId'] ?? '')),
});

/** The addresses to invite, the organization and the roles. */
export interface InviteManyInput {
  readonly organizationId: string;
  /** 1 to 20 different addresses. */
  readonly invitations: readonly {
    readonly email: string;
    readonly role?: Role | undefined;
  }[];
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

interface ParsedInviteMany extends Omit<InviteManyInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

export type InviteManyRefusalCode = InvitationRequestRefusalCode | 'bulk_refused';

/** The most addresses in one command, as at PostHog. */
const maxInvitationsAtOnce = /* INV-44 */ 20;

export const inviteManyCommand: (
  deps: Dependencies,
) => Command<InviteManyInput, readonly InvitationView[], InviteManyRefusalCode> = defineCommand<
  InviteManyInput,
  ParsedInviteMany,
  InvitationRequest,
  readonly InvitationView[],
  InviteManyRefusalCode
>({
  action: 'invitation.invite_many',
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    invitations: z
      .array(z.strictObject({ email: textSchema(maxInputTextLength), role: roleSchema.optional() }))
      .min(1)
      .max(maxInvitationsAtOnce),
    byMail: z.boolean().optional(),
    language: textSchema(maxInputTextLength).optional(),
  }),

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

  chargeRateLimits: (context, request) => chargeInvitationRateLimits(context, request),

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

interface AddresseeInput {
  readonly email: string;
  readonly role?: Role | undefined;
}

/** Checks everything that needs no stored data. The refusal names every wrong address. */
function prepareInvitationRequest(
  { deps, actor }: CommandContext,
  given: Pick<ParsedInvite, 'organizationId' | 'byMail' | 'language'>,
  addressees: readonly AddresseeInput[],
  pathOf: (index: number) => Path,
): Result<InvitationRequest, RefusalOf<'permission_denied' | 'invalid_input'>> {
  const inviter = requireUser(actor);
  if (!inviter.ok) return inviter;
  const language =
    given.language === undefined ? null : parseLanguageTag(given.language, ['language']);
  if (language !== null && !language.ok) return language;
  const issues: Issue[] = [];
  const seen = new Set<EmailKey>();
  const read = addressees.flatMap(({ email: text, role = 'member' }, index) => {
    const path = pathOf(index);
    const email = parseUniqueEmail(seen, text, [...path, 'email']);
    if (!email.ok) {
      issues.push(...email.refusal.issues);
      return [];
    }
    const newInvitationId = newId(deps.ids, parseInvitationId);
    return [{ email: email.value, role, path, newInvitationId }];
  });
  if (issues.length > 0) return refuse(invalidInput(issues));
  return ok({
    organizationId: given.organizationId,
    inviterId: inviter.value,
    byMail: /* INV-20 */ given.byMail ?? true,
    language: language?.value ?? null,
    addressees: read,
  });
}

function parseUniqueEmail(
  seen: Set<EmailKey>,
  text: string,
  path: Path,
): Result<EmailWithKey, RefusalOf<'invalid_input'>> {
  const email = parseEmail(text, path);
  if (!email.ok) return email;
  if (seen.has(email.value.key)) {
    const message = 'this address is in the list twice';
    return refuse(invalidInput([{ code: 'duplicate', path, message }]));
  }
  seen.add(email.value.key);
  return email;
}
