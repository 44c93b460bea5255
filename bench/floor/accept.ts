// Accepts an invitation. Two statements:
//
// 1. `update`, which opens the transaction, with four rows: the invitation (is pending and has this token; it is closed), the
//    user (may sign in, has the invited address and verified it, and is no member; the row gets the membership), the
//    organization (is live, and the inviter is still in the same term as an admin; nothing changes) and the membership,
//    which is also the audit entry.
// 2. `commitTransaction`.
//
// No read comes first: every condition is in the statement, with values from the verified token. Only the role is not in the
// token. So the first attempt expects an invitation to the role `member`, and another role costs a read and one more
// attempt.
//
// The invitation and the user are written, so a command that closes the invitation or changes the account at the same moment
// conflicts. Deleting the organization, demoting, removing and suspending the inviter all close the invitation. The
// organization is checked and not written, so that many people can join at once. This check refuses the one invitation that
// such a command could not close, because it was sent at the same moment.

import { mongo } from 'mongoose';
import type { Role } from '../../src/index.js';
import { digestToken, type TokenClaims, verifyToken } from './invitation-token.js';
import type { MembershipRow, OrganizationRow, Rows, UserRow } from './layout.js';
import {
  changeNothing,
  FloorRefusal,
  findRows,
  insertRow,
  type RowUpdate,
  untilAnswered,
  updateTogether,
} from './statements.js';

export interface AcceptInput {
  readonly user: mongo.ObjectId;
  readonly token: string;
  /** The id of the operation, of the audit entry and of the membership. */
  readonly operation?: mongo.ObjectId;
}

interface PreparedAccept {
  readonly user: mongo.ObjectId;
  readonly claims: TokenClaims;
  readonly tokenDigest: mongo.Binary;
  readonly operation: mongo.ObjectId;
  readonly now: Date;
}

export async function acceptInvitation(rows: Rows, input: AcceptInput): Promise<void> {
  const { user, token, operation = new mongo.ObjectId() } = input;
  const claims = verifyToken(token);
  if (claims === null) throw new FloorRefusal('invitation_not_found');
  const now = new Date();
  const prepared = { user, claims, tokenDigest: digestToken(token), operation, now };
  let role: Role = 'member';
  await untilAnswered(async () => {
    // The expiry is in the token, and the digest of the token is in the row.
    if (claims.expires > now) {
      const { kind } = await updateTogether(rows, acceptUpdates(prepared, role));
      if (kind === 'done') return true;
    }
    const state = await readAcceptState(rows, prepared);
    if (isEarlierCall(state, prepared)) return true;
    const refusal = refusalOf(state, prepared);
    if (refusal !== null) throw new FloorRefusal(refusal);
    role = state.invitation?.role ?? role;
    return null;
  });
}

function acceptUpdates(
  { user, claims, tokenDigest, operation, now }: PreparedAccept,
  role: Role,
): readonly RowUpdate[] {
  const { id, organization, by, term, emailDigest } = claims;
  const joined = { org: organization, joined: operation, at: now };
  return [
    {
      q: { _id: id, tokenDigest, state: 'pending', role },
      u: {
        $set: { state: 'accepted', closedAt: now, closedBy: user },
        $unset: { open: 1, due: 1 },
      },
    },
    {
      q: {
        _id: user,
        live: true,
        emailDigest: new mongo.Binary(emailDigest),
        verified: true,
        'in.org': { $ne: organization },
      },
      u: {
        $push: { in: joined },
        $pull: { blocked: organization },
      },
    },
    {
      q: { _id: organization, live: true, admins: { $elemMatch: { user: by, term } } },
      u: role === 'admin' ? { $push: { admins: { user, term: operation } } } : changeNothing,
    },
    insertRow<MembershipRow & { readonly invitation: mongo.ObjectId }>({
      _id: operation,
      org: organization,
      joined: operation,
      member: user,
      invitation: id,
      auditOf: organization,
      at: now,
      action: 'invitation.accept',
      actor: user,
    }),
  ];
}

/** A row of the read: the invitation, the account or the organization. */
interface FoundRow {
  readonly _id: mongo.ObjectId;
  readonly live?: true;
  readonly state?: string;
  readonly role?: Role;
  readonly tokenDigest?: mongo.Binary;
  readonly emailDigest?: mongo.Binary;
  readonly verified?: boolean;
  readonly in?: UserRow['in'];
  readonly admins?: OrganizationRow['admins'];
}

interface AcceptState {
  readonly invitation: FoundRow | undefined;
  readonly account: FoundRow | undefined;
  readonly organization: FoundRow | undefined;
}

/** Reads why an accept was not written. */
async function readAcceptState(rows: Rows, { user, claims }: PreparedAccept): Promise<AcceptState> {
  const { id, organization } = claims;
  const found = await findRows<FoundRow>(rows, { _id: { $in: [id, user, organization] } }, {}, 3);
  const rowOf = (rowId: mongo.ObjectId) => found.find(({ _id }) => _id.equals(rowId));
  return { invitation: rowOf(id), account: rowOf(user), organization: rowOf(organization) };
}

/** Whether an earlier call of this operation was written. */
function isEarlierCall({ account }: AcceptState, { operation, claims }: PreparedAccept): boolean {
  const membership = account?.in?.find(({ joined }) => joined.equals(operation));
  return membership?.org.equals(claims.organization) === true;
}

/** The refusal, in the order of the rules. Null if nothing speaks against it any more. */
function refusalOf(
  { invitation, account, organization }: AcceptState,
  { claims, tokenDigest, now }: PreparedAccept,
): string | null {
  if (account?.live !== true) return 'account_inactive';
  const isCurrent = invitation?.tokenDigest?.toString('hex') === tokenDigest.toString('hex');
  if (!isCurrent || organization === undefined) return 'invitation_not_found';
  if (account.emailDigest?.toString('hex') !== Buffer.from(claims.emailDigest).toString('hex'))
    return 'invitation_email_mismatch';
  if (account.verified !== true) return 'email_not_verified';
  if (invitation?.state === 'accepted') return 'invitation_already_accepted';
  if (invitation?.state !== 'pending') return 'invitation_revoked';
  if (claims.expires <= now) return 'invitation_expired';
  if (organization.live !== true) return 'organization_deleted';
  if (account.in?.some(({ org }) => org.equals(organization._id))) return 'already_a_member';
  const isInviter = organization.admins?.some(
    ({ user, term }) => user.equals(claims.by) && term.equals(claims.term),
  );
  return isInviter === true ? null : 'inviter_not_permitted';
}
