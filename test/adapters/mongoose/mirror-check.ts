// What organizations' documents show against what the rows say, joined here by hand.
import type { Connection, mongo } from 'mongoose';
import { expect } from 'vitest';

type Document = mongo.Document;

export function collectionOf({ db }: Connection, name: string): mongo.Collection<Document> {
  if (db === undefined) throw new Error('the connection is not open');
  return db.collection(name);
}

/** Every organization's arrays are its rows; the least that may be said of one that nothing has ever been done in is nothing. */
export async function expectMirrored(connection: Connection): Promise<void> {
  const [organizations, memberships, invitations] = await Promise.all(
    ['organizations', 'memberships', 'invitations'].map((name) =>
      collectionOf(connection, name).find().sort({ _id: 1 }).toArray(),
    ),
  );
  for (const { _id, members = [], pendingInvites = [] } of organizations ?? []) {
    const ofIt = ({ organization }: Document) => String(organization) === String(_id);
    const active = memberships?.filter((row) => ofIt(row) && row['state'] === 'active');
    const pending = invitations?.filter((row) => ofIt(row) && row['state'] === 'pending');
    expect(members, `the members of ${_id}`).toEqual(active?.map(memberFrom));
    expect(pendingInvites, `the invitations of ${_id}`).toEqual(pending?.map(inviteFrom));
  }
}

function memberFrom({ user, role, joinedAt }: Document): Document {
  return { user, role, joinedAt };
}

function inviteFrom(row: Document): Document {
  const { email, role, invitedBy, invitedAt, expiresAt, emailSentCount, lastEmailSentAt } = row;
  const sent = lastEmailSentAt === undefined ? {} : { lastEmailSentAt };
  return { email, role, invitedBy, invitedAt, expiresAt, emailSentCount, ...sent };
}
