// Invites an address. Two statements:
//
// 1. `find`, with three conditions that each use an index: the organization (is it live, and is the inviter an admin of it
//    who can sign in), the account with the address (is it a member), and the open invitations of the organization (is the
//    address among them, and how many are there).
// 2. `insert` of one row, without a transaction: the invitation is also its audit entry and its queued mail.
//
// The read cannot be left out, because an insert checks no other row. The unique key of open invitations decides if several
// admins invite one address at the same moment. The insert guards no other row, so invitations do not wait for each other:
// what changes between the read and the insert is checked again by the accept.

import { mongo } from 'mongoose';
import { canInviteAs, roleTableOrThrow } from '../../src/domain/organization/role-permissions.js';
import { addSeconds, floorToSecond } from '../../src/domain/shared/time.js';
import { emailOrThrow } from '../../src/domain/user/email.js';
import type { Role } from '../../src/index.js';
import { digestEmailKey, digestToken, signToken, type TokenClaims } from './invitation-token.js';
import {
  type InvitationRow,
  type OrganizationRow,
  openKey,
  openRange,
  type Rows,
} from './layout.js';
import {
  answerOrRefusal,
  FloorRefusal,
  findRows,
  insertAlone,
  insertRow,
  untilAnswered,
  updateTogether,
} from './statements.js';

const roles = roleTableOrThrow();

export interface InviteInput {
  readonly organization: mongo.ObjectId;
  readonly inviter: mongo.ObjectId;
  readonly email: string;
  readonly role?: Role;
  readonly operation?: mongo.ObjectId;
}

/** An organization has at most 100 pending invitations. */
export const maxPending = 100;
export const lifetimeInSeconds = 604_800;

/** Returns what the token is made of. A relay signs the same token from the stored row. */
export async function invite(rows: Rows, input: InviteInput): Promise<TokenClaims> {
  const { operation = new mongo.ObjectId(), role = 'member' } = input;
  const email = emailOrThrow(input.email);
  const emailDigest = digestEmailKey(email.key);
  const now = new Date();
  const attempt = async () => {
    const { term, expired } = await checkInvite(
      rows,
      { ...input, role },
      email.key,
      emailDigest,
      now,
    );
    const claims: TokenClaims = {
      organization: input.organization,
      id: expired?._id ?? operation,
      by: input.inviter,
      term,
      emailDigest,
      revision: (expired?.revision ?? 0) + 1,
      expires: addSeconds(floorToSecond(now), lifetimeInSeconds),
    };
    const row = newInvitationRow(claims, email.address, role, operation, now);
    const isWritten = expired
      ? await renew(rows, expired, row, operation)
      : await insertAlone(rows, row);
    return isWritten ? claims : null;
  };
  return untilAnswered(async () => {
    const answer = await answerOrRefusal(attempt());
    if (answer !== null && !(answer instanceof FloorRefusal)) return answer;
    const earlier = await claimsOfEarlierCall(rows, input, operation, email.address, emailDigest);
    if (earlier === null && answer !== null) throw answer;
    return earlier;
  });
}

/** A row of the read: the organization, the account, or an open invitation. */
interface FoundRow {
  readonly _id: mongo.ObjectId;
  readonly live?: OrganizationRow['live'];
  readonly admins?: OrganizationRow['admins'];
  readonly in?: OrganizationRow['in'];
  readonly open?: mongo.Binary;
  readonly expires?: Date;
  readonly revision?: number;
}

interface CheckedInvite {
  readonly term: mongo.ObjectId;
  /** An invitation of this address that has expired, which is renewed in its row. */
  readonly expired: FoundRow | undefined;
}

async function checkInvite(
  rows: Rows,
  { organization, inviter, role }: InviteInput & { readonly role: Role },
  emailKey: string,
  emailDigest: Uint8Array,
  now: Date,
): Promise<CheckedInvite> {
  const found = await findRows<FoundRow>(
    rows,
    { $or: [{ _id: organization }, { emailKey }, { open: openRange(organization) }] },
    {
      live: 1,
      admins: 1,
      'in.org': 1,
      open: 1,
      expires: 1,
      revision: 1,
    },
    // A crowd can exceed the limit of pending invitations, and maintenance may not have closed the expired ones yet.
    10 * maxPending,
  );
  const own = found.find(({ _id }) => _id.equals(organization));
  const admin = own?.admins?.find(({ user }) => user.equals(inviter));
  if (own?.live !== true || admin === undefined || admin.off === true)
    throw new FloorRefusal('permission_denied');
  if (!canInviteAs(roles, 'admin', role)) throw new FloorRefusal('permission_denied');
  if (found.some((row) => row !== own && row.in?.some(({ org }) => org.equals(organization))))
    throw new FloorRefusal('already_a_member');
  const key = openKey(organization, emailDigest).toString('hex');
  const open = found.filter((row) => row.open !== undefined);
  const same = open.find((row) => row.open?.toString('hex') === key);
  if (same?.expires !== undefined && same.expires > now) throw new FloorRefusal('already_invited');
  const pending = open.filter(({ expires }) => expires !== undefined && expires > now);
  if (pending.length >= maxPending) throw new FloorRefusal('invitation_limit_reached');
  return { term: admin.term, expired: same };
}

function newInvitationRow(
  claims: TokenClaims,
  address: string,
  role: Role,
  operation: mongo.ObjectId,
  now: Date,
): InvitationRow {
  const { organization, emailDigest, by, term, revision, expires } = claims;
  return {
    _id: operation,
    open: openKey(organization, emailDigest),
    organization,
    invited: address,
    role,
    state: 'pending',
    by,
    term,
    revision,
    expires,
    tokenDigest: digestToken(signToken(claims)),
    due: now,
    attempts: 0,
    auditOf: organization,
    at: now,
    action: 'invitation.invite',
    actor: by,
  };
}

/** Writes a new revision into the row of an expired invitation, and an audit entry of its own: what is in the row stays. */
async function renew(
  rows: Rows,
  expired: FoundRow,
  { _id: _operation, auditOf, at, action, actor, ...changed }: InvitationRow,
  operation: mongo.ObjectId,
): Promise<boolean> {
  const { kind } = await updateTogether(rows, [
    {
      q: { _id: expired._id, open: changed.open, revision: expired.revision },
      u: { $set: changed },
    },
    insertRow({ _id: operation, auditOf, at, action, actor, subject: expired._id }),
  ]);
  return kind === 'done';
}

/** The invitation of the first call if this call repeats an operation, also if it was closed since. Null if it does not. */
async function claimsOfEarlierCall(
  rows: Rows,
  { organization, inviter: by }: InviteInput,
  operation: mongo.ObjectId,
  address: string,
  emailDigest: Uint8Array,
): Promise<TokenClaims | null> {
  type Earlier = InvitationRow & { readonly subject?: mongo.ObjectId };
  const [entry] = await findRows<Earlier>(rows, { _id: operation }, {}, 1);
  if (entry === undefined) return null;
  // The audit entry of a renewal is not in the row of the invitation.
  const { subject: _id = operation } = entry;
  const [earlier = entry] = await findRows<Earlier>(rows, { _id }, {}, 1);
  const { _id: id, term, revision, expires, invited } = earlier;
  const isSame = invited === address && earlier.organization?.equals(organization);
  if (!isSame || !entry.actor?.equals(by)) throw new FloorRefusal('idempotency_key_reused');
  return { organization, id, by, term, emailDigest, revision, expires };
}
