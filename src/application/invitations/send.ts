// What admins do with a pending invitation: revoke it, send it again, hand its link over.

import * as z from 'zod';
import type { Fact } from '../../domain/journal/fact.js';
import {
  close,
  closedRefusal,
  expiryFrom,
  type Invitation,
  type InvitationClaims,
  resend as resent,
} from '../../domain/organization/invitation.js';
import type { InvitationId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { InvitationTokens } from '../../ports/system.js';
import type { Context } from '../context.js';
import { invitationLink } from '../mail/link.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { touched, updated } from '../use-case/changes.js';
import { command, type Unit, type Verb } from '../use-case/command.js';
import { invitationIdSchema, organizationIdSchema } from '../use-case/input.js';
import { type InvitationView, invitationView } from '../views.js';
import { planOf, recallInvitation, sentFact } from './plan.js';
import type { ClosedCode } from './token.js';

/** One invitation of an organization, by their ids. */
export interface OfInvitationInput {
  readonly organizationId: string;
  readonly invitationId: string;
}

interface OfInvitation {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
}

const ofInvitationSchema: z.ZodType<OfInvitation, OfInvitationInput> = z.strictObject({
  organizationId: organizationIdSchema,
  invitationId: invitationIdSchema,
});

export type RevokeRefusal = AuthorityRefusal | 'invitation_not_found' | ClosedCode;

/** One wave: the actor's authority and the invitation, which must be pending and of this organization. */
async function readPending(
  { storage, actor, now }: Unit,
  { organizationId, invitationId }: OfInvitation,
): Promise<Result<Versioned<Invitation>, RefusalOf<RevokeRefusal>>> {
  const [authority, invitation] = await Promise.all([
    authorityOver(storage, actor, organizationId, /* INV-26 */ 'invitations:manage'),
    storage.invitations.findById(invitationId),
  ]);
  if (!authority.ok) return authority;
  if (invitation?.value.organizationId !== organizationId) {
    return refuse({ code: 'invitation_not_found', path: ['invitationId'] });
  }
  const closed = closedRefusal(invitation.value, now);
  return closed === null ? ok(invitation) : refuse(closed);
}

export const revoke: (context: Context) => Verb<OfInvitationInput, InvitationView, RevokeRefusal> =
  command<OfInvitationInput, OfInvitation, OfInvitation, InvitationView, RevokeRefusal>({
    action: 'invitation.revoke',
    schema: ofInvitationSchema,
    prepare: (_unit, input) => ok(input),

    async attempt(unit, input) {
      const read = await readPending(unit, input);
      if (!read.ok) return read;
      const { actor, now } = unit;
      const by = actor.kind === 'user' ? actor.userId : null;
      const revoked = close(read.value.value, 'revoke', by, now);
      const update = updated('invitations', read.value, revoked);
      const fact: Fact = { type: 'invitation_revoked', ...input, because: 'asked' };
      return ok(planOf(revoked, update, fact, now));
    },

    recall: (unit, { organizationId, invitationId }) =>
      recallInvitation(unit, organizationId, invitationId),
  });

export type ResendRefusal = RevokeRefusal | 'resend_too_soon' | 'rate_limited';

export const resend: (context: Context) => Verb<OfInvitationInput, InvitationView, ResendRefusal> =
  command<OfInvitationInput, OfInvitation, OfInvitation, InvitationView, ResendRefusal>({
    action: 'invitation.resend',
    schema: ofInvitationSchema,
    prepare: (_unit, input) => ok(input),

    async attempt(unit, input) {
      const read = await readPending(unit, input);
      if (!read.ok) return read;
      const { context, now } = unit;
      const { value: pending } = read.value;
      const claims: InvitationClaims = {
        ...input,
        revision: /* INV-34 */ pending.revision + 1,
        expiresAt: expiryFrom(now, context.policy),
      };
      const token = await context.tokens.mark(claims);
      const again = resent(pending, claims, token, context.policy, now);
      if (!again.ok) return again;
      const update = updated('invitations', read.value, again.value);
      return ok(planOf(again.value, update, sentFact('invitation_resent', again.value), now));
    },

    recall: (unit, { organizationId, invitationId }) =>
      recallInvitation(unit, organizationId, invitationId),
  });

/** A pending invitation with its link. */
export interface HandedOverView {
  readonly invitation: InvitationView;
  /** For the invitee only, who needs the invited address to accept all the same. Null in the answer to a repeated command: what was shown once is not shown twice. */
  readonly link: string | null;
}

export type HandOverRefusal = RevokeRefusal | 'invitation_key_unknown';

export const linkToHandOver: (
  context: Context,
) => Verb<OfInvitationInput, HandedOverView, HandOverRefusal> = command<
  OfInvitationInput,
  OfInvitation,
  OfInvitation,
  HandedOverView,
  HandOverRefusal
>({
  action: 'invitation.hand_over',
  schema: ofInvitationSchema,
  prepare: (_unit, input) => ok(input),

  async attempt(unit, input) {
    const read = await readPending(unit, input);
    if (!read.ok) return read;
    const { context, now } = unit;
    const token = await tokenOf(context.tokens, read.value.value);
    if (token === null) return refuse({ code: 'invitation_key_unknown', path: ['invitationId'] });
    const { revision } = read.value.value;
    return ok({
      value: {
        invitation: invitationView(read.value.value, now),
        link: invitationLink(context.baseUrl, token),
      },
      write: {
        changes: [touched('invitations', read.value)],
        facts: [/* INV-15 */ { type: 'invitation_handed_over', ...input, revision }],
        subject: { kind: 'invitation', id: input.invitationId },
        organizations: [input.organizationId],
      },
    });
  },

  async recall(unit, { organizationId, invitationId }) {
    const invitation = await recallInvitation(unit, organizationId, invitationId);
    return invitation.ok ? ok({ invitation: invitation.value, link: null }) : invitation;
  },
});

/** The token derived anew; null where its key is not known here, or is another one under the same name. */
async function tokenOf(tokens: InvitationTokens, invitation: Invitation): Promise<string | null> {
  const { organizationId, id: invitationId, revision, expiresAt, kid, tokenDigest } = invitation;
  const token = await tokens.derive({ organizationId, invitationId, revision, expiresAt }, kid);
  const signed = token === null ? null : await tokens.read(token);
  return signed?.digest === tokenDigest ? token : null;
}
