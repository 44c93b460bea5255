// Invites one address or several: all of them or none, or those that can be invited.

import {
  canInvite,
  findActiveMembership,
  requirePermittedOrganization,
  requirePerson,
  requireSystem,
} from './access.js';
import type { CommandHandler } from './handlers.js';
import {
  addressCharges,
  giveBackAll,
  inviterCharges,
  requireWithinInvitationLimits,
  takeAllOrRefuse,
} from './limits.js';
import {
  catchRefusalOrNull,
  type ModelInvitation,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  takeNextId,
  throwRefusal,
} from './reference-model.js';
import type { ModelRole } from './roles.js';
import { emailKeyOf, requireEmail } from './text-rules.js';
import { issueTokenOfNextRevision, requireNextSendWindow } from './tokens.js';
import { invitationView, isPending } from './views.js';

interface InviteeInput {
  readonly email: string;
  readonly role?: ModelRole | undefined;
}

interface InviteOptions {
  readonly onFailure?: 'none' | 'skip' | undefined;
  readonly organizationId: string;
  readonly inviterId?: string | undefined;
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

export const inviteHandler: CommandHandler<'invitations.invite'> = {
  checkInput: (_model, caller, input) => requireValidInviteesAndInviter(caller, input, [input]),
  run(model, caller, input) {
    const { organizationId } = input;
    const [inviteeCheck] = checkInviteesOrRefuse(model, caller, input, [input]);
    if (inviteeCheck?.refusal) throwRefusal(inviteeCheck.refusal.code, inviteeCheck.refusal);
    const { byMail = true, email } = input;
    requireWithinInvitationLimits(model, caller, organizationId, byMail, [email]);
    const row = insertOrRenewInvitation(model, caller, input, input);
    recordJournalEntry(model, 'invitation.invite', row.id, [organizationId], [row.id]);
    return invitationView(model, row);
  },
  replay: (model, caller, { organizationId }, [id = '']) =>
    replayInvitation(model, caller, organizationId, id),
};

export const inviteManyHandler: CommandHandler<'invitations.inviteMany'> = {
  checkInput: (_model, caller, input) =>
    requireValidInviteesAndInviter(caller, input, input.invitations),
  run(model, caller, { invitations: invitees, ...options }) {
    const { organizationId } = options;
    const checks = checkInviteesOrRefuse(model, caller, options, invitees);
    const failures = checks.flatMap(({ refusal }, index) =>
      refusal === null ? [] : [{ index, ...refusal }],
    );
    const isSkipping = options.onFailure === 'skip';
    if (failures.length > 0 && !isSkipping) throwRefusal('bulk_refused', { failures });
    const { byMail = true } = options;
    const emails = invitees.map(({ email }) => email);
    if (isSkipping) chargeEachInvitee(model, caller, options, invitees, checks);
    else requireWithinInvitationLimits(model, caller, organizationId, byMail, emails);
    const outcomes = invitees.map((invitee, index) => {
      const refusal = checks[index]?.refusal ?? null;
      if (refusal === null) return insertOrRenewInvitation(model, caller, options, invitee).id;
      return JSON.stringify({ index, ...refusal });
    });
    if (checks.some(({ refusal }) => refusal === null)) {
      const organizations = [organizationId];
      recordJournalEntry(model, 'invitation.invite_many', organizationId, organizations, outcomes);
    }
    return toInvitedMany(outcomes, (id) => viewOfInvitation(model, id));
  },
  replay: (model, caller, { organizationId }, outcomes) =>
    toInvitedMany(outcomes, (id) => replayInvitation(model, caller, organizationId, id)),
};

/** An outcome is the id of the invitation, or the failure as JSON. */
function toInvitedMany(outcomes: readonly string[], viewOf: (id: string) => object): object {
  const isFailure = (outcome: string) => outcome.startsWith('{');
  return {
    invitations: outcomes.filter((outcome) => !isFailure(outcome)).map(viewOf),
    failures: outcomes.filter(isFailure).map((outcome) => JSON.parse(outcome)),
  };
}

/** Takes each address that can be invited from its limits. One over its limits is refused and takes nothing. */
function chargeEachInvitee(
  model: ReferenceModel,
  caller: string,
  { organizationId, byMail = true }: InviteOptions,
  invitees: readonly InviteeInput[],
  checks: InviteeCheck[],
): void {
  const asked = checks.filter(({ refusal }) => refusal === null);
  if (asked.length === 0) return;
  takeAllOrRefuse(model, inviterCharges(model, caller, asked.length));
  for (const check of asked) {
    const { email = '' } = invitees[checks.indexOf(check)] ?? {};
    const charges = byMail ? addressCharges(model, organizationId, [email]) : [];
    check.refusal = catchRefusalOrNull(() => takeAllOrRefuse(model, charges));
    if (check.refusal !== null) giveBackAll(model, inviterCharges(model, caller, 1));
  }
}

function replayInvitation(
  model: ReferenceModel,
  caller: string,
  organizationId: string,
  id: string,
): object {
  requirePermittedOrganization(model, caller, organizationId, 'invitations:manage');
  return viewOfInvitation(model, id);
}

function viewOfInvitation(model: ReferenceModel, id: string): object {
  const row = model.invitations.get(id);
  return row === undefined ? throwRefusal('invitation_not_found') : invitationView(model, row);
}

/** Refuses invalid addresses and an address given twice, then callers who are no person, and inviters that others than the system name. */
function requireValidInviteesAndInviter(
  caller: string,
  { inviterId }: InviteOptions,
  invitees: readonly InviteeInput[],
): void {
  const keys = new Set(invitees.map(({ email }) => emailKeyOf(requireEmail(email))));
  if (keys.size < invitees.length) throwRefusal('invalid_input');
  if (inviterId === undefined) requirePerson(caller);
  else requireSystem(caller);
}

interface InviteeCheck {
  refusal: ReturnType<typeof catchRefusalOrNull>;
}

function checkInviteesOrRefuse(
  model: ReferenceModel,
  caller: string,
  { organizationId, inviterId }: InviteOptions,
  invitees: readonly InviteeInput[],
): InviteeCheck[] {
  requirePermittedOrganization(model, caller, organizationId, 'invitations:manage');
  if (inviterId !== undefined && !canInvite(model, organizationId, inviterId))
    throwRefusal('inviter_not_permitted');
  const inviter = inviterId ?? caller;
  if (!invitees.every(({ role = 'member' }) => canInvite(model, organizationId, inviter, role)))
    throwRefusal('permission_denied');
  const checks = invitees.map(({ email }) => checkInvitee(model, organizationId, email));
  const isPendingHere = (row: ModelInvitation) =>
    row.organization === organizationId && isPending(model, row);
  const after =
    rowsWhere(model.invitations, isPendingHere).length +
    checks.filter(({ refusal }) => refusal === null).length;
  const limit = model.policy.maxPendingInvitations;
  const isAnySendable = checks.some(({ refusal }) => refusal === null);
  if (after > limit && isAnySendable) throwRefusal('invitation_limit_reached', { limit });
  return checks;
}

function checkInvitee(model: ReferenceModel, organizationId: string, email: string): InviteeCheck {
  const isInvitee = (user: { email: string }) => emailKeyOf(user.email) === emailKeyOf(email);
  const [invitee] = rowsWhere(model.users, isInvitee);
  const open = findPendingOrExpiredInvitation(model, organizationId, email);
  const refusal = catchRefusalOrNull(() => {
    if (invitee && findActiveMembership(model, organizationId, invitee.id))
      throwRefusal('already_a_member');
    if (open && isPending(model, open)) throwRefusal('already_invited', { invitationId: open.id });
    if (open) requireNextSendWindow(model, open);
  });
  return { refusal };
}

/** The invitation to this address that is pending, or is expired and can be renewed. */
function findPendingOrExpiredInvitation(
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

/** Writes the invitation. An expired one to the same address is renewed in its row. */
function insertOrRenewInvitation(
  model: ReferenceModel,
  caller: string,
  { organizationId, inviterId = caller, byMail = true, language }: InviteOptions,
  { email, role = 'member' }: InviteeInput,
): ModelInvitation {
  const { now } = model;
  const expired = findPendingOrExpiredInvitation(model, organizationId, email);
  const member = findActiveMembership(model, organizationId, inviterId);
  const row: ModelInvitation = {
    id: expired?.id ?? takeNextId(model, 'invitation'),
    organization: organizationId,
    email: requireEmail(email),
    role,
    language,
    inviter: inviterId,
    inviterSnapshot: inviterSnapshotText(model, organizationId, member),
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
  issueTokenOfNextRevision(model, row);
  model.invitations.set(row.id, row);
  return row;
}

/** The inviter's membership, how often it was demoted, and how often the organization was restored. */
export function inviterSnapshotText(
  model: ReferenceModel,
  organizationId: string,
  member: { readonly id: string; readonly demotions: number } | undefined,
): string {
  const restoreCount = model.organizations.get(organizationId)?.restoreCount;
  return `${member?.id}, demoted ${member?.demotions} times, after ${restoreCount} restores`;
}
