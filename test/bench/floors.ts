// Both floors of the benchmark, behind the same functions, so that the same tests run on both.

import { mongo } from 'mongoose';
import { type AcceptInput, acceptInvitation } from '../../bench/floor/accept.js';
import { can, isMember } from '../../bench/floor/checks.js';
import { createOrganization, type NewOrganization } from '../../bench/floor/create-organization.js';
import * as endings from '../../bench/floor/endings.js';
import { createFloorSubject } from '../../bench/floor/index.js';
import { digestEmailKey, type TokenClaims } from '../../bench/floor/invitation-token.js';
import { type InviteInput, invite } from '../../bench/floor/invite.js';
import {
  ensureIndexes,
  type InvitationRow,
  type OrganizationRow,
  openRows,
  type UserRow,
} from '../../bench/floor/layout.js';
import { listMembers, type MemberOfPage } from '../../bench/floor/list-members.js';
import {
  listOrganizationsOf,
  type OrganizationOfUser,
} from '../../bench/floor/list-organizations.js';
import * as splitAccept from '../../bench/split-floor/accept.js';
import * as splitCreate from '../../bench/split-floor/create-organization.js';
import * as splitEndings from '../../bench/split-floor/endings.js';
import { createSplitFloorSubject } from '../../bench/split-floor/index.js';
import * as splitInvite from '../../bench/split-floor/invite.js';
import * as split from '../../bench/split-floor/layout.js';
import * as splitReads from '../../bench/split-floor/reads.js';
import { subjectTitles } from '../../bench/subjects.js';
import { openTestConnection } from '../support/mongo-connections.js';

type Id = mongo.ObjectId;

export interface Person {
  readonly _id: Id;
  readonly email: string;
}

export interface Floor {
  readonly db: mongo.Db;
  insertPerson(fields?: { readonly verified: boolean }): Promise<Person>;
  createOrganization(given: NewOrganization): Promise<string>;
  invite(input: InviteInput): Promise<TokenClaims>;
  acceptInvitation(input: AcceptInput): Promise<void>;
  isMember(organization: Id, user: Id): Promise<boolean>;
  can(organization: Id, user: Id): Promise<boolean>;
  deleteOrganization(organization: Id, actor: Id): Promise<void>;
  demoteAdmin(organization: Id, target: Id, actor: Id): Promise<void>;
  removeMember(organization: Id, target: Id, actor: Id): Promise<void>;
  suspendUser(user: Id): Promise<void>;
  listMembers(organization: Id, viewer: Id, limit: number): Promise<readonly MemberOfPage[]>;
  listOrganizationsOf(user: Id, limit: number): Promise<readonly OrganizationOfUser[]>;
  organizations(): mongo.Collection<split.OrganizationRow>;
  invitations(): mongo.Collection<split.InvitationRow>;
  countMemberships(organization: Id, user: Id): Promise<number>;
  countAdmins(organization: Id): Promise<number>;
  countAdminsWhoSignIn(organization: Id): Promise<number>;
  /** Makes a member an admin, or starts a new term. */
  promote(organization: Id, user: Id): Promise<void>;
  hasAuditEntry(operation: Id): Promise<boolean>;
}

interface FloorKind {
  readonly open: () => Promise<Floor>;
  readonly createSubject: typeof createFloorSubject;
  /** The statements of each operation. */
  readonly statements: Readonly<Record<string, readonly string[]>>;
}

function newPerson({ verified }: { readonly verified: boolean }): split.UserRow {
  const _id = new mongo.ObjectId();
  const email = `person-${_id.toHexString()}@example.net`;
  const [state, name, at] = ['active', 'Ada Byron', new Date()] as const;
  return { _id, state, email, emailKey: email, verified, name, createdAt: at, updatedAt: at };
}

