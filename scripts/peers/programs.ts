// The programs that `npm run peers` runs in a project that has installed the packed tarball.

/** Uses what depends on the types of Mongoose and Inversify. It is compiled, not run. */
export const typedProgram = `import 'reflect-metadata';
import { createGuildhall, developmentKeys, orThrow } from 'guildhall';
import { coreModule, TOKENS } from 'guildhall/inversify';
import { mongooseModule } from 'guildhall/inversify/mongoose';
import { memoryStorage } from 'guildhall/memory';
import { mongooseRateLimiter, mongooseStorage } from 'guildhall/mongoose';
import { Container } from 'inversify';
import { type Connection, createConnection } from 'mongoose';

const connection: Connection = createConnection('mongodb://localhost/console');
const keys = developmentKeys();
const baseUrl = 'http://localhost:3000';

export async function run(): Promise<readonly string[]> {
  const storage = mongooseStorage({ connection, collectionPrefix: 'orgs_' });
  await storage.ensureIndexes();
  const rateLimiter = mongooseRateLimiter({ connection, collectionPrefix: 'orgs_' });
  const guildhall = createGuildhall({ storage, rateLimiter, keys, baseUrl });
  const signUp = { kind: 'system', reason: 'sign-up' } as const;
  const user = orThrow(await guildhall.users.register(signUp, { email: 'ada@example.org' }));
  const { Membership } = await storage.models();
  const found: Record<string, unknown> | null = await Membership.findOne().lean();
  const container = new Container();
  container.load(coreModule({ keys, baseUrl }), mongooseModule({ connection }));
  const same = container.get(TOKENS.Users);
  await same.register(signUp, { email: 'ben@example.org' });
  createGuildhall({ storage: memoryStorage(), keys, baseUrl });
  return [user.id, String(found?.['role'])];
}
`;

/** Runs the storage contract, or the part of it that CLAUSES names, on the MongoDB of MONGODB_URI. */
export const contractProgram = `import { randomBytes } from 'node:crypto';
import { after, describe, it } from 'node:test';
import 'reflect-metadata';
import { cachedStorage } from 'guildhall/cached';
import { coreModule, TOKENS } from 'guildhall/inversify';
import { mongooseModule } from 'guildhall/inversify/mongoose';
import { memoryStorage } from 'guildhall/memory';
import { mongooseStorage } from 'guildhall/mongoose';
import { describeStorageContract } from 'guildhall/testing';
import { developmentKeys } from 'guildhall';
import { Container } from 'inversify';
import { createConnection } from 'mongoose';

const dbName = 'guildhall_peers_' + randomBytes(6).toString('hex');
const connection = await createConnection(process.env.MONGODB_URI, { dbName }).asPromise();
const storage = () => mongooseStorage({ connection, commitDeadline: 20 });
await storage().ensureIndexes();
after(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const open = async () => {
  const all = await connection.db.listCollections({ type: 'collection' }).toArray();
  const own = all.filter(({ name }) => /^guildhall_(?!schema$)/.test(name));
  await Promise.all(own.map(({ name }) => connection.db.collection(name).deleteMany({})));
  return storage();
};
const clauses = new RegExp(process.env.CLAUSES ?? '');
const runner = { describe, it: (name, body) => (clauses.test(name) ? it(name, body) : undefined) };
describeStorageContract('mongoose', { open, numRuns: 5 }, runner);
const openCached = async () => cachedStorage(memoryStorage());
describeStorageContract('memory, cached', { open: openCached, numRuns: 5 }, runner);

it('MODELS: finds the rows with the models', async () => {
  const { User } = await storage().models();
  await User.findOne({ emailKey: 'ada@example.org' }).lean();
});

it('INVERSIFY: a container gives the services', async () => {
  await open();
  const container = new Container();
  const options = { keys: developmentKeys(), baseUrl: 'http://localhost:3000' };
  container.load(coreModule(options), mongooseModule({ connection }));
  const users = container.get(TOKENS.Users);
  const answer = await users.register({ kind: 'system', reason: 'sign-up' }, { email: 'ada@example.org' });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
});
`;
