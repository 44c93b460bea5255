// After a purge only ids of the person are left. The tests search every collection.
import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseRateLimiter, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { orThrow, parseEmail, type Storage } from '../../../src/index.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import {
  assertPresent,
  createInvitation,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { draftAppRow, insertRows } from '../support/app-rows.js';

const grace = { name: 'Grace Brewster Hopper', email: 'Grace.Hopper+navy@Example.org' };

const testers = ['tester@example.com', 'GRACE.HOPPER+navy@example.org'].map((text) =>
  orThrow(parseEmail(text, [])),
);

/** Everything that identifies the person, also unkeyed digests of the address, which anybody could make. */
const traces: readonly string[] = [
  'hopper',
  'brewster',
  'navy',
  ...[grace.email, grace.email.toLowerCase(), 'grace.hopper@example.org'].map((address) =>
    createHash('sha256').update(address).digest('hex').slice(0, 24),
  ),
];

/** A deleted account of a person who did everything that leaves traces. */
async function wellKnown(world: World): Promise<Person> {
  const { guildhall } = world;
  const other = await createPerson(world, { name: 'Ada Lovelace', email: 'ada@example.com' });
  const hopper = await createPerson(world, grace);
  const created = await createOrganization(world, hopper, 'Compilers');
  const elsewhere = await createOrganization(world, other, 'Analytical Engines');
  const contact = { organizationId: elsewhere.id, contactEmail: 'grace.hopper+NAVY@example.org' };
  orThrow(await guildhall.organizations.updateProfile(other.actor, contact));
  const joining = await createInvitation(world, {
    by: hopper,
    to: created,
    as: 'admin',
    email: other.email,
  });
  const token = await currentTokenOf(world, joining.id);
  orThrow(await guildhall.invitations.accept(other.actor, { token }));
  const accepted = await createInvitation(world, { by: other, to: elsewhere, email: grace.email });
  const toAccept = { token: await currentTokenOf(world, accepted.id) };
  orThrow(await guildhall.invitations.accept(hopper.actor, toAccept));
  const third = await createOrganization(world, other, 'Third');
  const declined = await createInvitation(world, { by: other, to: third, email: grace.email });
  const toDecline = { token: await currentTokenOf(world, declined.id) };
  orThrow(await guildhall.invitations.declineAndBlock(hopper.actor, toDecline));
  const options = { idempotencyKey: 'once' };
  const input = { organizationId: third.id, email: grace.email.toUpperCase() };
  orThrow(await guildhall.invitations.invite(other.actor, input, options));
  const slug = { organizationId: hopper.id, slug: 'grace-hopper-navy' };
  const personal = orThrow(
    await guildhall.organizations.ensurePersonal(hopper.actor, { userId: hopper.id }),
  );
  const renamed = { ...slug, organizationId: personal.id };
  orThrow(await guildhall.organizations.changeSlug(hopper.actor, renamed));
  const tested = [elsewhere.id, elsewhere.id, third.id, created.id].map((id) => draftAppRow(id));
  await insertRows(world.storage, { apps: tested.map((app) => ({ ...app, testers })) });
  await guildhall.relay.runOnce({ limit: 100 });
  orThrow(await guildhall.users.delete(hopper.actor, { userId: hopper.id }));
  return hopper;
}

