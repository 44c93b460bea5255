import { beforeEach, describe, expect, it } from 'vitest';
import { type CacheOptions, cachedStorage } from '../../../src/adapters/cached/index.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  interceptStorage,
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import { commandCases } from '../../application/support/command-cases.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  systemActor,
  type World,
} from '../../support/world.js';

const hot = ['memberships.findRole', 'organizations.findBySlug', 'organizations.listByMember'];

function askedOf({ calls }: RecordingStorage): readonly string[] {
  return calls.map(({ call }) => `${call.port}.${call.method}`);
}

describe('a cached storage', () => {
  let recorded: RecordingStorage;
  let now: number;
  /** Two services over the same rows, one with a cache and one without. */
  let near: World;
  let far: World;
  let ada: Person;
  let acme: OrganizationView;
  let member: Person;
  beforeEach(async () => {
    recorded = recordingStorage(memoryStorage());
    now = 0;
    far = createWorld(recorded, { pacing: noPacing() });
    near = createSecondService(far, cachedHere());
    ada = await createPerson(far);
    acme = await createOrganization(far, ada, 'Acme');
    member = await createMember(far, { by: ada, to: acme });
  });

  const cachedHere = (options: CacheOptions = {}) =>
    cachedStorage(recorded, { monotonicNow: () => now, ...options });
  const isMember = (world: World) => world.guildhall.memberships.isMember(acme.id, member.id);
  const leave = (world: World) =>
    world.guildhall.memberships.leave(member.actor, { organizationId: acme.id });
  const countedAsks = async (ask: () => Promise<unknown>) => {
    const before = recorded.calls.length;
    await ask();
    return recorded.calls.length - before;
  };

  it('answers a repeated read from the cache', async () => {
    const { memberships, organizations, Organization } = near.guildhall;
    // Whether the asking user may still sign in is always read.
    const asks: readonly (readonly [number, () => Promise<unknown>])[] = [
      [0, () => isMember(near)],
      [0, () => memberships.can(ada.actor, 'members:manage', acme.id)],
      [0, () => organizations.findBySlug(ada.actor, { slug: acme.slug })],
      [0, () => organizations.findBySlug(systemActor, { slug: acme.slug })],
      [1, () => organizations.listForUser(ada.actor, { limit: 10 })],
      [0, () => Organization.findByMember(ada.id)],
    ];
    for (const [reads, ask] of asks) {
      const first = await ask();
      expect(await countedAsks(async () => expect(await ask()).toEqual(first))).toBe(reads);
    }
  });

  it('shows a commit through it at once', async () => {
    expect(await isMember(near)).toBe(true);
    orThrow(await leave(near));
    expect(await isMember(near)).toBe(false);
    const { organizations } = near.guildhall;
    const find = async (slug: string) =>
      orThrow(await organizations.findBySlug(ada.actor, { slug }));
    expect(await find('acme-now')).toBeNull();
    orThrow(
      await organizations.changeSlug(ada.actor, { organizationId: acme.id, slug: 'acme-now' }),
    );
    expect((await find('acme-now'))?.isFormer).toBe(false);
    expect((await find(acme.slug))?.isFormer).toBe(true);
    orThrow(await organizations.delete(ada.actor, { organizationId: acme.id }));
    expect(await find('acme-now')).toBeNull();
    const countOrganizations = async () =>
      orThrow(await organizations.listForUser(ada.actor, {})).items.length;
    expect(await countOrganizations()).toBe(1);
    orThrow(await organizations.restore(ada.actor, { organizationId: acme.id }));
    expect(await countOrganizations()).toBe(2);
    orThrow(await organizations.delete(ada.actor, { organizationId: acme.id }));
    orThrow(await organizations.purge(systemActor, { organizationId: acme.id }));
    expect(await near.guildhall.memberships.can(ada.actor, 'organization:read', acme.id)).toBe(
      false,
    );
  });

  it('shows commits of other services once the cached result is too old', async () => {
    expect(await isMember(near)).toBe(true);
    orThrow(await leave(far));
    now = 4_999;
    expect(await isMember(near)).toBe(true);
    now = 5_001;
    expect(await isMember(near)).toBe(false);
  });

  it('passes a migration on and forgets what it has kept, also if the migration fails', async () => {
    let fails = false;
    const migrated = interceptStorage(recorded, (call, proceed) =>
      call.method === 'migrate' && fails ? Promise.reject(new Error('ended')) : proceed(),
    );
    const storage = cachedStorage(migrated, { monotonicNow: () => now });
    const service = createSecondService(far, storage);
    const rejoin = () =>
      far.guildhall.memberships.add(systemActor, {
        organizationId: acme.id,
        userId: member.id,
        role: 'member',
      });
    expect(await isMember(service)).toBe(true);
    orThrow(await leave(far));
    expect(await isMember(service)).toBe(true);
    expect(await storage.migrate()).toEqual(await recorded.migrate());
    expect(await isMember(service)).toBe(false);
    orThrow(await rejoin());
    expect(await isMember(service)).toBe(false);
    fails = true;
    await expect(storage.migrate()).rejects.toThrow('ended');
    expect(await isMember(service)).toBe(true);
  });

  it('does not keep a result that was loading during a commit of the same rows', async () => {
    const held = interceptStorage(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findRole') await other?.();
      return answer;
    });
    let other: (() => Promise<unknown>) | null = null;
    const slow = createSecondService(far, cachedStorage(held, { monotonicNow: () => now }));
    other = async () => {
      other = null;
      orThrow(await leave(slow));
    };
    expect(await isMember(slow)).toBe(true);
    expect(await isMember(slow)).toBe(false);
  });

  it('counts the age of a result from the start of the read', async () => {
    const slow = interceptStorage(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findRole') now += 3_000;
      return answer;
    });
    const world = createSecondService(far, cachedStorage(slow, { monotonicNow: () => now }));
    expect(await isMember(world)).toBe(true);
    orThrow(await leave(far));
    now = 4_999;
    expect(await isMember(world)).toBe(true);
    now = 5_001;
    expect(await isMember(world)).toBe(false);
  });

  it('keeps at most `max` results', async () => {
    const small = createSecondService(far, cachedHere({ max: 2 }));
    const ask = (userId: string) => small.guildhall.memberships.isMember(acme.id, userId);
    const users = ['a', 'b', 'c'].map((digit) => digit.repeat(24));
    for (const userId of users) await ask(userId);
    expect(await countedAsks(() => ask('c'.repeat(24)))).toBe(0);
    expect(await countedAsks(() => ask('a'.repeat(24)))).toBe(1);
  });

  it('is not read by any command', async () => {
    for (const { stage } of commandCases) {
      const { run } = await stage(far);
      const seen = recordingStorage(recorded);
      await run(createSecondService(far, seen).guildhall);
      expect(askedOf(seen).filter((call) => hot.includes(call))).toEqual([]);
      expect(askedOf(seen).length).toBeGreaterThan(0);
    }
  });

  it.each<CacheOptions>([
    { maxAge: 0 },
    { maxAge: -1 },
    { maxAge: 301 },
    { maxAge: Number.NaN },
    { max: 0 },
    { max: 1.5 },
    { max: 10_000_001 },
  ])('refuses %j and says what it accepts', (options) => {
    expect(() => cachedStorage(recorded, options)).toThrow(/it must be (above 0|a whole number)/);
  });
});
