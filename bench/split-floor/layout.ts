// The rows of the floor with a collection for each model, and the guards among its memberships.
//
// A statement writes one collection only, so a command needs a statement for each collection in which it decides something.
// Therefore everything on which commands decide stands in `memberships`: beside the memberships themselves there is one row
// for each account and each organization, its guard. It is no membership, and a command checks it, or writes it, in the
// statement that writes the membership.
//
// - The guard of an account has whether it can sign in, the digest of its address, whether that is verified, and how many
//   organizations it created. Who joins or creates raises its version, so a suspension at the same moment conflicts.
// - The guard of an organization has whether it is deleted, and how many of its admins can sign in: the last-admin guard.
//
// `_id` of a guard is the id of the account or organization, and the other id of its pair is that of nobody. The guard of an
// absent one sorts before the active memberships, so that one range of the unique index holds both. `users` and
// `organizations` keep what is shown. Whoever registers an account, or changes its address, writes its guard too.
//
// Blocks of organizations are not here. Each would be a row that counts until the user joins.

import { mongo } from 'mongoose';
import type { Role } from '../../src/index.js';
import type {
  InvitationRow as FloorInvitationRow,
  OrganizationRow as FloorOrganizationRow,
  UserRow as FloorUserRow,
  Rows,
  SlugRow,
} from '../floor/layout.js';
import { answerOrRefusal, FloorRefusal, findRows, untilAnswered } from '../floor/statements.js';

export type { SlugRow };
export type UserRow = Omit<FloorUserRow, 'live' | 'in' | 'organizationsCreated' | 'emailDigest'>;
type AuditField = 'auditOf' | 'at' | 'action' | 'actor';
export type InvitationRow = Omit<FloorInvitationRow, AuditField>;
export type OrganizationRow = Omit<
  FloorOrganizationRow,
  AuditField | 'live' | 'admins' | 'in' | 'org' | 'joined' | 'member' | 'personalOf'
>;

export interface MembershipRow {
  readonly _id: mongo.ObjectId;
  readonly organization: mongo.ObjectId;
  readonly user: mongo.ObjectId;
  readonly role: Role;
  readonly state: 'active' | 'ended';
  readonly joinedAt: Date;
  readonly endedAt?: Date;
  /** Of an admin: the operation that made the user one. It is new after a suspension, so older invitations are void. */
  readonly term?: mongo.ObjectId;
  /** Of an admin who cannot sign in. */
  readonly off?: true;
}

export interface GuardRow {
  readonly _id: mongo.ObjectId;
  readonly organization: mongo.ObjectId;
  readonly user: mongo.ObjectId;
  readonly state: 'present' | 'absent';
  /** Of an organization: the admins who can sign in. */
  readonly admins?: number;
  /** Of an account. */
  readonly emailDigest?: mongo.Binary;
  readonly verified?: boolean;
  /** The organizations that the account created and that are not deleted. */
  readonly created?: number;
  readonly version?: number;
}

/** Written by every command. Its `_id` is the id of the operation. */
export interface JournalRow {
  readonly _id: mongo.ObjectId;
  readonly organization: mongo.ObjectId | readonly mongo.ObjectId[];
  readonly at: Date;
  readonly action: string;
  readonly actor: mongo.ObjectId;
  /** What a call with the same id must have, too. */
  readonly input?: string;
  /** The invitation. */
  readonly subject?: mongo.ObjectId;
}

/** In the place of the other side, in a guard. */
export const nobody: mongo.ObjectId = new mongo.ObjectId('000000000000000000000000');

export function accountGuard(user: UserRow, emailDigest: Uint8Array, created = 0): GuardRow {
  const { _id, state, verified } = user;
  return {
    _id,
    organization: nobody,
    user: _id,
    state: state === 'active' ? 'present' : 'absent',
    emailDigest: new mongo.Binary(emailDigest),
    verified,
    created,
    version: 0,
  };
}

export function organizationGuard(organization: mongo.ObjectId, admins = 1): GuardRow {
  return { _id: organization, organization, user: nobody, state: 'present', admins };
}

const collectionNames = [
  'users',
  'organizations',
  'slugs',
  'memberships',
  'invitations',
  'journal',
] as const;

export type SplitRows = Readonly<Record<(typeof collectionNames)[number], Rows>> & {
  readonly client: mongo.MongoClient;
};

export function openSplitRows(client: mongo.MongoClient, databaseName: string): SplitRows {
  const db = client.db(databaseName);
  const rowsOf = (collection: string): Rows => ({ client, db, collection });
  return {
    client,
    users: rowsOf('users'),
    organizations: rowsOf('organizations'),
    slugs: rowsOf('slugs'),
    memberships: rowsOf('memberships'),
    invitations: rowsOf('invitations'),
    journal: rowsOf('journal'),
  };
}

export const pairIndex = 'organization_user';

/** Collections are created here, because a transaction that creates one waits for others. */
export async function ensureIndexes({ memberships: { db } }: SplitRows): Promise<void> {
  for (const name of collectionNames) await db.createCollection(name);
  const active = { state: 'active' };
  await db.collection('memberships').createIndexes([
    {
      name: pairIndex,
      key: { organization: 1, user: 1 },
      unique: true,
      partialFilterExpression: { state: { $lte: 'active' } },
    },
    { name: 'members', key: { organization: 1, _id: 1 }, partialFilterExpression: active },
    { name: 'organizations', key: { user: 1, _id: 1 }, partialFilterExpression: active },
    { name: 'address', key: { emailDigest: 1 }, sparse: true },
  ]);
  await db.collection('invitations').createIndexes([
    { name: 'open', key: { open: 1 }, sparse: true, unique: true },
    { name: 'mail', key: { due: 1 }, sparse: true },
  ]);
  await db.collection('journal').createIndex({ organization: 1, at: -1, _id: -1 });
}

/**
 * Runs the attempt until it gives an answer. If it gives none or is refused, an earlier call of the operation may have been
 * written: then the answer is that of the earlier call.
 */
export function answerOnce<T>(
  { journal }: SplitRows,
  { _id, action, actor, input }: Pick<JournalRow, '_id' | 'action' | 'actor' | 'input'>,
  attempt: () => Promise<T | null>,
  answerOfEarlierCall: (earlier: JournalRow) => Promise<T>,
): Promise<T> {
  return untilAnswered(async () => {
    const answer = await answerOrRefusal(attempt());
    if (answer !== null && !(answer instanceof FloorRefusal)) return answer;
    const [earlier] = await findRows<JournalRow>(journal, { _id }, {}, 1);
    if (earlier !== undefined) {
      const isSame = earlier.action === action && earlier.input === input;
      if (!isSame || !earlier.actor.equals(actor)) throw new FloorRefusal('idempotency_key_reused');
      return answerOfEarlierCall(earlier);
    }
    if (answer !== null) throw answer;
    return null;
  });
}