describe.each(storageKinds)('the purge of a person on $name', ({ open }) => {
  let world: World;
  let hopper: Person;
  beforeAll(async () => {
    world = createWorld(await open());
    hopper = await wellKnown(world);
    orThrow(await world.guildhall.users.purge(systemActor, { userId: hopper.id }));
  });

  it('removes the account, its personal organization and every invitation to its address', async () => {
    const { storage } = world;
    expect(await storage.users.findById(hopper.id)).toBeNull();
    expect(await storage.organizations.findPersonal(hopper.id)).toBeNull();
    const again = await world.guildhall.users.purge(systemActor, { userId: hopper.id });
    expect(again).toMatchObject({ refusal: { code: 'user_not_found' } });
    const someone = await createPerson(world, grace);
    expect(someone.id).not.toBe(hopper.id);
    const slug = 'grace-hopper-navy';
    const created = await world.guildhall.organizations.create(someone.actor, { name: 'x', slug });
    expect(created).toMatchObject({ ok: true });
  });

  it('replaces their address as a contact by that of another admin', async () => {
    const { organizations } = world.guildhall;
    for (const slug of ['compilers', 'analytical-engines']) {
      const found = orThrow(await organizations.findBySlug(systemActor, { slug }));
      expect(found?.organization.profile.contactEmail).toBe('ada@example.com');
    }
  });

  it('removes the address from the testers of every app, one organization per commit', async () => {
    const { storage, guildhall } = world;
    let commits = 0;
    for (const slug of ['compilers', 'analytical-engines', 'third']) {
      const found = orThrow(await guildhall.organizations.findBySlug(systemActor, { slug }));
      const organizationId = assertPresent(found).organization.id;
      const ids = await storage.apps.listUnarchivedIdsByOrganization(organizationId, 10);
      expect(ids.length).toBeGreaterThan(0);
      const apps = await Promise.all(
        ids.map(async (id) => assertPresent(await storage.apps.findById(id))),
      );
      for (const { value } of apps) expect(value.testers).toEqual(testers.slice(0, 1));
      const { items } = orThrow(
        await guildhall.organizations.audit(systemActor, { organizationId }),
      );
      const shared = items.filter(({ events }) => events.some(({ type }) => type === 'app_shared'));
      expect(shared.map(({ events }) => events)).toEqual([
        apps.map(({ value }) => ({
          type: 'app_shared',
          organizationId,
          appId: value.id,
          visibility: 'private',
          testers: 1,
        })),
      ]);
      commits += shared.length;
    }
    expect(commits).toBe(3);
    expect(await storage.apps.listByTester(assertPresent(testers[1]).key, 1)).toEqual([]);
  });

  it('keeps their commands in the journal, under their id', async () => {
    const found = orThrow(
      await world.guildhall.organizations.findBySlug(systemActor, { slug: 'compilers' }),
    );
    const input = { organizationId: found?.organization.id ?? '' };
    const { items } = orThrow(await world.guildhall.organizations.audit(systemActor, input));
    expect(items.at(-1)).toMatchObject({
      action: 'organization.create',
      actor: { kind: 'user', userId: hopper.id },
    });
  });

  it('goes on after an interruption', async () => {
    const one = await createPerson(world, { name: 'Katherine Johnson', email: 'kj@example.org' });
    const acme = await createOrganization(world, one, 'Orbits');
    orThrow(await world.guildhall.organizations.delete(one.actor, { organizationId: acme.id }));
    orThrow(await world.guildhall.users.delete(one.actor, { userId: one.id }));
    let steps = 0;
    for (;;) {
      const abort = new AbortController();
      const stopping: Storage = {
        ...world.storage,
        async commit(operation) {
          await world.storage.commit(operation);
          abort.abort(new Error('stopped'));
        },
      };
      const { users } = createSecondService(world, stopping).guildhall;
      const input = { userId: one.id };
      const options = { signal: abort.signal };
      const done = await users.purge(systemActor, input, options).catch(() => null);
      if (done !== null) break;
      steps += 1;
      expect(await world.guildhall.users.restore(systemActor, input)).toMatchObject({ ok: false });
    }
    expect(steps).toBeGreaterThan(3);
    expect(await world.storage.users.findById(one.id)).toBeNull();
    const found = await world.storage.organizations.findById(acme.id);
    expect(found?.value.profile.contactEmail).toBe('nobody@contact.invalid');
  });
});

describe('a database after a purge', () => {
  let connection: Connection;
  let before: string;
  let after: string;

  async function everything(): Promise<string> {
    const collections = await connection.db?.listCollections().toArray();
    const rows = await Promise.all(
      (collections ?? [])
        .filter(({ type }) => type === 'collection')
        .map(({ name }) => connection.collection(name).find().toArray()),
    );
    return JSON.stringify(rows).toLowerCase();
  }

  beforeAll(async () => {
    connection = await openTestConnection();
    const storage = mongooseStorage({ connection, mirrorDocumentedShape: true });
    await storage.ensureIndexes();
    const rateLimiter = mongooseRateLimiter({ connection });
    await rateLimiter.ensureIndexes();
    const world = createWorld(storage, { rateLimiter });
    const hopper = await wellKnown(world);
    before = await everything();
    world.clock.advance(30 * day);
    await world.guildhall.maintenance.runOnce();
    after = await everything();
    expect(after).toContain(hopper.id);
  });

  it('holds only ids of the person', () => {
    expect(traces.filter((trace) => before.includes(trace))).toEqual([
      'hopper',
      'brewster',
      'navy',
    ]);
    expect(traces.filter((trace) => after.includes(trace))).toEqual([]);
  });
});
