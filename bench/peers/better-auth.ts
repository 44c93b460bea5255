// The operations with better-auth's organization plugin, on its memory adapter and on MongoDB. Commands are its server calls
// with sessions; reads are the plugin's own functions, without endpoint and session.

import { createHmac } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { organization } from 'better-auth/plugins/organization';
import { MongoClient, ObjectId } from 'mongodb';
import type { Change, Membership, Organization, User } from '../../src/index.js';
import type { BenchmarkData } from '../benchmark-data.js';
import type { BenchmarkSubject, OpenSubject } from '../subject.js';

/** A row in the tables of better-auth. Ids are text here. */
type PeerRow = Readonly<Record<string, unknown>> & { readonly id: string };

type PeerTables = Readonly<
  Record<
    'user' | 'session' | 'account' | 'verification' | 'organization' | 'member' | 'invitation',
    PeerRow[]
  >
>;

const secret = 'a secret of the benchmark with more than 32 bytes';
const cookieName = 'better-auth.session_token';
const noLimit = 1_000_000_000;

const pluginOptions = {
  organizationLimit: noLimit,
  membershipLimit: noLimit,
  invitationLimit: noLimit,
  // Guildhall in this benchmark sends no mail either.
  sendInvitationEmail: async () => {},
};

export async function createPeerOnMemory(data: BenchmarkData): Promise<OpenSubject> {
  const tables = toPeerTables(data);
  return { subject: await createPeerSubject(memoryAdapter(tables)), close: async () => {} };
}

export async function createPeerOnMongo(
  data: BenchmarkData,
  uri: string,
  databaseName: string,
): Promise<OpenSubject> {
  const client = await new MongoClient(uri).connect();
  const database = client.db(databaseName);
  for (const [name, rows] of Object.entries(toPeerTables(data))) {
    if (rows.length > 0) await database.collection(name).insertMany(rows.map(toPeerDocument));
  }
  return {
    subject: await createPeerSubject(mongodbAdapter(database, { client })),
    async close() {
      await database.dropDatabase();
      await client.close();
    },
  };
}

async function createPeerSubject(
  database: NonNullable<Parameters<typeof betterAuth>[0]['database']>,
): Promise<BenchmarkSubject> {
  const auth = betterAuth({
    baseURL: 'http://localhost:3000',
    secret,
    database,
    logger: { level: 'error' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true },
    plugins: [organization(pluginOptions)],
  });
  const context = await auth.$context;
  const { getOrgAdapter, hasPermission } = await loadInnerFunctions();
  const inner = getOrgAdapter(context, pluginOptions);
  return {
    async createOrganization(userId, name) {
      await auth.api.createOrganization({ body: { name, slug: toSlug(name), userId } });
    },

    async inviteAndAccept(admin, { organizationId, person }) {
      const invitation = await auth.api.createInvitation({
        headers: sessionHeaders(admin.id),
        body: { email: person.email, role: 'member', organizationId },
      });
      await auth.api.acceptInvitation({
        headers: sessionHeaders(person.id),
        body: { invitationId: invitation.id },
      });
    },

    isMember: async (organizationId, userId) =>
      (await inner.checkMembership({ organizationId, userId })) !== null,

    /** Reads the role, then asks for a permission that members lack: to change the organization. */
    async can(organizationId, userId) {
      const member = await inner.findMemberByOrgId({ organizationId, userId });
      if (member === null) return false;
      const permissions = { organization: ['update'] };
      const input = { role: member.role, options: pluginOptions, organizationId, permissions };
      return hasPermission(input, { context });
    },

    countByMember: async (userId) => (await inner.listOrganizations(userId)).length,

    async countTenMembers(organizationId, viewer) {
      if ((await inner.checkMembership({ organizationId, userId: viewer })) === null) return 0;
      return (await inner.listMembers({ organizationId, limit: 10 })).members.length;
    },
  };
}

interface InnerFunctions {
  getOrgAdapter(
    context: unknown,
    options: typeof pluginOptions,
  ): {
    checkMembership(ids: MembershipIds): Promise<object | null>;
    findMemberByOrgId(ids: MembershipIds): Promise<{ readonly role: string } | null>;
    listOrganizations(userId: string): Promise<readonly object[]>;
    listMembers(query: {
      readonly organizationId: string;
      readonly limit: number;
    }): Promise<{ readonly members: readonly object[] }>;
  };
  hasPermission(
    input: {
      readonly role: string;
      readonly options: typeof pluginOptions;
      readonly organizationId: string;
      readonly permissions: Readonly<Record<string, readonly string[]>>;
    },
    context: { readonly context: unknown },
  ): Promise<boolean>;
}

interface MembershipIds {
  readonly organizationId: string;
  readonly userId: string;
}

/** The package does not export these functions; its own endpoints call them. */
async function loadInnerFunctions(): Promise<InnerFunctions> {
  const root = join(
    dirname(fileURLToPath(import.meta.resolve('better-auth'))),
    'plugins/organization',
  );
  const load = (file: string) => import(pathToFileURL(join(root, file)).href);
  const [{ getOrgAdapter }, { hasPermission }] = await Promise.all([
    load('adapter.mjs'),
    load('has-permission.mjs'),
  ]);
  return { getOrgAdapter, hasPermission };
}

/** The same people, organizations and memberships as in Guildhall's storages, and a session for everybody. */
function toPeerTables({ changes }: BenchmarkData): PeerTables {
  const tables: PeerTables = {
    user: [],
    session: [],
    account: [],
    verification: [],
    organization: [],
    member: [],
    invitation: [],
  };
  for (const change of changes) addToTables(tables, change);
  return tables;
}

function addToTables(tables: PeerTables, change: Change): void {
  if (change.kind !== 'insert') return;
  if (change.collection === 'users') {
    tables.user.push(toPeerUser(change.value));
    tables.session.push(toPeerSession(change.value));
  }
  if (change.collection === 'organizations')
    tables.organization.push(toPeerOrganization(change.value));
  if (change.collection === 'memberships') tables.member.push(toPeerMember(change.value));
}

function toPeerUser({ id, email, name, createdAt }: User): PeerRow {
  return { id, email, name: name ?? '', emailVerified: true, createdAt, updatedAt: createdAt };
}

function toPeerSession({ id, createdAt }: User): PeerRow {
  const expiresAt = new Date(Date.now() + 86_400_000);
  const token = sessionTokenOf(id);
  return { id, userId: id, token, expiresAt, createdAt, updatedAt: new Date() };
}

function toPeerOrganization({ id, name, slug, createdAt }: Organization): PeerRow {
  return { id, name, slug, createdAt };
}

function toPeerMember({ id, organizationId, userId, role, createdAt }: Membership): PeerRow {
  return { id, organizationId, userId, role: role === 'admin' ? 'owner' : role, createdAt };
}

/** The adapter stores ids as ObjectIds. */
function toPeerDocument({ id, ...fields }: PeerRow): Record<string, unknown> {
  const references = ['userId', 'organizationId'].filter((name) => name in fields);
  return {
    _id: new ObjectId(id),
    ...fields,
    ...Object.fromEntries(references.map((name) => [name, new ObjectId(String(fields[name]))])),
  };
}

function sessionTokenOf(userId: string): string {
  return `session-of-${userId}`;
}

function sessionHeaders(userId: string): Headers {
  const token = sessionTokenOf(userId);
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return new Headers({ cookie: `${cookieName}=${encodeURIComponent(`${token}.${signature}`)}` });
}

function toSlug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
