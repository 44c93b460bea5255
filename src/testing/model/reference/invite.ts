// Invites one address or several: all of them or none.

import type { Role } from '../../../domain/organization/role-permissions.js';
import { findMembership, requireOrganizationFor, requirePerson } from './access.js';
import type { CommandHandler } from './handlers.js';
import {
  catchRefusal,
  type ModelInvitation,
  newId,
  type ReferenceModel,
  recordEntry,
  rowsWhere,
  secondsUntil,
  throwRefusal,
} from './reference-model.js';
import { emailKeyOf, rateLimitKeyOf, requireEmail } from './text-rules.js';
import { issueToken, requireNextSendWindow } from './tokens.js';
import { invitationView, isPending } from './views.js';

interface InviteeInput {
  readonly email: string;
  readonly role?: Role | undefined;
}

interface InviteOptions {
  readonly organizationId: string;
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

export const invite: CommandHandler<'invitations.invite'> = {
  checkInput: (_model, caller, input) => checkInviteesInput(caller, [input]),
  run(model, caller, input) {
    const { organizationId } = input;
    const [inviteeCheck] = checkAllInvitees(model, caller, organizationId, [input]);
    if (inviteeCheck?.refusal) throwRefusal(inviteeCheck.refusal.code, inviteeCheck.refusal);
    takeInvitationLimits(model, caller, organizationId, [input]);
    const row = writeInvitation(model, caller, input, input);
    recordEntry(model, 'invitation.invite', row.id, [organizationId], [row.id]);
    return invitationView(model, row);
  },
  replay: (model, caller, { organizationId }, [id = '']) =>
    replayInvitation(model, caller, organizationId, id),
};

export const inviteMany: CommandHandler<'invitations.inviteMany'> = {
  checkInput: (_model, caller, input) => checkInviteesInput(caller, input.invitations),
  run(model, caller, { invitations: invitees, ...options }) {
    const { organizationId } = options;
    const checks = checkAllInvitees(model, caller, organizationId, invitees);
    const failures = checks.flatMap(({ refusal }, index) =>
      refusal === null ? [] : [{ index, ...refusal }],
    );
    if (failures.length > 0) throwRefusal('bulk_refused', { failures });
    takeInvitationLimits(model, caller, organizationId, invitees);
    const rows = invitees.map((invitee) => writeInvitation(model, caller, options, invitee));
    const ids = rows.map(({ id }) => id);
    recordEntry(model, 'invitation.invite_many', organizationId, [organizationId], ids);
    return rows.map((row) => invitationView(model, row));
  },
  replay: (model, caller, { organizationId }, ids) =>
    ids.map((id) => replayInvitation(model, caller, organizationId, id)),
};

function replayInvitation(
  model: ReferenceModel,
  caller: string,
  organizationId: string,
  id: string,
): object {
  requireOrganizationFor(model, caller, organizationId, 'invitations:manage');
  const row = model.invitations.get(id);
  return row === undefined ? throwRefusal('invitation_not_found') : invitationView(model, row);
}

/** Refuses invalid addresses, and an address given twice. */
function checkInviteesInput(caller: string, invitees: readonly InviteeInput[]): void {
  requirePerson(caller);
  const keys = new Set(invitees.map(({ email }) => emailKeyOf(requireEmail(email))));
  if (keys.size < invitees.length) throwRefusal('invalid_input');
}

interface InviteeCheck {
  /** Whether the address is neither a member nor invited. */
  readonly isFree: boolean;
  readonly refusal: ReturnType<typeof catchRefusal>;
}

function checkAllInvitees(
  model: ReferenceModel,
  caller: string,
  organizationId: string,
  invitees: readonly InviteeInput[],
): InviteeCheck[] {
  requireOrganizationFor(model, caller, organizationId, 'invitations:manage');
  const checks = invitees.map(({ email }) => checkInvitee(model, organizationId, email));
  const isPendingHere = (row: ModelInvitation) =>
    row.organization === organizationId && isPending(model, row);
  const after =
    rowsWhere(model.invitations, isPendingHere).length +
    checks.filter(({ isFree }) => isFree).length;
  const limit = model.policy.maxPendingInvitations;
  const isAnySendable = checks.some(({ refusal }) => refusal === null);
  if (after > limit && isAnySendable) throwRefusal('invitation_limit_reached', { limit });
  return checks;
}

function checkInvitee(model: ReferenceModel, organizationId: string, email: string): InviteeCheck {
  const isInvitee = (user: { email: string }) => emailKeyOf(user.email) === emailKeyOf(email);
  const [invitee] = rowsWhere(model.users, isInvitee);
  const open = findPendingOrExpired(model, organizationId, email);
  const taken = catchRefusal(() => {
    if (invitee && findMembership(model, organizationId, invitee.id))
      throwRefusal('already_a_member');
    if (open && isPending(model, open)) throwRefusal('already_invited', { invitationId: open.id });
  });
  if (taken !== null) return { isFree: false, refusal: taken };
  return {
    isFree: true,
    refusal: catchRefusal(() => void (open && requireNextSendWindow(model, open))),
  };
}

/** The invitation to this address that is pending, or is expired and can be renewed. */
function findPendingOrExpired(
  model: ReferenceModel,
  organizationId: string,
  email: string,
): ModelInvitation | undefined {
  return rowsWhere(
    model.invitations,
    (row) =>
      row.organization === organizationId &&
      emailKeyOf(row.email) === emailKeyOf(email) &&
      (row.state === 'pending' || row.state === 'expired'),
  ).at(-1);
}

const tenMinutes = 600_000;
const day = 86_400_000;

/** Counts the invitations in each rate limit. If one limit refuses, the counts in the limits before it remain. */
function takeInvitationLimits(
  model: ReferenceModel,
  caller: string,
  organization: string,
  invitees: readonly InviteeInput[],
): void {
  const { maxInvitationsPerAddressOverall, maxInvitationsPerAddress, maxInvitationsPerInviter } =
    model.policy;
  for (const { email } of invitees) {
    // Addresses are counted by a keyed digest, so counting starts again under a new key.
    const address = `${model.signingKeys[0]} ${rateLimitKeyOf(email)}`;
    takeFromLimit(model, `to ${address}`, tenMinutes, maxInvitationsPerAddressOverall, 1);
    takeFromLimit(model, `of ${organization} to ${address}`, day, maxInvitationsPerAddress, 1);
  }
  takeFromLimit(model, `by ${caller}`, day, maxInvitationsPerInviter, invitees.length);
}

function takeFromLimit(
  model: ReferenceModel,
  key: string,
  length: number,
  limit: number,
  cost: number,
): void {
  const window = Math.floor(model.now / length);
  const name = `${key} in window ${window}`;
  const after = (model.limitCounts.get(name) ?? 0) + cost;
  if (after > limit) {
    throwRefusal('rate_limited', { retryAfter: secondsUntil(model, (window + 1) * length) });
  }
  model.limitCounts.set(name, after);
}

/** Writes the invitation. An expired one to the same address is renewed in its row. */
function writeInvitation(
  model: ReferenceModel,
  caller: string,
  { organizationId, byMail = true, language }: InviteOptions,
  { email, role = 'member' }: InviteeInput,
): ModelInvitation {
  const { now } = model;
  const expired = findPendingOrExpired(model, organizationId, email);
  const member = findMembership(model, organizationId, caller);
  const row: ModelInvitation = {
    id: expired?.id ?? newId(model, 'invitation'),
    organization: organizationId,
    email: requireEmail(email),
    role,
    language,
    inviter: caller,
    inviterSnapshot: inviterSnapshotOf(model, organizationId, member),
    invitedAt: now,
    revision: expired?.revision ?? 0,
    expiresAt: now,
    state: 'pending',
    closedAt: null,
    closedBy: undefined,
    delivery: { state: byMail ? 'queued' : 'none', attempts: 0, dueAt: now },
    sentCount: expired?.sentCount ?? 0,
    lastSentAt: expired?.lastSentAt ?? null,
    sendWindow: expired
      ? requireNextSendWindow(model, expired)
      : { startedAt: now, count: 1, lastAt: now },
  };
  issueToken(model, row);
  model.invitations.set(row.id, row);
  return row;
}

/** The inviter's membership and its revision, and how often the organization was restored. */
export function inviterSnapshotOf(
  model: ReferenceModel,
  organizationId: string,
  member: { readonly id: string; readonly revision: number } | undefined,
): string {
  const restoreCount = model.organizations.get(organizationId)?.restoreCount;
  return `${member?.id} at ${member?.revision} after ${restoreCount} restores`;
}
