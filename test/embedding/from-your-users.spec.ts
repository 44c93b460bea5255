// The guide "From your users table to organizations": what it says, on a real MongoDB, with both kinds of ids.
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { type Connection, type mongo, Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, type MockInstance, vi } from 'vitest';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import {
  createGuildhall,
  developmentKeys,
  orThrow,
  type Policy,
  type SystemActor,
} from '../../src/index.js';
import { dbOf, snapshotOf } from '../adapters/mongoose/database-fixtures.js';
import { openTestConnection } from '../support/mongo-connections.js';
import {
  type GuideService,
  type GuideUser,
  type IdKind,
  startGuideService,
} from './guide-service.js';
import { type Answer, get, post, send, signUp } from './host-service.js';

/** A document of the service's own collection. */
interface Row {
  readonly _id: Types.ObjectId | string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified?: boolean;
  readonly company?: string;
  readonly organizationId?: string;
  readonly password?: string;
}

/** The people of the service before it has Guildhall, in the order of their ids. */
const people: readonly Omit<Row, '_id'>[] = [
  { email: 'ada@example.org', name: 'Ada', company: 'Größe & Co.' },
  { email: 'ben@example.org', name: 'Ben', company: 'Größe & Co.' },
  { email: 'cleo@example.org', name: 'Cleo', company: 'Acme' },
  { email: 'dan@example.org', name: 'Dan' },
  { email: 'no address', name: 'Eve', company: 'Acme' },
  { email: 'DAN@example.org', name: 'The other Dan' },
  { email: 'finn@example.org', name: 'Finn', company: 'Acme' },
];

/** When the import is killed: when Ada's organization is created, or when Ben is a member, and before this is noted. */
const killAfter = { objectid: 2, uuid: 5 };

const betterAuthCollections = ['account', 'session', 'user', 'verification'];

const password = 'a long password';
const system: SystemActor = { kind: 'system', reason: 'test' };

/** Another Guildhall on the database of the service, with the roles of the guide. */
function guildhallOn(connection: Connection, baseUrl: string, policy: Partial<Policy>) {
  return createGuildhall({
    storage: mongooseStorage({ connection }),
    baseUrl,
    keys: developmentKeys(),
    roles: { accountant: ['organization:read', 'members:read', 'invoices:read'] },
    policy,
  });
}

