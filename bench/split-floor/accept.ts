// Accepts an invitation. Four statements, the fewest for three collections:
//
// 1. `update memberships`, which opens the transaction, with four rows: the guard of the account (may sign in, has the invited
//    address and verified it; its version rises), the guard of the organization and the inviter's membership (is still in the
//    same term as an admin), which stay as they are, and the new membership.
// 2. `update invitations`: it is pending and has this token; it is closed.
// 3. `insert journal`.
// 4. `commitTransaction`.
//
// No read comes first, as on the floor. An index refuses a second membership.

import { mongo } from 'mongoose';
import type { Role } from '../../src/index.js';
import type { AcceptInput } from '../floor/accept.js';
import { digestToken, verifyToken } from '../floor/invitation-token.js';
import {
  changeNothing,
  FloorRefusal,
  findRows,
  insertRow,
  writeTogether,
} from '../floor/statements.js';
import {
  answerOnce,
  type GuardRow,
  type InvitationRow,
  type JournalRow,
  type MembershipRow,
  pairIndex,
  type SplitRows,
} from './layout.js';

export async function acceptInvitation(rows: SplitRows, input: AcceptInput): Promise<void> {
  const { user, token, operation: _id = new mongo.ObjectId() } = input;
  const claims = verifyToken(token);
  if (claims === null) throw new FloorRefusal('invitation_not_found');
  const { id, organization, by, term, expires } = claims;
  const emailDigest = new mongo.Binary(claims.emailDigest);
  const tokenDigest = digestToken(token);
  const at = new Date();
  const membership = { _id, organization, user, state: 'active', joinedAt: at } as const;
  const [action, about] = ['invitation.accept', id.toHexString()];
  const entry: JournalRow = { _id, organization, at, action, actor: user, input: about };
  const close = {
    $set: { state: 'accepted', closedAt: at, closedBy: user },
    $unset: { open: 1, due: 1 },
  };

  const write = (role: Role) => {
    const isAdmin = role === 'admin';
    const added: MembershipRow = { ...membership, role, ...(isAdmin ? { term: _id } : {}) };
    return writeTogether(rows.client, [
      {
        update: rows.memberships,
        updates: [
          {
            q: { _id: user, state: 'present', emailDigest, verified: true },
            u: { $inc: { version: 1 } },
          },
          {
            q: { _id: organization, state: 'present' },
            u: isAdmin ? { $inc: { admins: 1 } } : changeNothing,
          },
          {
            q: { organization, user: by, state: 'active', role: 'admin', term },
            u: changeNothing,
            hint: pairIndex,
          },
          insertRow(added),
        ],
      },
      {
        update: rows.invitations,
        updates: [{ q: { _id: id, tokenDigest, state: 'pending', role }, u: close }],
      },
      { insert: rows.journal, documents: [entry] },
    ]);
  };

  /** Throws the refusal, in the order of the rules. Returns the role if nothing speaks against it any more. */
  const checkState = async (): Promise<Role> => {
    const { account, own, members, invitation } = await readAcceptState(rows, user, claims);
    const refuseUnless = (holds: boolean, code: string) => {
      if (!holds) throw new FloorRefusal(code);
    };
    refuseUnless(account?.state === 'present', 'account_inactive');
    if (own === undefined || !isSame(invitation?.tokenDigest, tokenDigest))
      throw new FloorRefusal('invitation_not_found');
    refuseUnless(isSame(account?.emailDigest, emailDigest), 'invitation_email_mismatch');
    refuseUnless(account?.verified === true, 'email_not_verified');
    refuseUnless(invitation?.state !== 'accepted', 'invitation_already_accepted');
    refuseUnless(invitation?.state === 'pending', 'invitation_revoked');
    refuseUnless(expires > at, 'invitation_expired');
    refuseUnless(own.state === 'present', 'organization_deleted');
    refuseUnless(!members.some((one) => one.user.equals(user)), 'already_a_member');
    const isInTerm = members.some((one) => one.user.equals(by) && one.term?.equals(term));
    refuseUnless(isInTerm, 'inviter_not_permitted');
    return invitation?.role ?? 'member';
  };

  let role: Role = 'member';
  const attempt = async () => {
    if (expires > at && (await write(role)).kind === 'done') return true;
    role = await checkState();
    return null;
  };
  await answerOnce(rows, entry, attempt, async () => true);
}

interface AcceptState {
  readonly account: GuardRow | undefined;
  readonly own: GuardRow | undefined;
  /** Of the user and of the inviter. */
  readonly members: readonly MembershipRow[];
  readonly invitation: InvitationRow | undefined;
}

/** Reads why an accept was not written. */
async function readAcceptState(
  { memberships, invitations }: SplitRows,
  user: mongo.ObjectId,
  { id, organization, by }: { readonly [key in 'id' | 'organization' | 'by']: mongo.ObjectId },
): Promise<AcceptState> {
  const ofPeople = { organization, user: { $in: [user, by] }, state: 'active' };
  const guards = { _id: { $in: [user, organization] } };
  const filter = { $or: [guards, ofPeople] };
  const found = await findRows<MembershipRow | GuardRow>(memberships, filter, {}, 4);
  const [invitation] = await findRows<InvitationRow>(invitations, { _id: id }, {}, 1);
  const guardOf = (one: mongo.ObjectId) =>
    found.find((row): row is GuardRow => row._id.equals(one));
  return {
    account: guardOf(user),
    own: guardOf(organization),
    members: found.filter((row): row is MembershipRow => 'role' in row),
    invitation,
  };
}

function isSame(one: mongo.Binary | undefined, other: mongo.Binary): boolean {
  return one?.toString('hex') === other.toString('hex');
}
