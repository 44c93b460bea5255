// Compares the arrays in the documents of organizations with the rows, which are joined here by hand.
import type { Connection, mongo } from 'mongoose';
import { expect } from 'vitest';

type MongoDocument = mongo.Document;

export function collectionOf({ db }: Connection, name: string): mongo.Collection<MongoDocument> {
  if (db === undefined) throw new Error('the connection is not open');
  return db.collection(`guildhall_${name}`);
}

/** Expects that every organization's arrays equal its rows. An organization without any change yet may have no arrays. */
export async function expectMirrored(connection: Connection): Promise<void> {
  const [organizations, memberships, invitations] = await Promise.all(
    ['organizations', 'memberships', 'invitations'].map((name) =>
      collectionOf(connection, name).find().sort({ _id: 1 }).toArray(),
    ),
  );
  for (const { _id, members = [], pendingInvites = [] } of organizations ?? []) {
    const ofIt = ({ organization }: MongoDocument) => String(organization) === String(_id);
    const active = memberships?.filter((row) => ofIt(row) && row['state'] === 'active');
    const pending = invitations?.filter((row) => ofIt(row) && row['state'] === 'pending');
    expect(members, `the members of ${_id}`).toEqual(active?.map(toExpectedMember));
    expect(pendingInvites, `the invitations of ${_id}`).toEqual(pending?.map(toExpectedInvite));
  }
}

function toExpectedMember({ user, role, joinedAt }: MongoDocument): MongoDocument {
  return { user, role, joinedAt };
}

function toExpectedInvite(row: MongoDocument): MongoDocument {
  const { email, role, invitedBy, invitedAt, expiresAt, emailSentCount, lastEmailSentAt } = row;
  const sent = lastEmailSentAt === undefined ? {} : { lastEmailSentAt };
  return { email, role, invitedBy, invitedAt, expiresAt, emailSentCount, ...sent };
}
