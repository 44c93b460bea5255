// Many users register and create organizations at once.
import { describe, expect, it } from 'vitest';
import { transliterate } from '../../../src/adapters/node/index.js';
import {
  type OrganizationOfUserView,
  type OwnUserView,
  orThrow,
  parseSlug,
  reservedSlugs,
} from '../../../src/index.js';
import { createWorld, storageKinds, systemActor, type World } from '../../support/world.js';

/** So many commands want the same slug at once that a slow machine needs more time than the default deadline. */
const policy = { commandDeadline: 120 };

describe.each(storageKinds)('registering and creating in parallel on $name', ({ open }) => {
  it('gives 200 users named john a personal organization each, and 50 organizations named 日本 a slug each', async () => {
    const world = createWorld(await open(), { policy });
    const users = await Promise.all(times(200, (index) => john(world, index)));
    const scribes = users.slice(0, 50);
    await Promise.all(scribes.map((user) => found(world, user)));
    const spoken = createWorld(world.storage, { policy, transliterate });
    await Promise.all(scribes.map((user) => found(spoken, user)));

    const theirs = await Promise.all(users.map((user) => organizationsOf(world, user)));
    const all = theirs.flat();
    const slugs = all.map(({ organization }) => organization.slug);
    const reserved = new Set(reservedSlugs);
    for (const slug of slugs) orThrow(parseSlug(slug, reserved, []));
    expect(new Set(slugs).size).toBe(300);
    const personal = all.flatMap(({ organization }) => organization.personalOf ?? []);
    expect(personal.sort()).toEqual(users.map(({ id }) => id).sort());
    const named = slugs.map((slug) => /^(user|riben)(?:-|$)|^org-[a-z2-7]{6}$/.exec(slug)?.[1]);
    expect(named.filter((name) => name === 'user')).toHaveLength(200);
    expect(named.filter((name) => name === 'riben')).toHaveLength(50);
    expect(slugs.filter((slug) => /^org-[a-z2-7]{6}$/.test(slug))).toHaveLength(50);
    expect(slugs).toContain('riben');
  }, 120_000);
});

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

async function john({ guildhall }: World, index: number): Promise<OwnUserView> {
  const email = `john@example${index}.com`;
  return orThrow(await guildhall.users.register(systemActor, { email }));
}

async function found({ guildhall }: World, { id }: OwnUserView): Promise<void> {
  const actor = { kind: 'user', userId: id } as const;
  orThrow(await guildhall.organizations.create(actor, { name: '日本' }));
}

async function organizationsOf(
  { guildhall }: World,
  { id }: OwnUserView,
): Promise<readonly OrganizationOfUserView[]> {
  return orThrow(await guildhall.organizations.listForUser(systemActor, { userId: id })).items;
}