describe.each<IdKind>(['objectid', 'uuid'])('a service with a users collection (%s)', (idKind) => {
  const ids = people.map((_, n) =>
    idKind === 'uuid'
      ? `00000000-0000-4000-8000-00000000000${n}`
      : new Types.ObjectId(`65000000000000000000000${n}`),
  );
  let connection: Connection;
  let warnings: MockInstance<typeof console.warn>;
  let service: GuideService;
  let guildhall: ReturnType<typeof guildhallOn>;

  beforeAll(async () => {
    connection = await openTestConnection();
    warnings = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const rows = people.map((person, n) => ({ _id: ids[n] ?? '', emailVerified: true, ...person }));
    await users().insertMany(rows);
    await users().createIndex({ email: 1 }, { unique: true });
    const before = await snapshotOf(dbOf(connection));
    service = await startGuideService(connection, idKind);
    expect(await snapshotOf(dbOf(connection))).toEqual(expect.arrayContaining([...before]));
    guildhall = guildhallWith({ personalOrganizations: 'never' });
    await users().updateMany({}, { $set: { password: service.program.hashPassword(password) } });
  }, 60_000);
  afterAll(() => warnings.mockRestore());

  const users = (): mongo.Collection<Row> => dbOf(connection).collection<Row>('users');
  const accounts = () => dbOf(connection).collection<Row>('guildhall_users');
  const guildhallWith = (policy: Partial<Policy>) => guildhallOn(connection, service.url, policy);

  const userOf = async (email: string): Promise<GuideUser> => {
    const found = await users().findOne({ email });
    if (found === null) throw new Error(`no user has the address ${email}`);
    const { _id, emailVerified = false, ...rest } = found;
    return { ...rest, id: String(_id), emailVerified };
  };
  const addUser = async (name: string, changes: Partial<Row> = {}): Promise<GuideUser> => {
    const email = `${name.toLowerCase()}@example.org`;
    const _id = idKind === 'uuid' ? randomUUID() : new Types.ObjectId();
    const hash = service.program.hashPassword(password);
    const row = { _id, email, emailVerified: true, name, password: hash, ...changes };
    await users().insertOne(row);
    return userOf(row.email);
  };
  const change = (name: string, changes: Partial<Row>) =>
    users().updateOne({ name }, { $set: changes });

  const signIn = (email: string, given = password): Promise<Answer> =>
    post(service.url, '/sign-in', { email, password: given });
  const cookieOf = async (email: string): Promise<string> => {
    const { status, cookie } = await signIn(email);
    expect(status).toBe(200);
    return cookie;
  };
  /** The codes of the refusals that the guide's program has logged since the last call. */
  const logged = (): readonly unknown[] => warnings.mock.calls.splice(0).map(([code]) => code);

  const accountOf = async (userId: string) =>
    orThrow(await guildhall.users.get(system, { userId }));
  const holderOf = async (email: string): Promise<string> =>
    orThrow(await guildhall.users.findByEmail(system, { email })).id;
  const membersOf = async (organizationId: string): Promise<string> => {
    const { items } = orThrow(await guildhall.memberships.list(system, { organizationId }));
    // Ids of two processes are not in the order of time within a second.
    const members = items.map(({ name, role }) => `${name}: ${role}`);
    return members.sort().join(', ');
  };
  const organizationNamed = async (namePrefix: string): Promise<string> => {
    const { items } = orThrow(await guildhall.organizations.list(system, { namePrefix }));
    expect(items).toHaveLength(1);
    return items[0]?.id ?? '';
  };

  it('can be imported, with a kill in between', async () => {
    expect(await service.killImportAfter(killAfter[idKind])).toBe('SIGKILL');
    const noted = await users().countDocuments({ organizationId: { $exists: true } });
    expect(noted).toBe(idKind === 'uuid' ? 1 : 0);
    await cookieOf('cleo@example.org'); // signs in before her turn

    await service.program.importUsers();
    const leftOut = warnings.mock.calls.map(([, id]) => id);
    expect(leftOut).toEqual([ids[4], ids[5]].map(String));
    expect(logged()).toEqual(['invalid_input', 'email_taken']);
    expect(await membersOf(await organizationNamed('Größe'))).toBe('Ada: admin, Ben: member');
    expect(await membersOf(await organizationNamed('Acme'))).toBe('Cleo: admin, Finn: member');
    const db = dbOf(connection);
    expect(await db.collection('guildhall_organizations').countDocuments()).toBe(2);
    expect(await db.collection('guildhall_outbox').countDocuments()).toBe(0);
    const stored = await accounts().find().sort({ _id: 1 }).toArray();
    expect(stored.map(({ _id }) => _id)).toEqual([0, 1, 2, 3, 6].map((n) => ids[n]));
  });

  it('can be imported again, which changes nothing', async () => {
    const before = await snapshotOf(dbOf(connection));
    await service.program.importUsers();
    expect(logged()).toEqual(['invalid_input', 'email_taken']);
    expect(await snapshotOf(dbOf(connection))).toEqual(before);
  });

  it('imports who was left out once the reason is gone, and nobody who has left', async () => {
    const acme = await organizationNamed('Acme');
    const finn = await cookieOf('finn@example.org');
    const left = await post(service.url, `/organizations/${acme}/leave`, {}, finn);
    expect(left.status).toBe(200);
    await change('Eve', { email: 'eve@example.org' });
    await service.program.importUsers();
    expect(logged()).toEqual(['email_taken']);
    expect(await membersOf(acme)).toBe('Cleo: admin, Eve: member');
  });

  it('makes one account of many sign-ins at once', async () => {
    const gil = await addUser('Gil', { emailVerified: false });
    await Promise.all(Array.from({ length: 30 }, () => service.program.atSignIn(gil)));
    expect(logged()).toEqual([]);
    expect(await accounts().countDocuments({ email: gil.email })).toBe(1);
    const cookie = await cookieOf(gil.email);
    const none = await get(service.url, '/organizations', cookie);
    expect(none).toMatchObject({ status: 200, body: { items: [] } });
    expect((await get(service.url, '/invitations', cookie)).body['code']).toBe(
      'email_not_verified',
    );
    expect((await signIn(gil.email, 'wrong')).status).toBe(401);
    await change('Gil', { emailVerified: true });
    await cookieOf(gil.email);
    expect((await accountOf(gil.id)).emailVerified).toBe(true);
    expect(logged()).toEqual([]);
  });

  it('frees the address of somebody who has another one now, or is gone', async () => {
    const { url, program } = service;
    const hal = await addUser('Hal');
    const { email } = hal;
    await cookieOf(email);
    await change('Hal', { email: 'hal@new.example' });
    const ivy = await addUser('Ivy', { email });
    const cookie = await cookieOf(email);
    expect(logged()).toEqual(['email_taken']);
    const refused = await get(url, '/organizations', cookie);
    expect(refused).toMatchObject({ status: 403, body: { code: 'account_inactive' } });
    await program.freeAddress(email);
    expect((await get(url, '/organizations', await cookieOf(email))).status).toBe(200);
    expect(await holderOf('hal@new.example')).toBe(hal.id);

    await users().deleteOne({ name: 'Ivy' });
    const jo = await addUser('Jo', { email });
    await cookieOf(email);
    expect(logged()).toEqual(['email_taken']);
    expect(await holderOf(email)).toBe(ivy.id);
    await program.freeAddress(email);
    await cookieOf(email);
    expect(await holderOf(email)).toBe(jo.id);
    expect(logged()).toEqual([]);
  });

  it('frees no address that two of its users have', async () => {
    const dan = await holderOf('dan@example.org');
    await service.program.freeAddress('DAN@example.org');
    await cookieOf('DAN@example.org');
    expect(logged()).toEqual(['email_taken']);
    expect(await holderOf('dan@example.org')).toBe(dan);
  });

  it('passes a changed address on at the next sign-in, and a changed name when it is told', async () => {
    await change('Ben', { name: 'Benno', email: 'benno@example.org' });
    const benno = await userOf('benno@example.org');
    await cookieOf(benno.email);
    expect(await accountOf(benno.id)).toMatchObject({ name: 'Ben', email: benno.email });
    await service.program.afterChange(benno);
    expect(await accountOf(benno.id)).toMatchObject({ name: 'Benno', emailVerified: true });
    const changed = service.program.afterChange({ ...benno, name: 'https://benno.example' });
    await expect(changed).rejects.toMatchObject({ refusal: { code: 'name_invalid' } });
    expect((await accountOf(benno.id)).name).toBe('Benno');
  });

  it('has pages for organizations and invitations', async () => {
    const { url, program } = service;
    const [, { id: louId }] = [await addUser('Kim'), await addUser('Lou')];
    const [kim, lou] = [await cookieOf('kim@example.org'), await cookieOf('lou@example.org')];
    const kiosk = { name: 'Kiosk' };
    expect((await post(url, '/organizations', kiosk)).status).toBe(401);
    const created = await post(url, '/organizations', kiosk, kim);
    expect(created).toMatchObject({ status: 200, body: { slug: 'kiosk' } });
    const organizationId = String(created.body['id']);
    const path = `/organizations/${organizationId}`;
    expect((await get(url, '/organizations', kim)).body).toMatchObject({
      items: [{ organization: kiosk, role: 'admin' }],
    });

    const toLou = { email: 'lou@example.org' };
    expect((await post(url, `${path}/invitations`, toLou, kim)).status).toBe(200);
    const elsewhere = { ...toLou, organizationId: await organizationNamed('Acme') };
    const again = await post(url, `${path}/invitations`, elsewhere, kim);
    expect(again).toMatchObject({ status: 409, body: { code: 'already_invited' } });
    const wrong = await post(url, `${path}/invitations`, { email: 7, roll: 'admin' }, kim);
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect(wrong.body['message']).toMatch(/email.*roll/);
    const stranger = await get(url, `${path}/members`, lou);
    expect(stranger).toMatchObject({ status: 404, body: { code: 'organization_not_found' } });

    const offers = await get(url, '/invitations', lou);
    expect(offers.body).toMatchObject({ items: [{ organization: kiosk, role: 'member' }] });
    const accept = `/invitations/${Object(offers.body['items'])[0].id}/accept`;
    expect((await post(url, accept, {}, kim)).body['code']).toBe('invitation_not_found');
    expect((await post(url, accept, {}, lou)).status).toBe(200);
    const members = await get(url, `${path}/members`, lou);
    expect(members.body).toMatchObject({ items: [{ name: 'Kim' }, { name: 'Lou' }] });
    const claims = await program.claimsOf(louId);
    expect(claims).toEqual({ [organizationId]: expect.arrayContaining(['apps:read']) });

    expect((await get(url, `${path}/invoices`, kim)).status).toBe(200);
    const refused = await get(url, `${path}/invoices`, lou);
    expect(refused).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    const nowhere = `/organizations/${'0'.repeat(24)}/invoices`;
    expect(await get(url, nowhere, lou)).toEqual(refused);
    const giveRole = (role: string, cookie: string) => {
      const body = JSON.stringify({ role });
      return send(url, { method: 'PATCH', path: `${path}/members/${louId}`, body, cookie });
    };
    expect((await giveRole('chief', kim)).body['code']).toBe('invalid_input');
    expect((await giveRole('accountant', kim)).status).toBe(200);
    expect((await giveRole('admin', lou)).body['code']).toBe('permission_denied');
    expect((await get(url, `${path}/invoices`, lou)).status).toBe(200);
    const newClaims = await program.claimsOf(louId);
    expect(newClaims[organizationId]).toEqual(expect.arrayContaining(['invoices:read']));
    expect((await post(url, `${path}/leave`, {}, kim)).body['code']).toBe('last_admin');
    expect((await post(url, `${path}/leave`, {}, lou)).status).toBe(200);
    expect(await membersOf(organizationId)).toBe('Kim: admin');
    const broken = { method: 'POST', path: '/organizations', cookie: kim, body: '{' };
    expect((await send(url, broken)).status).toBe(400);
  });

  it('deletes an account, unless members would be left without an admin', async () => {
    const { url, program } = service;
    const [kim, lou] = [await userOf('kim@example.org'), await userOf('lou@example.org')];
    const removal = { method: 'DELETE', path: '/me', cookie: await cookieOf(kim.email) };
    const organizationId = await organizationNamed('Kiosk');
    const seat = { organizationId, userId: lou.id, role: 'member' } as const;
    orThrow(await guildhall.memberships.add(system, seat));
    expect(await send(url, removal)).toMatchObject({
      status: 409,
      body: { code: 'last_admin', organizationIds: [organizationId] },
    });
    expect((await userOf(kim.email)).id).toBe(kim.id);

    orThrow(await guildhall.memberships.changeRole(system, { ...seat, role: 'admin' }));
    expect((await send(url, removal)).status).toBe(200);
    expect((await send(url, removal)).body['code']).toBe('signed_out');
    expect(await users().countDocuments({ email: kim.email })).toBe(0);
    expect(await membersOf(organizationId)).toBe('Lou: admin');
    expect((await program.beforeDeletion(kim.id)).ok).toBe(true);
    await addUser('Kim');
    await cookieOf(kim.email);
    expect(logged()).toEqual([]);
  });

  it('can call beforeDeletion again when it was interrupted', async () => {
    const { program } = service;
    const mia = await addUser('Mia');
    await program.atSignIn(mia);
    orThrow(await guildhall.users.delete(system, { userId: mia.id }));
    const other = { ...mia, id: randomUUID() };
    await program.atSignIn(other);
    expect(logged()).toEqual(['email_taken']);
    expect((await program.beforeDeletion(mia.id)).ok).toBe(true);
    await program.atSignIn(other);
    expect(logged()).toEqual([]);
  });

  it('has personal organizations at registration, on demand or never', async () => {
    const ofDan = { userId: String(ids[3]) };
    expect((await guildhall.organizations.ensurePersonal(system, ofDan)).ok).toBe(false);
    const onDemand = guildhallWith({ personalOrganizations: 'on_demand' }).organizations;
    expect(orThrow(await onDemand.ensurePersonal(system, ofDan)).name).toBe('Dan');
    const nia = { id: randomUUID(), email: 'nia@example.org' };
    const { user } = orThrow(await guildhallWith({}).users.ensure(system, nia));
    expect(user.defaultOrg).toBeDefined();
  });

  it('signs people up and in with better-auth', async () => {
    const { urlWithBetterAuth: url } = service;
    const first = await signUp(url, 'oda@auth.example');
    const theirs = dbOf(connection).collection<Row>('user');
    const _id = (await theirs.findOne({ email: 'oda@auth.example' }))?._id;
    expect(_id).toBeInstanceOf(Types.ObjectId);
    expect((await accounts().findOne({ email: 'oda@auth.example' }))?._id).toEqual(_id);

    await theirs.updateOne({ email: 'oda@auth.example' }, { $set: { emailVerified: true } });
    await accounts().deleteOne({ email: 'oda@auth.example' }); // as if the sign-up had not reached Guildhall
    expect((await get(url, '/organizations', first)).status).toBe(403);
    const credentials = { email: 'oda@auth.example', password };
    const second = await post(url, '/api/auth/sign-in/email', credentials);
    expect(second.status).toBe(200);
    expect((await accountOf(String(_id))).emailVerified).toBe(true);
    expect((await get(url, '/organizations', second.cookie)).status).toBe(200);
    expect((await post(url, '/api/auth/sign-out', {}, second.cookie)).status).toBe(200);
    expect((await get(url, '/organizations', second.cookie)).status).toBe(401);
  });

  it('passes the changes and deletions of better-auth on', async () => {
    const { urlWithBetterAuth: url } = service;
    const pia = await signUp(url, 'pia@auth.example');
    const created = await post(url, '/organizations', { name: 'Pia Labs' }, pia);
    const organizationId = String(created.body['id']);
    await post(url, '/api/auth/update-user', { name: 'Pia P.' }, pia);
    expect(await membersOf(organizationId)).toBe('Pia P.: admin');

    const { id: userId } = await userOf('gil@example.org');
    const seat = { organizationId, userId, role: 'member' } as const;
    orThrow(await guildhall.memberships.add(system, seat));
    const refused = await post(url, '/api/auth/delete-user', { password }, pia);
    expect(refused).toMatchObject({ status: 409, body: { code: 'last_admin' } });
    orThrow(await guildhall.memberships.changeRole(system, { ...seat, role: 'admin' }));
    expect((await post(url, '/api/auth/delete-user', { password }, pia)).status).toBe(200);
    expect(await membersOf(organizationId)).toBe('Gil: admin');
    expect(await accounts().countDocuments({ email: 'pia@auth.example' })).toBe(0);
    expect(logged()).toEqual([]);
  });

  it('has the collections of better-auth and of Guildhall side by side', async () => {
    const snapshotBy = async (isWanted: (name: string) => boolean) => {
      const all = await snapshotOf(dbOf(connection));
      return all.filter((each) => isWanted(Reflect.get(Object(each), 'info').name));
    };
    const isFresh = (name: string) => name.startsWith('fresh_');
    const isBetterAuths = (name: string) => betterAuthCollections.includes(name);
    const theirs = await snapshotBy(isBetterAuths);
    expect(theirs).toHaveLength(betterAuthCollections.length);
    await mongooseStorage({ connection }).ensureIndexes();
    await mongooseStorage({ connection, collectionPrefix: 'fresh_' }).ensureIndexes();
    expect(await snapshotBy(isBetterAuths)).toEqual(theirs);
    const fresh = await snapshotBy(isFresh);
    await signUp(service.urlWithBetterAuth, 'quin@auth.example');
    expect(await snapshotBy(isFresh)).toEqual(fresh);
  });

  it('takes UUIDs of better-auth, whose hooks run when the sign-up is committed', async () => {
    const elsewhere = await openTestConnection();
    const auth = betterAuth({
      baseURL: service.url,
      secret: 'a secret of the test with more than 32 bytes',
      database: mongodbAdapter(dbOf(elsewhere), { client: elsewhere.getClient() }),
      advanced: { database: { generateId: 'uuid' } },
      emailAndPassword: { enabled: true },
      databaseHooks: {
        user: {
          create: {
            async after(user) {
              await service.program.atSignIn(user);
              throw new Error('the hook failed');
            },
          },
        },
      },
      logger: { disabled: true },
    });
    // better-auth makes its indexes in the background, and a sign-up in a transaction cannot wait for them.
    await vi.waitFor(async () => {
      for (const name of betterAuthCollections)
        expect((await dbOf(elsewhere).collection(name).indexes()).length).toBeGreaterThan(1);
    }, 10_000);
    const body = { email: `rae-${idKind}@auth.example`, password, name: 'Rae' };
    await expect(auth.api.signUpEmail({ body })).rejects.toThrow('the hook failed');
    const { user } = await auth.api.signInEmail({ body });
    expect(user.id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect((await accounts().findOne({ email: body.email }))?._id).toBe(user.id);
  });

  it('still has its indexes, and only the field that the guide adds', async () => {
    const indexes = await users().indexes();
    expect(indexes.map(({ name }) => name)).toEqual(['_id_', 'email_1']);
    const fields = new Set((await users().find().toArray()).flatMap(Object.keys));
    const own = ['_id', 'company', 'email', 'emailVerified', 'name', 'password'];
    expect([...fields].sort()).toEqual([...own, 'organizationId'].sort());
  });
});
