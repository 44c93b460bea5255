import { beforeEach, describe, expect, it } from 'vitest';
import { type CacheOptions, cached } from '../../../src/adapters/cached/index.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  noPacing,
  passThrough,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import { commands } from '../../application/support/commands.js';
import {
  besides,
  joined,
  organizationOf,
  type Person,
  person,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';

const hot = ['memberships.findRole', 'organizations.findBySlug', 'organizations.listByMember'];

function askedOf({ calls }: RecordingStorage): readonly string[] {
  return calls.map(({ call }) => `${call.port}.${call.method}`);
}

describe('a cached storage', () => {
  let recorded: RecordingStorage;
  let now: number;
  /** A service with a cache, and another one without, over the same rows. */
  let near: World;
  let far: World;
  let ada: Person;
  let acme: OrganizationView;
  let member: Person;
  beforeEach(async () => {
    recorded = recordingStorage(memoryStorage());
    now = 0;
    far = worldOn(recorded, { pacing: noPacing() });
    near = besides(far, cachedHere());
    ada = await person(far);
    acme = await organizationOf(far, ada, 'Acme');
    member = await joined(far, { by: ada, to: acme });
  });

  const cachedHere = (options: CacheOptions = {}) =>
    cached(recorded, { elapsed: () => now, ...options });
  const isMember = (world: World) => world.guildhall.memberships.isMember(acme.id, member.id);
  const leave = (world: World) =>
    world.guildhall.memberships.leave(member.actor, { organizationId: acme.id });
  const countedAsks = async (ask: () => Promise<unknown>) => {
    const before = recorded.calls.length;
    await ask();
    return recorded.calls.length - before;
  };

  it('asks once for what is asked again', async () => {
    const { memberships, organizations, Organization } = near.guildhall;
    const asks: readonly (() => Promise<unknown>)[] = [
      () => isMember(near),
      () => memberships.can(ada.actor, 'members:manage', acme.id),
      () => organizations.findBySlug(ada.actor, { slug: acme.slug }),
      () => organizations.findBySlug(theSystem, { slug: acme.slug }),
      () => organizations.listOfUser(ada.actor, { limit: 10 }),
      () => Organization.findByMember(ada.id),
    ];
    for (const ask of asks) {
      const first = await ask();
      expect(await countedAsks(async () => expect(await ask()).toEqual(first))).toBe(0);
    }
  });

  it('shows what was written through it at once', async () => {
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
    expect(orThrow(await organizations.listOfUser(ada.actor, {})).items).toHaveLength(1);
    orThrow(await organizations.purge(theSystem, { organizationId: acme.id }));
    expect(await near.guildhall.memberships.can(ada.actor, 'organization:read', acme.id)).toBe(
      false,
    );
  });

  it('shows what others have written when the answer is too old, and not before', async () => {
    expect(await isMember(near)).toBe(true);
    orThrow(await leave(far));
    now = 4_999;
    expect(await isMember(near)).toBe(true);
    now = 5_001;
    expect(await isMember(near)).toBe(false);
  });

  it('does not keep an answer that was under way while its subject was written', async () => {
    const held = passThrough(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findRole') await other?.();
      return answer;
    });
    let other: (() => Promise<unknown>) | null = null;
    const slow = besides(far, cached(held, { elapsed: () => now }));
    other = async () => {
      other = null;
      orThrow(await leave(slow));
    };
    expect(await isMember(slow)).toBe(true);
    expect(await isMember(slow)).toBe(false);
  });

  it('counts an answer’s age from when it was asked for', async () => {
    const slow = passThrough(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findRole') now += 3_000;
      return answer;
    });
    const world = besides(far, cached(slow, { elapsed: () => now }));
    expect(await isMember(world)).toBe(true);
    orThrow(await leave(far));
    now = 4_999;
    expect(await isMember(world)).toBe(true);
    now = 5_001;
    expect(await isMember(world)).toBe(false);
  });

  it('keeps no more than it is told to', async () => {
    const small = besides(far, cachedHere({ max: 2 }));
    const ask = (userId: string) => small.guildhall.memberships.isMember(acme.id, userId);
    const users = ['a', 'b', 'c'].map((digit) => digit.repeat(24));
    for (const userId of users) await ask(userId);
    expect(await countedAsks(() => ask('c'.repeat(24)))).toBe(0);
    expect(await countedAsks(() => ask('a'.repeat(24)))).toBe(1);
  });

  it('is read by no command', async () => {
    for (const { stage } of commands) {
      const { give } = await stage(far);
      const seen = recordingStorage(recorded);
      await give(besides(far, seen).guildhall);
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
  ])('refuses %j, and says what it takes', (options) => {
    expect(() => cached(recorded, options)).toThrow(/it takes (seconds|a whole number)/);
  });
});
