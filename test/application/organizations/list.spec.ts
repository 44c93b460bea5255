// The platform's list of all organizations.
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { insertChange } from '../../../src/application/use-case/changes.js';
import {
  type ListOrganizationsInput,
  nameKeyOf,
  type OrganizationView,
  orThrow,
  type Storage,
} from '../../../src/index.js';
import {
  atMinute,
  displayNameOrThrow,
  organization,
} from '../../../src/testing/contract/fixtures.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import {
  assertPresent,
  commitChanges,
  createOrganization,
  createPerson,
  createWorld,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
} from '../../support/world.js';
import { createPageCosts, type PageCost, readAllPages } from '../support/page-costs.js';

describe.each(storageKinds)('the list of organizations on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let made: readonly OrganizationView[];

  async function namesOf(input: ListOrganizationsInput): Promise<readonly string[]> {
    const { items } = orThrow(await world.guildhall.organizations.list(systemActor, input));
    return items.map(({ name }) => name);
  }

  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world, { name: 'Zoë' });
    const all: OrganizationView[] = [];
    for (const name of ['Café Nord', 'CAFE Süd', 'cafeteria', 'Straße']) {
      world.clock.advance(day);
      all.push(await createOrganization(world, ada, name));
    }
    made = all;
    await writeDeletedOrganization(world, assertPresent(all[1]).id);
  });

  it('finds by the beginning of the name, without case and accents', async () => {
    expect(await namesOf({ namePrefix: 'cafe' })).toEqual(['Café Nord', 'CAFE Süd', 'cafeteria']);
    expect(await namesOf({ namePrefix: ' CAFÉ ' })).toEqual(['Café Nord', 'CAFE Süd']);
    expect(await namesOf({ namePrefix: 'strasse' })).toEqual(['Straße']);
    expect(await namesOf({ namePrefix: 'nord' })).toEqual([]);
  });

  it('finds by the beginning of the slug', async () => {
    expect(await namesOf({ slugPrefix: 'cafe' })).toEqual(['Café Nord', 'CAFE Süd', 'cafeteria']);
    expect(await namesOf({ slugPrefix: 'CAFE-S' })).toEqual(['CAFE Süd']);
    expect(await namesOf({ slugPrefix: '.*' })).toEqual([]);
  });

  it('lists all of them in the order of creation, with personal ones', async () => {
    expect(await namesOf({})).toEqual(['Zoë', ...made.map(({ name }) => name)]);
  });

  it('filters by state, and shows when an organization was deleted', async () => {
    expect(await namesOf({ state: 'live', namePrefix: 'cafe' })).toEqual([
      'Café Nord',
      'cafeteria',
    ]);
    const found = orThrow(
      await world.guildhall.organizations.list(systemActor, { state: 'deleted' }),
    );
    expect(found.items).toMatchObject([{ name: 'CAFE Süd', deletedAt: world.clock.now() }]);
    expect(found.items[0]).not.toHaveProperty('webhook');
  });

  it('filters by the time of creation, from the first to before the last', async () => {
    const [, second, third] = made;
    const [createdFrom, createdUntil] = [
      assertPresent(second).createdAt,
      assertPresent(third).createdAt.toISOString(),
    ];
    expect(await namesOf({ createdFrom, createdUntil })).toEqual(['CAFE Süd']);
    expect(await namesOf({ createdFrom, namePrefix: 'cafe' })).toEqual(['CAFE Süd', 'cafeteria']);
    expect(await namesOf({ createdUntil, slugPrefix: 'cafe' })).toEqual(['Café Nord', 'CAFE Süd']);
  });

  it.each<ListOrganizationsInput>([
    {},
    { namePrefix: 'cafe' },
    { slugPrefix: 'c', state: 'live' },
    { namePrefix: 'c', createdFrom: '2026-03-04T00:00:00Z' },
  ])('comes in pages: %j', async (filter) => {
    const whole = await namesOf(filter);
    const paged = await readAllPages((cursor) =>
      world.guildhall.organizations.list(systemActor, { ...filter, limit: 1, cursor }),
    );
    expect(paged.map(({ name }) => name)).toEqual(whole);
    expect(whole).not.toEqual([]);
  });

  it('refuses two prefixes, and a cursor of another list', async () => {
    const { list } = world.guildhall.organizations;
    const refused = (path: string) => ({ refusal: { code: 'invalid_input', path: [path] } });
    const both = { namePrefix: 'a', slugPrefix: 'a' };
    expect(await list(systemActor, both)).toMatchObject(refused('slugPrefix'));
    const { next: cursor } = orThrow(await list(systemActor, { limit: 1 }));
    const other = { limit: 1, namePrefix: 'cafe', cursor };
    expect(await list(systemActor, other)).toMatchObject(refused('cursor'));
  });

  it('is for the embedding service alone', async () => {
    expect(await world.guildhall.organizations.list(ada.actor, {})).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
  });

  it('finds a renamed organization under its new name', async () => {
    const { id: organizationId } = await createOrganization(world, ada, 'Before');
    const input = { organizationId, name: 'Ärger' };
    orThrow(await world.guildhall.organizations.rename(ada.actor, input));
    expect(await namesOf({ namePrefix: 'before' })).toEqual([]);
    expect(await namesOf({ namePrefix: 'arg' })).toEqual(['Ärger']);
  });
});

