// A Guildhall with rows for crowds, on a database of its own or in memory.

import { createConnection } from 'mongoose';
import { uniqueDatabaseName } from '../../scripts/mongod/start-mongod.js';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { objectIds } from '../../src/adapters/web/index.js';
import { updateChange } from '../../src/application/use-case/changes.js';
import {
  type CoreOptions,
  createGuildhall,
  type Guildhall,
  type Mailer,
  type OrganizationId,
  orThrow,
  type Storage,
  type UserActor,
  type UserId,
} from '../../src/index.js';
import { commitInBatches, createRowFactory, toUserInsert } from '../rows.js';

export const noopMailer: Mailer = { send: async () => {} };

export type CrowdStorage = 'memory' | 'MongoDB';

export interface CrowdPerson {
  readonly id: UserId;
  readonly email: string;
  readonly actor: UserActor;
}

/** An organization with its first admin and other members, who have all joined. */
export interface CrowdTeam {
  readonly organizationId: OrganizationId;
  readonly admin: CrowdPerson;
  readonly members: readonly CrowdPerson[];
}

export interface CrowdWorld {
  readonly guildhall: Guildhall;
  readonly storage: Storage;
  /** Where another process finds the same rows; null in memory. */
  readonly place: { readonly uri: string; readonly database: string } | null;
  insertPeople(count: number): Promise<readonly CrowdPerson[]>;
  insertTeam(memberCount: number): Promise<CrowdTeam>;
  close(): Promise<void>;
}

const keys = {
  invitation: [{ kid: 'crowd', secret: 'a secret of the crowd, of 32 bytes or more' }],
};

type CrowdOptions = Pick<CoreOptions, 'baseUrl' | 'keys' | 'policy'>;

/** With the default policy, but for the verification of receivers. */
export const ordinaryOptions: CrowdOptions = {
  baseUrl: 'http://localhost:3000',
  keys: { ...keys, fields: keys.invitation },
  policy: { webhookVerification: 'none' },
};

/** For crowds of more calls than one person may make in a minute. */
export const crowdOptions: CrowdOptions = {
  ...ordinaryOptions,
  policy: {
    ...ordinaryOptions.policy,
    maxPendingInvitations: 1_000,
    maxInvitationsPerInviter: 1_000,
    maxChangesPerMinute: 1_000_000,
  },
};

export async function openCrowdWorld(
  kind: CrowdStorage,
  uri: string,
  options: Partial<CoreOptions> & { readonly mirrorDocumentedShape?: boolean } = {},
): Promise<CrowdWorld> {
  const { mirrorDocumentedShape = false, ...core } = options;
  const { storage, place, close } =
    kind === 'memory' ? openMemory() : await openMongo(uri, mirrorDocumentedShape);
  const guildhall = createGuildhall({ ...crowdOptions, mailer: noopMailer, ...core, storage });
  const ids = objectIds();
  const insertPeople = async (count: number) => {
    const rows = createRowFactory(ids, new Date());
    const users = Array.from({ length: count }, () => rows.user());
    await commitInBatches(storage, ids, new Date(), users.map(toUserInsert));
    return users.map(({ id, email }): CrowdPerson => {
      return { id, email, actor: { kind: 'user', userId: id } };
    });
  };
  return {
    guildhall,
    storage,
    place,
    insertPeople,
    async insertTeam(memberCount) {
      const now = new Date();
      const rows = createRowFactory(ids, now);
      const [admin, ...members] = await insertPeople(memberCount + 1);
      const creator = admin && (await storage.users.findById(admin.id));
      if (admin === undefined || creator == null) throw new Error('nobody was inserted');
      const { organizationId, changes } = rows.organizationInserts(creator.value);
      const users = await Promise.all(members.map(({ id }) => storage.users.findById(id)));
      const joins = users.flatMap((user) =>
        user === null ? [] : [rows.memberInsert(organizationId, user.value)],
      );
      await commitInBatches(storage, ids, now, [...changes, ...joins]);
      return { organizationId, admin, members };
    },
    close,
  };
}

function openMemory(): Pick<CrowdWorld, 'storage' | 'place' | 'close'> {
  const storage = memoryStorage();
  return { storage, place: null, close: () => storage.close() };
}

async function openMongo(
  uri: string,
  mirrorDocumentedShape: boolean,
): Promise<Pick<CrowdWorld, 'storage' | 'place' | 'close'>> {
  const database = uniqueDatabaseName('crowd');
  const connection = await createConnection(uri, { dbName: database }).asPromise();
  const storage = mongooseStorage({ connection, mirrorDocumentedShape });
  await storage.ensureIndexes();
  return {
    storage,
    place: { uri, database },
    async close() {
      await storage.close();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** The token of a new invitation, as the invitee gets it. */
export async function inviteByLink(
  { guildhall }: CrowdWorld,
  { organizationId, admin }: Pick<CrowdTeam, 'organizationId' | 'admin'>,
  { email }: CrowdPerson,
): Promise<string> {
  const input = { organizationId, email, byMail: false };
  const { id: invitationId } = orThrow(await guildhall.invitations.invite(admin.actor, input));
  const link = { organizationId, invitationId };
  const created = orThrow(await guildhall.invitations.createLink(admin.actor, link));
  return new URL(created.link ?? '').searchParams.get('token') ?? '';
}

/** Makes the last member an admin, without a command. */
export async function promoteDirectly(
  { storage }: CrowdWorld,
  { organizationId, members }: CrowdTeam,
): Promise<void> {
  const last = members.at(-1);
  const row = last && (await storage.memberships.findActive(organizationId, last.id));
  if (row == null) throw new Error('the team has no members');
  const ids = objectIds();
  await commitInBatches(storage, ids, new Date(), [
    updateChange('memberships', row, { ...row.value, role: 'admin' }),
  ]);
}
