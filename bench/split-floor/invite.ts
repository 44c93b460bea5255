// Invites an address. Four statements:
//
// 1. `aggregate memberships`: the guard of the organization, the inviter's membership, whether the account with the address
//    is a member, and the open invitations of the organization.
// 2. `insert invitations`, which opens the transaction. The row is the queued mail, too.
// 3. `insert journal`.
// 4. `commitTransaction`.
//
// The read cannot be left out: the limit of pending invitations would need a counter that all inviters of an organization
// write, and the token needs the term of the inviter. What changes after the read is checked by the accept, as on the floor.

import { mongo } from 'mongoose';
import { canInviteAs, roleTableOrThrow } from '../../src/domain/organization/role-permissions.js';
import { addSeconds, floorToSecond } from '../../src/domain/shared/time.js';
import { emailOrThrow } from '../../src/domain/user/email.js';
import type { Role } from '../../src/index.js';
import {
  digestEmailKey,
  digestToken,
  signToken,
  type TokenClaims,
} from '../floor/invitation-token.js';
import { type InviteInput, lifetimeInSeconds, maxPending } from '../floor/invite.js';
import { openKey, openRange } from '../floor/layout.js';
import {
  aggregateRows,
  FloorRefusal,
  findRows,
  type WriteStatement,
  writeTogether,
} from '../floor/statements.js';
import { answerOnce, type InvitationRow, type JournalRow, type SplitRows } from './layout.js';

const roles = roleTableOrThrow();

/** Returns what the token is made of. */
export async function invite(rows: SplitRows, input: InviteInput): Promise<TokenClaims> {
  const { organization, inviter: by, operation = new mongo.ObjectId(), role = 'member' } = input;
  const { key, address: invited } = emailOrThrow(input.email);
  const emailDigest = digestEmailKey(key);
  const at = new Date();
  const expires = addSeconds(floorToSecond(at), lifetimeInSeconds);
  const action = 'invitation.invite';
  const about = `${organization.toHexString()} ${invited} ${role}`;
  const entry: JournalRow = { _id: operation, organization, at, action, actor: by, input: about };
  const attempt = async () => {
    const { term, expired } = await checkInvite(rows, { ...input, role }, emailDigest, at);
    const revision = (expired?.revision ?? 0) + 1;
    const id = expired?._id ?? operation;
    const claims = { organization, id, by, term, emailDigest, revision, expires };
    const row: InvitationRow = {
      _id: id,
      open: openKey(organization, emailDigest),
      organization,
      invited,
      role,
      state: 'pending',
      by,
      term,
      revision,
      expires,
      tokenDigest: digestToken(signToken(claims)),
      due: at,
      attempts: 0,
    };
    const { kind } = await writeTogether(rows.client, [
      writeInvitation(rows, row, expired),
      { insert: rows.journal, documents: [{ ...entry, subject: id }] },
    ]);
    return kind === 'done' ? claims : null;
  };
  return answerOnce(rows, entry, attempt, async ({ subject: id = operation }) => {
    const [earlier] = await findRows<InvitationRow>(rows.invitations, { _id: id }, {}, 1);
    if (earlier === undefined) throw new FloorRefusal('invitation_not_found');
    const { term, revision } = earlier;
    return { organization, id, by, term, emailDigest, revision, expires: earlier.expires };
  });
}

/** A new row, or a new revision in the row of an expired invitation. */
function writeInvitation(
  { invitations }: SplitRows,
  row: InvitationRow,
  expired: FoundRow | undefined,
): WriteStatement {
  if (expired === undefined) return { insert: invitations, documents: [row] };
  const { _id, ...changed } = row;
  const q = { _id, open: row.open, revision: expired.revision };
  return { update: invitations, updates: [{ q, u: { $set: changed } }] };
}

/** The organization's guard, the inviter's membership, the guard of the invited account, or an open invitation. */
interface FoundRow extends Partial<Omit<InvitationRow, 'role' | 'state'>> {
  readonly _id: mongo.ObjectId;
  readonly user?: mongo.ObjectId;
  readonly role?: Role;
  readonly state?: string;
  readonly off?: true;
  readonly emailDigest?: mongo.Binary;
  /** The membership of this user in the organization. */
  readonly membership?: readonly unknown[];
}

interface CheckedInvite {
  readonly term: mongo.ObjectId;
  /** An invitation of this address that has expired. */
  readonly expired: FoundRow | undefined;
}

async function checkInvite(
  rows: SplitRows,
  { organization, inviter, role = 'member' }: InviteInput,
  emailDigest: Uint8Array,
  now: Date,
): Promise<CheckedInvite> {
  const pipeline = inviteStages(rows, organization, inviter, emailDigest);
  const found = await aggregateRows<FoundRow>(rows.memberships, pipeline);
  const guard = found.find(({ _id }) => _id.equals(organization));
  const admin = found.find((one) => one.role === 'admin' && one.off !== true);
  if (guard?.state !== 'present' || admin?.term === undefined || !canInviteAs(roles, 'admin', role))
    throw new FloorRefusal('permission_denied');
  const isMember = found.some(
    (one) => one.emailDigest !== undefined && one.membership?.length === 1,
  );
  if (isMember) throw new FloorRefusal('already_a_member');
  const key = openKey(organization, emailDigest).toString('hex');
  const same = found.find(({ open }) => open?.toString('hex') === key);
  const pending = found.filter(({ expires }) => expires !== undefined && expires > now);
  if (same !== undefined && pending.includes(same)) throw new FloorRefusal('already_invited');
  if (pending.length >= maxPending) throw new FloorRefusal('invitation_limit_reached');
  return { term: admin.term, expired: same };
}

function inviteStages(
  { memberships, invitations }: SplitRows,
  organization: mongo.ObjectId,
  inviter: mongo.ObjectId,
  emailDigest: Uint8Array,
): readonly mongo.Document[] {
  const alternatives = [
    { _id: organization },
    { organization, user: inviter, state: 'active' },
    { emailDigest: new mongo.Binary(emailDigest) },
  ];
  const ofOrganization = { $match: { organization, state: 'active' } };
  const open = { $match: { open: openRange(organization) } };
  return [
    { $match: { $or: alternatives } },
    {
      $lookup: {
        from: memberships.collection,
        localField: 'user',
        foreignField: 'user',
        pipeline: [ofOrganization, { $project: { _id: 1 } }],
        as: 'membership',
      },
    },
    {
      $unionWith: {
        coll: invitations.collection,
        pipeline: [open, { $project: { open: 1, expires: 1, revision: 1 } }],
      },
    },
  ];
}
