// What admins do with invitations: invite, revoke, resend.

import { z } from 'zod';
import type { Fact } from '../../domain/journal/fact.js';
import {
  close,
  closedRefusal,
  expiryFrom,
  type Invitation,
  type InvitationClaims,
  type InviterMark,
  invite as invited,
  renew,
  resend as resent,
  stateAt,
} from '../../domain/organization/invitation.js';
import { isAtMost, type Role } from '../../domain/organization/role.js';
import {
  type InvitationId,
  type OrganizationId,
  parseInvitationId,
  type UserId,
} from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { type Email, parseEmail } from '../../domain/user/email.js';
import type { Change } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { fresh } from '../organizations/founding.js';
import {
  type AuthorityRefusal,
  authorityIn,
  authorityOver,
  personOf,
} from '../use-case/authority.js';
import { inserted, updated } from '../use-case/changes.js';
import { command, type Plan, type Unit, type Verb } from '../use-case/command.js';
import {
  invitationIdSchema,
  longText,
  organizationIdSchema,
  roleSchema,
  textSchema,
} from '../use-case/input.js';
import { type InvitationView, invitationView } from '../views.js';
import type { ClosedCode } from './token.js';

export interface InviteInput {
  readonly organizationId: string;
  readonly email: string;
  /** At most the inviter's own; `member` where absent. */
  readonly role?: Role | undefined;
  /** False: nothing is mailed, and the link is handed over. True where absent. */
  readonly byMail?: boolean | undefined;
}

interface Invite extends Omit<InviteInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

interface InviteOrder {
  readonly organizationId: OrganizationId;
  readonly inviter: UserId;
  readonly email: Email;
  readonly role: Role;
  readonly byMail: boolean;
  readonly newId: InvitationId;
}

export type InviteRefusal =
  | AuthorityRefusal
  | 'already_invited'
  | 'already_a_member'
  | 'invitation_limit_reached'
  | 'invitation_not_found'
  | 'resend_too_soon'
  | 'rate_limited';

export const invite: (context: Context) => Verb<InviteInput, InvitationView, InviteRefusal> =
  command<InviteInput, Invite, InviteOrder, InvitationView, InviteRefusal>({
    action: 'invitation.invite',
    schema: z.strictObject({
      organizationId: organizationIdSchema,
      email: textSchema(longText),
      role: roleSchema.optional(),
      byMail: z.boolean().optional(),
    }),

    prepare({ context, actor }, { organizationId, email: text, role, byMail }) {
      const inviter = personOf(actor);
      if (!inviter.ok) return inviter;
      const email = parseEmail(text, ['email']);
      if (!email.ok) return email;
      return ok({
        organizationId,
        inviter: inviter.value,
        email: email.value,
        role: role ?? 'member',
        byMail: byMail ?? true,
        newId: fresh(context.ids, parseInvitationId),
      });
    },

    async attempt(unit, order) {
      const before = await readBefore(unit, order);
      return before.ok ? planInvite(unit, order, before.value) : before;
    },

    recall: (unit, { organizationId }, answer) =>
      recallInvitation(unit, organizationId, parseInvitationId(answer['invitationId'] ?? '')),
  });

interface Before {
  /** The row to renew; null where this is the first invitation. */
  readonly expired: Versioned<Invitation> | null;
  readonly invitedAs: InviterMark;
}