describe('a page of the list on MongoDB', () => {
  const size = 900;
  let examinedBy: (input: ListOrganizationsInput) => Promise<PageCost>;

  /** Every third one is deleted, and each was created a minute after the one before. */
  async function writeOrganizations(storage: Storage): Promise<void> {
    const all = Array.from({ length: size }, (_, index) =>
      organization(index + 1, {
        name: displayNameOrThrow(`Guild ${index % 30}`),
        createdAt: atMinute(index),
        ...(index % 3 === 0 ? { deletedAt: atMinute(size) } : {}),
      }),
    );
    await commitChanges(
      storage,
      all.map((each) => insertChange('organizations', each.id, each)),
    );
  }

  beforeAll(async () => {
    const connection = await openTestConnection({ monitorCommands: true });
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await storage.ready();
    await writeOrganizations(storage);
    const { organizations } = createWorld(storage).guildhall;
    const costOf = createPageCosts(connection);
    examinedBy = (input) => costOf(() => organizations.list(systemActor, input));
  }, 60_000);

  it.each<ListOrganizationsInput>([
    {},
    { state: 'live' },
    { state: 'deleted' },
    { namePrefix: 'guild' },
    { namePrefix: 'guild 1', state: 'live' },
    { namePrefix: 'guild 2', state: 'deleted' },
    { slugPrefix: 'organization', state: 'deleted' },
    { slugPrefix: 'organization-1' },
    { createdFrom: atMinute(400) },
    { createdFrom: atMinute(400), createdUntil: atMinute(410), state: 'live' },
  ])('examines at most three times what it shows, and ten more: %j', async (input) => {
    for (const limit of [1, 20, 200]) {
      const { shown, examined } = await examinedBy({ ...input, limit });
      expect(shown).toBeGreaterThan(0);
      expect(examined).toBeLessThanOrEqual(3 * shown + 10);
    }
  });

  it.each<ListOrganizationsInput>([
    { namePrefix: 'guild', createdFrom: atMinute(890) },
    { slugPrefix: 'organization', createdUntil: atMinute(5), state: 'live' },
  ])(
    'with a prefix and a time, at most three times what it may show, and ten more: %j',
    async (input) => {
      for (const limit of [1, 20, 200]) {
        const { examined } = await examinedBy({ ...input, limit });
        expect(examined).toBeLessThanOrEqual(3 * limit + 10);
      }
    },
  );
});

describe('organizations from before there were name keys', () => {
  it('are read as ever, and found by name after they got one', async () => {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const world = createWorld(storage);
    const { id: organizationId } = await createOrganization(
      world,
      await createPerson(world),
      'Älter',
    );
    const { Organization } = await storage.models();
    await Organization.updateMany({}, { $unset: { nameKey: 1 } });
    const { get, list } = world.guildhall.organizations;
    const found = async (input: ListOrganizationsInput) =>
      orThrow(await list(systemActor, input)).items.map(({ name }) => name);
    expect(await get(systemActor, { organizationId })).toMatchObject({ value: { name: 'Älter' } });
    expect(await found({ slugPrefix: 'alter' })).toEqual(['Älter']);
    expect(await found({ namePrefix: 'alt' })).toEqual([]);
    const without = { nameKey: { $exists: false } };
    for await (const { _id, name } of Organization.find(without)) {
      await Organization.updateOne(
        { _id, ...without },
        { $set: { nameKey: nameKeyOf(String(name)) } },
      );
    }
    expect(await found({ namePrefix: 'alt' })).toEqual(['Älter']);
  });
});
