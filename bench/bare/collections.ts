// The MongoDB collections, opened with the driver alone, and the transaction that the hand-written operations use.

import { mongo } from 'mongoose';
import { collections } from '../../src/adapters/mongoose/collections.js';

export interface BareCollections {
  readonly client: mongo.MongoClient;
  readonly users: mongo.Collection;
  readonly organizations: mongo.Collection;
  readonly memberships: mongo.Collection;
  readonly invitations: mongo.Collection;
  readonly slugs: mongo.Collection<TextIdDocument>;
  readonly journal: mongo.Collection<TextIdDocument>;
}

interface TextIdDocument extends mongo.Document {
  readonly _id: string;
}

export function bareCollections(client: mongo.MongoClient, database: string): BareCollections {
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

type FieldProjection = Readonly<Record<string, 1>>;
type ReadCollectionName = 'users' | 'organizations' | 'memberships' | 'invitations' | 'slugs';

/** The fields that Guildhall reads, so that both subjects read the same. */
export const projections: Readonly<Record<ReadCollectionName, FieldProjection>> = {
  users: collections.users.projection,
  organizations: collections.organizations.projection,
  memberships: collections.memberships.projection,
  invitations: collections.invitations.projection,
  slugs: collections.slugs.projection,
};

/** More rows than any result has, so that it comes in one reply. */
export const singleReplyOptions: { readonly batchSize: number } = { batchSize: 100_000 };

export function toObjectId(text: string): mongo.ObjectId {
  return mongo.ObjectId.createFromHexString(text);
}

/** Runs the writes with the same guarantees as Guildhall's commits, and with no further statements. */
export async function inBareTransaction(
  { client }: BareCollections,
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

/** Throws if a write matched no row, because another write has changed its version. */
export async function assertMatched(written: Promise<mongo.UpdateResult>): Promise<void> {
  if ((await written).matchedCount !== 1) throw new Error('Another write has changed the row.');
}

export function assertPresent<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new Error('The row does not exist.');
  return row;
}
