// Somebody is invited and accepts. Where Guildhall signs a token and keeps its digest, random bytes stand here.

import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { User } from '../../src/index.js';
import type { Pair } from '../stage.js';
import { type Bare, fieldsOf, inTransaction, mustBe, mustMatch, objectId } from './collections.js';
import { readStanding } from './reads.js';

const sevenDays = 7 * 86_400_000;

/** Answers the id of the invitation. */
export async function invite(
  bare: Bare,
  admin: User,
  { organizationId, person }: Pair,
): Promise<mongo.ObjectId> {
  const organization = objectId(organizationId);
  const at = new Date();
  const { emailKey } = person;
  const [standing, count, invitee, open] = await Promise.all([
    readStanding(bare, organizationId, admin.id),
    bare.invitations.countDocuments(
      { organization, state: 'pending', expiresAt: { $gt: at } },
      { limit: 100 },
    ),
    bare.users.findOne({ emailKey }, { projection: fieldsOf.users }),
    bare.invitations.findOne(
      { organization, emailKey, state: { $in: ['pending', 'expired'] } },
      { projection: fieldsOf.invitations, sort: { state: -1, _id: -1 } },
    ),
  ]);
  const inviter = mustBe(standing['membership']);
  if (inviter.role !== 'admin') throw new Error('only admins invite');
  const membership = await bare.memberships.findOne(
    { organization, user: mustBe(invitee)._id, state: 'active' },
    { projection: fieldsOf.memberships },
  );
  const isInTheWay = membership !== null || open !== null || count >= 100;
  if (isInTheWay) throw new Error('the person is there already');
  const { restorations } = mustBe(standing['organization']);
  return insertInvitation(bare, { ...inviter, restorations }, person, at);
}

async function insertInvitation(
  bare: Bare,
  inviter: mongo.Document,
  { email, emailKey }: User,
  at: Date,
): Promise<mongo.ObjectId> {
  const { _id: membership, organization, user, version, restorations } = inviter;
  const id = new mongo.ObjectId();
  await inTransaction(bare, async (session) => {
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
        invitedAs: { membership, version, restorations },
        invitedAt: at,
        expiresAt: new Date(at.getTime() + sevenDays),
        state: 'pending',
        emailSentCount: 0,
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: at },
        sends: { startedAt: at, count: 1, lastAt: at },
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
        facts: [
          {
            type: 'invitation_sent',
            organizationId: organization,
            invitationId: id,
            role: 'member',
            revision: 1,
          },
        ],
        answer: { invitationId: id },
        version: 1,
      },
      { session },
    );
  });
  return id;
}

export async function accept(
  bare: Bare,
  invitationId: mongo.ObjectId,
  { organizationId, person }: Pair,
): Promise<void> {
  const projection = fieldsOf.invitations;
  const [standing, invitation] = await Promise.all([
    readStanding(bare, organizationId, person.id),
    bare.invitations.findOne({ _id: invitationId }, { projection }),
  ]);
  const { invitedBy, emailKey, state } = mustBe(invitation);
  const isOurs = emailKey === standing['user']?.emailKey && state === 'pending';
  if (!isOurs || standing['membership'] !== undefined) throw new Error('it is not to be accepted');
  const inviter = await readStanding(bare, organizationId, invitedBy.toHexString());
  if (inviter['membership']?.role !== 'admin') throw new Error('the inviter is no admin');
  await writeAccepted(bare, mustBe(invitation), mustBe(standing['user']));
}

async function writeAccepted(
  bare: Bare,
  invitation: mongo.WithId<mongo.Document>,
  user: mongo.Document,
): Promise<void> {
  const { _id: id, version, organization, role } = invitation;
  const { _id: userId } = user;
  const membershipId = new mongo.ObjectId();
  const at = new Date();
  await inTransaction(bare, async (session) => {
    await mustMatch(
      bare.invitations.updateOne({ _id: id, version }, acceptedBy(invitation, userId, at), {
        session,
      }),
    );
    const touch = { $inc: { version: 1 } };
    const read = { _id: userId, version: user['version'] };
    await mustMatch(bare.users.updateOne(read, touch, { session }));
    await bare.journal.insertOne(
      {
        _id: new mongo.ObjectId().toHexString(),
        kind: 'command',
        at,
        actor: { kind: 'user', userId },
        action: 'invitation.accept',
        subject: { kind: 'invitation', id },
        organizations: [organization],
        facts: [
          { type: 'invitation_accepted', organizationId: organization, invitationId: id, userId },
          { type: 'member_joined', organizationId: organization, userId, role },
        ],
        answer: { organizationId: organization, membershipId },
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

/** Every field of the row, as Guildhall writes it. */
function acceptedBy(
  invitation: mongo.Document,
  by: mongo.ObjectId,
  at: Date,
): mongo.UpdateFilter<mongo.Document> {
  const { _id, version, delivery, sends, ...fields } = invitation;
  return {
    $set: {
      ...fields,
      state: 'accepted',
      'delivery.state': 'dropped',
      'delivery.attempts': delivery.attempts,
      'sends.startedAt': sends.startedAt,
      'sends.count': sends.count,
      'sends.lastAt': sends.lastAt,
      closedAt: at,
      closedBy: by,
      updatedAt: at,
      version: version + 1,
    },
    $unset: { lastEmailSentAt: true, 'delivery.nextAttemptAt': true, 'delivery.lease': true },
  };
}
