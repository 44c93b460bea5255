// Guildhall in a service that has users, organizations and an outbox of its own.
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { invitationTokenOf } from '../../src/testing/doubles/index.js';
import { dbOf, faultOf, snapshotOf } from '../adapters/mongoose/database-fixtures.js';
import { openTestConnection } from '../support/mongo-connections.js';
import { get, type HostService, post, signUp, startHostService } from './host-service.js';

describe('an Express service with Mongoose and better-auth', { timeout: 60_000 }, () => {
  let connection: Connection;
  let service: HostService;
  let before: readonly unknown[];
  let after: readonly unknown[];

  beforeAll(async () => {
    connection = await openTestConnection();
    service = await startHostService(connection, async (storage) => {
      before = await snapshotOf(dbOf(connection));
      await storage.ensureIndexes();
      after = await snapshotOf(dbOf(connection));
    });
  }, 60_000);
  afterAll(() => service.close());

  it('keeps its collections, their indexes and documents when Guildhall is set up', () => {
    const names = before.map((each) => Reflect.get(Object(each), 'info').name);
    for (const name of ['users', 'organizations', 'outbox', 'user', 'session'])
      expect(names).toContain(name);
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after.length).toBe(before.length + 14);
  });

  it('has organizations over HTTP, and every insert of its own still works', async () => {
    const { url, mailer } = service;
    const ada = await signUp(url, 'ada@example.org');
    const ben = await signUp(url, 'ben@example.org');
    expect((await post(url, '/organizations', { name: 'Mentra Labs' })).status).toBe(401);
    const created = await post(url, '/organizations', { name: 'Mentra Labs' }, ada);
    expect(created).toMatchObject({ status: 200, body: { slug: 'mentra-labs' } });
    const organizationId = created.body['id'];
    const invitation = { organizationId, email: 'ben@example.org' };
    expect((await post(url, '/invitations', invitation, ada)).status).toBe(200);
    const [token] = mailer.mailsTo('ben@example.org').map(invitationTokenOf);
    expect(await post(url, '/invitations/accept', { token }, ben)).toMatchObject({ status: 200 });
    const members = await get(url, `/organizations/${organizationId}/members`, ben);
    expect(members.body).toMatchObject({
      items: [
        { name: 'ada', role: 'admin' },
        { name: 'ben', role: 'member' },
      ],
    });
    await service.insertOwn();
    const theirs = { name: 'Theirs', slug: 'theirs' };
    expect(await post(url, '/api/auth/organization/create', theirs, ada)).toMatchObject({
      status: 200,
      body: { name: 'Theirs' },
    });
  });

  it('is left alone by a storage without prefix, which says what to do', async () => {
    const snapshot = await snapshotOf(dbOf(connection));
    const database = connection.name;
    const storage = mongooseStorage({ connection, collectionPrefix: '', database });
    const { message } = await faultOf(storage.ensureIndexes());
    expect(message).toContain('Choose another collectionPrefix');
    for (const name of ['users', 'organizations', 'outbox']) expect(message).toContain(`"${name}"`);
    expect(await snapshotOf(dbOf(connection))).toEqual(snapshot);
    await service.insertOwn();
  });
});
