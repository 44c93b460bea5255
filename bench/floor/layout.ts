// The rows of the floor, all in one collection, so that one statement can write or read rows of every kind.
//
// What each row does besides its own purpose:
// - A user's row lists the organizations that the user belongs to. Whoever joins or leaves writes this row, so it is also
//   the guard against a suspension or deletion at the same moment, and it makes a second membership impossible.
// - An organization's row lists its admins, so it is the guard of the last admin, and a demotion writes one row. It is
//   also the membership row of its founder, and the audit entry of its creation.
// - A membership row exists only to list members by organization. It is also the audit entry of the accept.
// - An invitation's row is also the queued mail, and the audit entry of the invite.
// - A slug's row has the slug as its `_id`, which is unique on a sharded cluster too.
//
// The `_id` of a row that is an audit entry is the id of the operation that wrote it, so a repeated operation finds its own
// row. No statement copies a change to the rows of all members: deleting an organization writes its row, the row of its
// creator, and its open invitations, of which there are about a hundred at most.
//
// On a sharded cluster, the rows would get a field with their organization, user or slug as the shard key. The unique index
// of open invitations would begin with this field. A slug would stay unique as it is: all rows with one slug as their shard
// key are on one shard, where `_id` is unique.

import { mongo } from 'mongoose';
import type { Role } from '../../src/index.js';

/** What makes a row an audit entry. Nothing changes these fields later. */
interface AuditFields {
  readonly auditOf?: mongo.ObjectId | readonly mongo.ObjectId[];
  readonly at?: Date;
  readonly action?: string;
  readonly actor?: mongo.ObjectId;
}

/** An organization in a user's row. `joined` is the id of the membership, by which both lists of members are sorted. */
export interface JoinedOrganization {
  readonly org: mongo.ObjectId;
  readonly joined: mongo.ObjectId;
  readonly at: Date;
}

export interface UserRow {
  readonly _id: mongo.ObjectId;
  /** Only an account that can sign in has it. */
  readonly live?: true;
  readonly state: 'active' | 'suspended' | 'deleted';
  readonly email: string;
  readonly emailKey: string;
  readonly emailDigest: mongo.Binary;
  readonly verified: boolean;
  readonly name?: string;
  /** Organizations that this user created, with deleted ones and without the personal one. */
  readonly organizationsCreated: number;
  readonly in: readonly JoinedOrganization[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** `term` is the operation that made the user an admin. It is new after a suspension or a restore, so older invitations are void. */
export interface AdminTerm {
  readonly user: mongo.ObjectId;
  readonly term: mongo.ObjectId;
  /** While the account cannot sign in. */
  readonly off?: true;
}

export interface Profile {
  /** Absent until it is changed: it is the address of the creator. */
  readonly contactEmail?: string;
  readonly website?: string;
  readonly description?: string;
  readonly logo?: string;
}

export interface OrganizationRow extends AuditFields {
  readonly _id: mongo.ObjectId;
  /** Only an organization that is not deleted has it. */
  readonly live?: true;
  readonly name: string;
  readonly slug: string;
  readonly profile: Profile;
  readonly createdBy: mongo.ObjectId;
  readonly personalOf?: mongo.ObjectId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt?: Date;
  readonly admins: readonly AdminTerm[];
  /** The organization itself, so that one condition fits this row and the rows of the members. */
  readonly in: readonly { readonly org: mongo.ObjectId }[];
  /** The membership of the founder; removed when the founder leaves. */
  readonly org?: mongo.ObjectId;
  readonly joined?: mongo.ObjectId;
  readonly member?: mongo.ObjectId;
}

export interface MembershipRow extends AuditFields {
  readonly _id: mongo.ObjectId;
  /** Absent after the membership ended. */
  readonly org?: mongo.ObjectId;
  readonly joined: mongo.ObjectId;
  readonly member: mongo.ObjectId;
  readonly endedAt?: Date;
}

export interface SlugRow {
  readonly _id: string;
  readonly organization: mongo.ObjectId;
  readonly state: 'current' | 'former';
  readonly since: Date;
}

export interface InvitationRow extends AuditFields {
  readonly _id: mongo.ObjectId;
  /** Organization and address. Only an open invitation has it, and its index is unique. */
  readonly open?: mongo.Binary;
  readonly organization: mongo.ObjectId;
  readonly invited: string;
  readonly role: Role;
  readonly state: 'pending' | 'accepted' | 'revoked';
  readonly by: mongo.ObjectId;
  readonly term: mongo.ObjectId;
  readonly revision: number;
  readonly expires: Date;
  readonly tokenDigest: mongo.Binary;
  /** When the mail is due. Only a queued mail has it. */
  readonly due?: Date;
  readonly attempts: number;
  readonly closedAt?: Date;
  readonly closedBy?: mongo.ObjectId;
}

/** The collection, and the client whose sessions run its transactions. */
export interface Rows {
  readonly client: mongo.MongoClient;
  readonly db: mongo.Db;
  readonly collection: string;
}

export function openRows(client: mongo.MongoClient, databaseName: string): Rows {
  return { client, db: client.db(databaseName), collection: 'rows' };
}

/** Every index is sparse: a row is in the indexes of its own purposes only. */
export async function ensureIndexes({ db, collection }: Rows): Promise<void> {
  await db.collection(collection).createIndexes([
    { name: 'members', key: { org: 1, joined: 1 }, sparse: true },
    {
      name: 'audit',
      key: { auditOf: 1, at: -1, _id: -1 },
      partialFilterExpression: { auditOf: { $exists: true } },
    },
    { name: 'address', key: { emailKey: 1 }, sparse: true },
    { name: 'open', key: { open: 1 }, sparse: true, unique: true },
    { name: 'mail', key: { due: 1 }, sparse: true },
  ]);
}

const digestLength = 16;

/** The key of an open invitation. All keys of one organization are one range of the index. */
export function openKey(organization: mongo.ObjectId, emailDigest: Uint8Array): mongo.Binary {
  return new mongo.Binary(Buffer.concat([organization.id, emailDigest]));
}

/** Matches the open invitations of an organization. */
export function openRange(organization: mongo.ObjectId): mongo.Document {
  const from = openKey(organization, new Uint8Array(digestLength));
  return { $gte: from, $lte: openKey(organization, new Uint8Array(digestLength).fill(0xff)) };
}

export function toObjectId(id: string): mongo.ObjectId {
  return mongo.ObjectId.createFromHexString(id);
}