/** Reads who invites and who is invited. */
async function readBefore(
  { context, storage, now }: Unit,
  { organizationId, inviter, email, role }: InviteOrder,
): Promise<Result<Before, RefusalOf<InviteRefusal>>> {
  const [standing, invitee, pending] = await Promise.all([
    storage.memberships.standing(organizationId, inviter),
    storage.users.findByEmailKey(email.key),
    storage.invitations.findPending(organizationId, email.key),
  ]);
  const authority = authorityIn(standing, 'invitations:manage');
  if (!authority.ok) return authority;
  const own = authority.value.person?.membership;
  if (own === undefined || !isAtMost(role, own.value.role)) {
    return refuse({ code: 'permission_denied', path: ['role'] });
  }
  const limit = context.policy.pendingInvitations;
  const [membership, count] = await Promise.all([
    invitee === null ? null : storage.memberships.findActive(organizationId, invitee.value.id),
    storage.invitations.countPending(organizationId, now, limit),
  ]);
  if (membership !== null) return refuse({ code: 'already_a_member', path: ['email'] });
  if (pending !== null && stateAt(pending.value, now) === 'pending') {
    return refuse({ code: 'already_invited', path: ['email'], invitationId: pending.value.id });
  }
  if (count >= limit) return refuse({ code: 'invitation_limit_reached', limit });
  const invitedAs = { membershipId: own.value.id, version: own.version };
  return ok({ expired: pending, invitedAs });
}

async function planInvite(
  { context, now }: Unit,
  { organizationId, inviter, email, role, byMail, newId }: InviteOrder,
  { expired, invitedAs }: Before,
): Promise<Result<Plan<InvitationView>, RefusalOf<InviteRefusal>>> {
  const claims: InvitationClaims = {
    organizationId,
    invitationId: expired?.value.id ?? newId,
    revision: (expired?.value.revision ?? 0) + 1,
    expiresAt: expiryFrom(now, context.policy),
  };
  const token = await context.tokens.mark(claims);
  const given = { email, role, inviter, invitedAs, byMail, claims, token, now };
  if (expired === null) {
    const invitation = invited(given);
    const insert = inserted('invitations', invitation.id, invitation);
    return ok(written(invitation, insert, 'invitation_sent', now));
  }
  const renewed = renew(expired.value, given, context.policy);
  if (!renewed.ok) return renewed;
  const update = updated('invitations', expired, renewed.value);
  return ok(written(renewed.value, update, 'invitation_renewed', now));
}

function written(
  invitation: Invitation,
  change: Change,
  type: 'invitation_sent' | 'invitation_renewed' | 'invitation_resent',
  now: Date,
): Plan<InvitationView> {
  const { organizationId, id, role, revision } = invitation;
  return plan(invitation, change, { type, organizationId, invitationId: id, role, revision }, now);
}

function plan(invitation: Invitation, change: Change, fact: Fact, now: Date): Plan<InvitationView> {
  return {
    value: invitationView(invitation, now),
    write: {
      changes: [change],
      facts: [fact],
      subject: { kind: 'invitation', id: invitation.id },
      organizations: [invitation.organizationId],
      answer: { invitationId: invitation.id },
    },
  };
}

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
    authorityOver(storage, actor, organizationId, 'invitations:manage'),
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
      const revoked = close(read.value.value, 'revoked', by, now);
      const update = updated('invitations', read.value, revoked);
      const fact: Fact = { type: 'invitation_revoked', ...input, because: 'asked' };
      return ok(plan(revoked, update, fact, now));
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
        revision: pending.revision + 1,
        expiresAt: expiryFrom(now, context.policy),
      };
      const token = await context.tokens.mark(claims);
      const again = resent(pending, claims, token, context.policy, now);
      if (!again.ok) return again;
      const update = updated('invitations', read.value, again.value);
      return ok(written(again.value, update, 'invitation_resent', now));
    },

    recall: (unit, { organizationId, invitationId }) =>
      recallInvitation(unit, organizationId, invitationId),
  });

async function recallInvitation(
  { storage, actor, now }: Unit,
  organizationId: OrganizationId,
  id: InvitationId | null,
): Promise<Result<InvitationView, RefusalOf<AuthorityRefusal | 'invitation_not_found'>>> {
  const [authority, invitation] = await Promise.all([
    authorityOver(storage, actor, organizationId, 'invitations:manage'),
    id === null ? null : storage.invitations.findById(id),
  ]);
  if (!authority.ok) return authority;
  if (invitation?.value.organizationId !== organizationId) {
    return refuse({ code: 'invitation_not_found' });
  }
  return ok(invitationView(invitation.value, now));
}
