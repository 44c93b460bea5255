// The collections, by the driver alone.

import { mongo } from 'mongoose';
import { tables } from '../../src/adapters/mongoose/collections.js';

export interface Bare {
  readonly client: mongo.MongoClient;
  readonly users: mongo.Collection;
  readonly organizations: mongo.Collection;
  readonly memberships: mongo.Collection;
  readonly invitations: mongo.Collection;
  readonly slugs: mongo.Collection<TextKeyed>;
  readonly journal: mongo.Collection<TextKeyed>;
}

interface TextKeyed extends mongo.Document {
  readonly _id: string;
}

export function bareOn(client: mongo.MongoClient, database: string): Bare {
  const db = client.db(database, {
    readConcern: new mongo.ReadConcern('majority'),
    readPreference: 'primary',
  });
  return {
    client,
    users: db.collection('users'),
    organizations: db.collection('organizations'),
    memberships: db.collection('memberships'),
    invitations: db.collection('invitations'),
    slugs: db.collection('slugs'),
    journal: db.collection('journal'),
  };
}

type Fields = Readonly<Record<string, 1>>;
type Read = 'users' | 'organizations' | 'memberships' | 'invitations' | 'slugs';

/** The fields that Guildhall asks for, so that both get the same answers. */
export const fieldsOf: Readonly<Record<Read, Fields>> = {
  users: tables.users.projection,
  organizations: tables.organizations.projection,
  memberships: tables.memberships.projection,
  invitations: tables.invitations.projection,
  slugs: tables.slugs.projection,
};

/** More than any answer holds, so that it comes in one reply. */
export const inOneReply: { readonly batchSize: number } = { batchSize: 100_000 };

export function objectId(text: string): mongo.ObjectId {
  return mongo.ObjectId.createFromHexString(text);
}

/** The same guarantees as Guildhall's commits, and no more statements. */
export async function inTransaction(
  { client }: Bare,
  write: (session: mongo.ClientSession) => Promise<void>,
): Promise<void> {
  const session = client.startSession({ causalConsistency: false });
  try {
    session.startTransaction({
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
      readPreference: 'primary',
    });
    await write(session);
    await session.commitTransaction();
  } finally {
    await session.endSession();
  }
}

/** A write guarded by the version that was read must have met its row. */
export async function mustMatch(written: Promise<mongo.UpdateResult>): Promise<void> {
  if ((await written).matchedCount !== 1) throw new Error('somebody else has changed the row');
}

export function mustBe<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new Error('the row is not there');
  return row;
}