async function openFloor(): Promise<Floor> {
  const connection = await openTestConnection();
  const rows = openRows(connection.getClient(), connection.name);
  await ensureIndexes(rows);
  const { db, collection } = rows;
  const users = db.collection<UserRow>(collection);
  const organizations = db.collection<OrganizationRow>(collection);
  return {
    db,
    async insertPerson(fields = { verified: true }) {
      const person = newPerson(fields);
      const emailDigest = new mongo.Binary(digestEmailKey(person.emailKey));
      const own = { live: true, emailDigest, organizationsCreated: 0, in: [] } as const;
      await users.insertOne({ ...person, ...own });
      return person;
    },
    createOrganization: (given) => createOrganization(rows, given),
    invite: (input) => invite(rows, input),
    acceptInvitation: (input) => acceptInvitation(rows, input),
    isMember: (organization, user) => isMember(rows, organization, user),
    can: (organization, user) => can(rows, organization, user),
    deleteOrganization: (...given) => endings.deleteOrganization(rows, ...given),
    demoteAdmin: (...given) => endings.demoteAdmin(rows, ...given),
    removeMember: (...given) => endings.removeMember(rows, ...given),
    suspendUser: (user) => endings.suspendUser(rows, user),
    listMembers: (...given) => listMembers(rows, ...given),
    listOrganizationsOf: (...given) => listOrganizationsOf(rows, ...given),
    organizations: () => db.collection(collection),
    invitations: () => db.collection(collection),
    async countMemberships(org, member) {
      const count = await db.collection(collection).countDocuments({ org, member });
      const listed = await users.countDocuments({ _id: member, 'in.org': org });
      if (listed !== count) throw new Error('The list of the user is another one.');
      return count;
    },
    countAdmins: async (_id) => (await organizations.findOne({ _id }))?.admins.length ?? 0,
    async countAdminsWhoSignIn(_id) {
      const admins = (await organizations.findOne({ _id }))?.admins ?? [];
      return admins.filter(({ off }) => off !== true).length;
    },
    async promote(_id, user) {
      const term = new mongo.ObjectId();
      await organizations.updateOne({ _id }, { $push: { admins: { user, term } } });
    },
    hasAuditEntry: async (_id) =>
      (await db
        .collection<InvitationRow>(collection)
        .findOne({ _id, auditOf: { $exists: true } })) !== null,
  };
}

async function openSplitFloor(): Promise<Floor> {
  const connection = await openTestConnection();
  const rows = split.openSplitRows(connection.getClient(), connection.name);
  await split.ensureIndexes(rows);
  const { db } = rows.users;
  const memberships = db.collection<split.MembershipRow | split.GuardRow>('memberships');
  const countActive = (filter: Partial<split.MembershipRow>) =>
    memberships.countDocuments({ ...filter, state: 'active' });
  return {
    db,
    async insertPerson(fields = { verified: true }) {
      const person = newPerson(fields);
      await db.collection<split.UserRow>('users').insertOne(person);
      await memberships.insertOne(split.accountGuard(person, digestEmailKey(person.emailKey)));
      return person;
    },
    createOrganization: (given) => splitCreate.createOrganization(rows, given),
    invite: (input) => splitInvite.invite(rows, input),
    acceptInvitation: (input) => splitAccept.acceptInvitation(rows, input),
    isMember: (organization, user) => splitReads.isMember(rows, organization, user),
    can: (organization, user) => splitReads.can(rows, organization, user),
    deleteOrganization: (...given) => splitEndings.deleteOrganization(rows, ...given),
    demoteAdmin: (...given) => splitEndings.demoteAdmin(rows, ...given),
    removeMember: (...given) => splitEndings.removeMember(rows, ...given),
    suspendUser: (user) => splitEndings.suspendUser(rows, user),
    listMembers: (...given) => splitReads.listMembers(rows, ...given),
    listOrganizationsOf: (...given) => splitReads.listOrganizationsOf(rows, ...given),
    organizations: () => db.collection('organizations'),
    invitations: () => db.collection('invitations'),
    countMemberships: (organization, user) => countActive({ organization, user }),
    async countAdmins(organization) {
      const count = await countActive({ organization, role: 'admin' });
      const guard = await memberships.findOne<split.GuardRow>({ _id: organization });
      if (guard?.admins !== count) throw new Error('The guard has another number of admins.');
      return count;
    },
    async countAdminsWhoSignIn(_id) {
      return (await memberships.findOne<split.GuardRow>({ _id }))?.admins ?? 0;
    },
    async promote(organization, user) {
      const change = { role: 'admin', term: new mongo.ObjectId() } as const;
      await memberships.updateOne({ organization, user, state: 'active' }, { $set: change });
      await memberships.updateOne({ _id: organization }, { $inc: { admins: 1 } });
    },
    hasAuditEntry: async (_id) =>
      (await db.collection<split.JournalRow>('journal').findOne({ _id })) !== null,
  };
}

/** Each with its title. */
export const floors: readonly (readonly [string, FloorKind])[] = Object.entries({
  [subjectTitles.floor]: {
    open: openFloor,
    createSubject: createFloorSubject,
    statements: {
      create: ['update', 'commitTransaction'],
      'invite-accept': ['find', 'insert', 'update', 'commitTransaction'],
      'is-member': ['find'],
      can: ['find'],
      'find-by-member': ['aggregate'],
      members: ['find', 'find'],
    },
  },
  [subjectTitles.splitFloor]: {
    open: openSplitFloor,
    createSubject: createSplitFloorSubject,
    statements: {
      create: ['update', 'insert', 'insert', 'insert', 'commitTransaction'],
      'invite-accept': [
        ...['aggregate', 'insert', 'insert', 'commitTransaction'],
        ...['update', 'update', 'insert', 'commitTransaction'],
      ],
      'is-member': ['find'],
      can: ['find'],
      'find-by-member': ['aggregate'],
      members: ['aggregate'],
    },
  },
});
