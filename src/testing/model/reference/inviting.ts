// Inviting: one address or several, all of them or none.

import type { Role } from '../../../domain/organization/role.js';
import type { Deed } from './deed.js';
import { allowed, membershipOf, person } from './standing.js';
import { issueToken, sendAgain } from './tokens.js';
import { invitationView, isPending } from './views.js';
import { abuseKeyOf, addressed, keyOf } from './words.js';
import {
  fresh,
  type Invitation,
  record,
  refusalOf,
  refuse,
  secondsTo,
  type World,
  where,
} from './world.js';

interface Wish {
  readonly email: string;
  readonly role?: Role | undefined;
}

interface Order {
  readonly organizationId: string;
  readonly byMail?: boolean | undefined;
  readonly language?: string | undefined;
}

export const invite: Deed<'invitations.invite'> = {
  check: (_world, caller, input) => readable(caller, [input]),
  run(world, caller, input) {
    const { organizationId } = input;
    const [verdict] = judged(world, caller, organizationId, [input]);
    if (verdict?.refusal) refuse(verdict.refusal.code, verdict.refusal);
    take(world, caller, organizationId, [input]);
    const row = send(world, caller, input, input);
    record(world, 'invitation.invite', row.id, [organizationId], [row.id]);
    return invitationView(world, row);
  },
  repeat: (world, caller, { organizationId }, [id = '']) =>
    recalled(world, caller, organizationId, id),
};

export const inviteMany: Deed<'invitations.inviteMany'> = {
  check: (_world, caller, input) => readable(caller, input.invitations),
  run(world, caller, { invitations: wishes, ...order }) {
    const { organizationId } = order;
    const verdicts = judged(world, caller, organizationId, wishes);
    const failures = verdicts.flatMap(({ refusal }, index) =>
      refusal === null ? [] : [{ index, ...refusal }],
    );
    if (failures.length > 0) refuse('bulk_refused', { failures });
    take(world, caller, organizationId, wishes);
    const rows = wishes.map((wish) => send(world, caller, order, wish));
    const ids = rows.map(({ id }) => id);
    record(world, 'invitation.invite_many', organizationId, [organizationId], ids);
    return rows.map((row) => invitationView(world, row));
  },
  repeat: (world, caller, { organizationId }, ids) =>
    ids.map((id) => recalled(world, caller, organizationId, id)),
};

function recalled(world: World, caller: string, organizationId: string, id: string): object {
  allowed(world, caller, organizationId, 'invitations:manage');
  const row = world.invitations.get(id);
  return row === undefined ? refuse('invitation_not_found') : invitationView(world, row);
}

/** Addresses, none of them twice. */
function readable(caller: string, wishes: readonly Wish[]): void {
  person(caller);
  const keys = new Set(wishes.map(({ email }) => keyOf(addressed(email))));
  if (keys.size < wishes.length) refuse('invalid_input');
}

interface Verdict {
  /** Neither a member nor invited already. */
  readonly isFree: boolean;
  readonly refusal: ReturnType<typeof refusalOf>;
}

function judged(
  world: World,
  caller: string,
  organizationId: string,
  wishes: readonly Wish[],
): Verdict[] {
  allowed(world, caller, organizationId, 'invitations:manage');
  const verdicts = wishes.map(({ email }) => verdictOn(world, organizationId, email));
  const isHere = (row: Invitation) => row.organization === organizationId && isPending(world, row);
  const after =
    where(world.invitations, isHere).length + verdicts.filter(({ isFree }) => isFree).length;
  const limit = world.policy.pendingInvitations;
  const isAnySendable = verdicts.some(({ refusal }) => refusal === null);
  if (after > limit && isAnySendable) refuse('invitation_limit_reached', { limit });
  return verdicts;
}

function verdictOn(world: World, organizationId: string, email: string): Verdict {
  const isInvitee = (user: { email: string }) => keyOf(user.email) === keyOf(email);
  const [invitee] = where(world.users, isInvitee);
  const open = openRow(world, organizationId, email);
  const taken = refusalOf(() => {
    if (invitee && membershipOf(world, organizationId, invitee.id)) refuse('already_a_member');
    if (open && isPending(world, open)) refuse('already_invited', { invitationId: open.id });
  });
  if (taken !== null) return { isFree: false, refusal: taken };
  return { isFree: true, refusal: refusalOf(() => void (open && sendAgain(world, open))) };
}

/** The invitation of this address that is pending, or has expired and can be renewed. */
function openRow(world: World, organizationId: string, email: string): Invitation | undefined {
  return where(
    world.invitations,
    (row) =>
      row.organization === organizationId &&
      keyOf(row.email) === keyOf(email) &&
      (row.state === 'pending' || row.state === 'expired'),
  ).at(-1);
}

const tenMinutes = 600_000;
const day = 86_400_000;

/** Takes from the soft limits, the narrowest first; what was taken before another refuses is gone. */
function take(world: World, caller: string, organization: string, wishes: readonly Wish[]): void {
  const { invitationsPerAddressAnywhere, invitationsPerAddress, invitationsPerInviter } =
    world.policy;
  for (const { email } of wishes) {
    // Under another key the address is not known again, and counts anew.
    const address = `${world.keys[0]} ${abuseKeyOf(email)}`;
    takeFrom(world, `to ${address}`, tenMinutes, invitationsPerAddressAnywhere, 1);
    takeFrom(world, `of ${organization} to ${address}`, day, invitationsPerAddress, 1);
  }
  takeFrom(world, `by ${caller}`, day, invitationsPerInviter, wishes.length);
}

function takeFrom(world: World, key: string, length: number, limit: number, cost: number): void {
  const window = Math.floor(world.now / length);
  const name = `${key} in window ${window}`;
  const after = (world.taken.get(name) ?? 0) + cost;
  if (after > limit) {
    refuse('rate_limited', { retryAfter: secondsTo(world, (window + 1) * length) });
  }
  world.taken.set(name, after);
}

/** Writes an invitation: in the row of one that has expired, where there is one. */
function send(
  world: World,
  caller: string,
  { organizationId, byMail = true, language }: Order,
  { email, role = 'member' }: Wish,
): Invitation {
  const { now } = world;
  const expired = openRow(world, organizationId, email);
  const member = membershipOf(world, organizationId, caller);
  const row: Invitation = {
    id: expired?.id ?? fresh(world, 'invitation'),
    organization: organizationId,
    email: addressed(email),
    role,
    language,
    inviter: caller,
    invitedAs: authorityOf(world, organizationId, member),
    invitedAt: now,
    revision: expired?.revision ?? 0,
    expiresAt: now,
    state: 'pending',
    closedAt: null,
    closedBy: undefined,
    delivery: { state: byMail ? 'queued' : 'none', attempts: 0, dueAt: now },
    sentCount: expired?.sentCount ?? 0,
    lastSentAt: expired?.lastSentAt ?? null,
    sends: expired ? sendAgain(world, expired) : { startedAt: now, count: 1, lastAt: now },
  };
  issueToken(world, row);
  world.invitations.set(row.id, row);
  return row;
}

/** Somebody's membership as it is now, in the life that the organization has now. */
export function authorityOf(
  world: World,
  organizationId: string,
  member: { readonly id: string; readonly revision: number } | undefined,
): string {
  const life = world.organizations.get(organizationId)?.restorations;
  return `${member?.id} at ${member?.revision} in life ${life}`;
}
