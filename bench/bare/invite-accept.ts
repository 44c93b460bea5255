// Invites a person, who accepts, with the driver alone. Random bytes take the place of the digest of Guildhall's signed token.

import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { User } from '../../src/index.js';
import type { InvitationPair } from '../benchmark-data.js';
import {
  assertMatched,
  assertPresent,
  type BareCollections,
  inBareTransaction,
  projections,
  toObjectId,
} from './collections.js';
import { readAccess } from './reads.js';

const invitationLifetimeMs = 7 * 86_400_000;

/** Returns the id of the invitation. */
export async function invite(
  bare: BareCollections,
  admin: User,
  { organizationId, person }: InvitationPair,
): Promise<mongo.ObjectId> {
  const organization = toObjectId(organizationId);
  const at = new Date();
  const { emailKey } = person;
  const [access, count, invitee, open] = await Promise.all([
    readAccess(bare, organizationId, admin.id),
    bare.invitations.countDocuments(
      { organization, state: 'pending', expiresAt: { $gt: at } },
      { limit: 100 },
    ),
    bare.users.findOne({ emailKey }, { projection: projections.users }),
    bare.invitations.findOne(
      { organization, emailKey, state: { $in: ['pending', 'expired'] } },
      { projection: projections.invitations, sort: { state: -1, _id: -1 } },
    ),
  ]);
  const inviter = assertPresent(access['membership']);
  if (inviter.role !== 'admin') throw new Error('Only admins invite.');
  const membership = await bare.memberships.findOne(
    { organization, user: assertPresent(invitee)._id, state: 'active' },
    { projection: projections.memberships },
  );
  const isRefused = membership !== null || open !== null || count >= 100;
  if (isRefused)
    throw new Error(
      'The person is a member or invited already, or too many invitations are pending.',
    );
  const { restoreCount } = assertPresent(access['organization']);
  return insertInvitation(bare, { ...inviter, restoreCount }, person, at);
}

async function insertInvitation(
  bare: BareCollections,
  inviter: mongo.Document,
  { email, emailKey }: User,
  at: Date,
): Promise<mongo.ObjectId> {
  const { _id: membership, organization, user, version, restoreCount } = inviter;
  const id = new mongo.ObjectId();
  await inBareTransaction(bare, async (session) => {
    await bare.invitations.insertOne(
      {
        _id: id,
        organization,
        email,
        emailKey,
        role: 'member',
        tokenDigest: randomBytes(32).toString('hex'),
        kid: 'development-only',
        revision: 1,
        invitedBy: user,
        inviterSnapshot: { membership, membershipVersion: version, restoreCount },
        invitedAt: at,
        expiresAt: new Date(at.getTime() + invitationLifetimeMs),
        state: 'pending',
        emailSentCount: 0,
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: at },
        sendWindow: { startedAt: at, count: 1, lastAt: at },
        createdAt: at,
        updatedAt: at,
        version: 1,
      },
      { session },
    );
    await bare.journal.insertOne(
      {
        _id: new mongo.ObjectId().toHexString(),
        kind: 'command',
        at,
        actor: { kind: 'user', userId: user },
        action: 'invitation.invite',
        subject: { kind: 'invitation', id },
        organizations: [organization],
        events: [
          {
            type: 'invitation_sent',
            organizationId: organization,
            invitationId: id,
            role: 'member',
            revision: 1,
          },
        ],
        replayIds: { invitationId: id },
        version: 1,
      },
      { session },
    );
  });
  return id;
}

export async function accept(
  bare: BareCollections,
  invitationId: mongo.ObjectId,
  { organizationId, person }: InvitationPair,
): Promise<void> {
  const projection = projections.invitations;
  const [access, invitation] = await Promise.all([
    readAccess(bare, organizationId, person.id),
    bare.invitations.findOne({ _id: invitationId }, { projection }),
  ]);
  const { invitedBy, emailKey, state } = assertPresent(invitation);
  const isAddressedToUser = emailKey === access['user']?.emailKey && state === 'pending';
  if (!isAddressedToUser || access['membership'] !== undefined)
    throw new Error('The invitation cannot be accepted by this user.');
  const inviter = await readAccess(bare, organizationId, invitedBy.toHexString());
  if (inviter['membership']?.role !== 'admin')
    throw new Error('The inviter is no longer an admin.');
  await writeAcceptance(bare, assertPresent(invitation), assertPresent(access['user']));
}

async function writeAcceptance(
  bare: BareCollections,
  invitation: mongo.WithId<mongo.Document>,
  user: mongo.Document,
): Promise<void> {
  const { _id: id, version, organization, role } = invitation;
  const { _id: userId } = user;
  const membershipId = new mongo.ObjectId();
  const at = new Date();
  await inBareTransaction(bare, async (session) => {
    await assertMatched(
      bare.invitations.updateOne({ _id: id, version }, toAcceptUpdate(invitation, userId, at), {
        session,
      }),
    );
    const touch = { $inc: { version: 1 } };
    const read = { _id: userId, version: user['version'] };
    await assertMatched(bare.users.updateOne(read, touch, { session }));
    await bare.journal.insertOne(
      {
        _id: new mongo.ObjectId().toHexString(),
        kind: 'command',
        at,
        actor: { kind: 'user', userId },
        action: 'invitation.accept',
        subject: { kind: 'invitation', id },
        organizations: [organization],
        events: [
          { type: 'invitation_accepted', organizationId: organization, invitationId: id, userId },
          { type: 'member_joined', organizationId: organization, userId, role },
        ],
        replayIds: { organizationId: organization, membershipId },
        version: 1,
      },
      { session },
    );
    await bare.memberships.insertOne(
      {
        _id: membershipId,
        organization,
        user: userId,
        role,
        state: 'active',
        joinedAt: at,
        createdAt: at,
        updatedAt: at,
        version: 1,
      },
      { session },
    );
  });
}

/** Sets every field of the row, as Guildhall does. */
function toAcceptUpdate(
  invitation: mongo.Document,
  by: mongo.ObjectId,
  at: Date,
): mongo.UpdateFilter<mongo.Document> {
  const { _id, version, delivery, sendWindow, ...fields } = invitation;
  return {
    $set: {
      ...fields,
      state: 'accepted',
      'delivery.state': 'dropped',
      'delivery.attempts': delivery.attempts,
      'sendWindow.startedAt': sendWindow.startedAt,
      'sendWindow.count': sendWindow.count,
      'sendWindow.lastAt': sendWindow.lastAt,
      closedAt: at,
      closedBy: by,
      updatedAt: at,
      version: version + 1,
    },
    $unset: { lastEmailSentAt: true, 'delivery.nextAttemptAt': true, 'delivery.lease': true },
  };
}
