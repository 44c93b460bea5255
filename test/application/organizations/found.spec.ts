import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, orThrow, type RefusalCode } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  besides,
  organizationOf,
  type Person,
  person,
  start,
  storages,
  suspend,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';

describe.each(storages)('founding on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded, { reservedSlugs: ['ours'] });
    ada = await person(world);
  });

  it('makes an organization with its slug, its profile and the founder as admin', async () => {
    const { organizations, memberships } = world.guildhall;
    const profile = {
      website: 'https://acme.com/',
      description: 'Anvils',
      logo: 'https://acme.com/logo.png',
    };
    const founded = orThrow(
      await organizations.found(ada.actor, { name: '  ACME  Inc. ', ...profile }),
    );
    expect(founded).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'ACME Inc.',
      slug: 'acme-inc',
      profile: { ...profile, contactEmail: ada.email },
      createdAt: start,
      updatedAt: start,
    });
    expect(await memberships.hasRole(founded.id, ada.id, 'admin')).toBe(true);
    expect(await organizations.get(ada.actor, { organizationId: founded.id })).toEqual({
      ok: true,
      value: founded,
    });
    expect(landed(recorded).at(-1)?.journal).toMatchObject({
      actor: ada.actor,
      action: 'organization.found',
      subject: { kind: 'organization', id: founded.id },
      organizations: [founded.id],
      facts: [{ type: 'organization_founded', founderId: ada.id, personal: false }],
    });
  });

  it('gives one name five plain slugs, and after them a random end', async () => {
    const slugs: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      slugs.push((await organizationOf(world, ada, "Bob's Lab")).slug);
    }
    expect(slugs.slice(0, 5)).toEqual([
      'bobs-lab',
      'bobs-lab-2',
      'bobs-lab-3',
      'bobs-lab-4',
      'bobs-lab-5',
    ]);
    expect(slugs[5]).toMatch(/^bobs-lab-[a-z2-7]{6}$/);
    expect(slugs[6]).toMatch(/^bobs-lab-[a-z2-7]{6}$/);
    expect(slugs[6]).not.toBe(slugs[5]);
  });

  it('passes over a reserved slug where it makes one', async () => {
    expect((await organizationOf(world, ada, 'Settings')).slug).toBe('settings-2');
    expect((await organizationOf(world, ada, 'Ours')).slug).toBe('ours-2');
  });

  it('takes a slug that is asked for as it is', async () => {
    const input = { name: 'Something Else', slug: 'as-asked' };
    expect(orThrow(await world.guildhall.organizations.found(ada.actor, input)).slug).toBe(
      'as-asked',
    );
    expect(await world.guildhall.organizations.found(ada.actor, input)).toEqual({
      ok: false,
      refusal: { code: 'slug_taken', path: ['slug'] },
    });
  });

  it.each([
    { input: { name: '' }, refusal: { code: 'name_invalid', path: ['name'], reason: 'empty' } },
    { input: { name: '<b>' }, refusal: { code: 'name_invalid', path: ['name'], reason: 'markup' } },
    {
      input: { name: 'X', slug: 'No' },
      refusal: { code: 'slug_invalid', path: ['slug'], reason: 'form' },
    },
    {
      input: { name: 'X', slug: '42' },
      refusal: { code: 'slug_invalid', path: ['slug'], reason: 'only_digits' },
    },
    { input: { name: 'X', slug: 'api' }, refusal: { code: 'slug_reserved', path: ['slug'] } },
    { input: { name: 'X', slug: 'ours' }, refusal: { code: 'slug_reserved', path: ['slug'] } },
    {
      input: { name: 'X', website: 'http://127.1' },
      refusal: { code: 'invalid_input', path: ['website'] },
    },
    {
      input: { name: 'X', logo: 'data:image/png,' },
      refusal: { code: 'invalid_input', path: ['logo'] },
    },
    {
      input: { name: 'X', description: 'x'.repeat(2_001) },
      refusal: { code: 'invalid_input', path: ['description'] },
    },
  ])('refuses $input', async ({ input, refusal }) => {
    const before = writesAsked(recorded).length;
    const answer = await world.guildhall.organizations.found(ada.actor, input);
    expect(answer).toMatchObject({ ok: false, refusal });
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it('is for people whose accounts are active', async () => {
    const { organizations } = world.guildhall;
    const gone = await person(world);
    await suspend(world, gone.id);
    const others: readonly [Actor, RefusalCode][] = [
      [theSystem, 'permission_denied'],
      [{ kind: 'reviewer', userId: ada.id }, 'permission_denied'],
      [{ kind: 'key', keyId: 'k' }, 'permission_denied'],
      [gone.actor, 'account_inactive'],
    ];
    for (const [actor, code] of others) {
      const path = ['actor'];
      expect(await organizations.found(actor, { name: 'X' })).toMatchObject({
        ok: false,
        refusal: { code, path },
      });
    }
  });

  it('stops at the limit of one founder, who may go on after it was raised', async () => {
    const founder = await person(world);
    const strict = besides(world, recorded, { policy: { organizationsPerUser: 2 } });
    await organizationOf(strict, founder);
    await organizationOf(strict, founder);
    expect(await strict.guildhall.organizations.found(founder.actor, { name: 'Third' })).toEqual({
      ok: false,
      refusal: { code: 'organization_limit_reached', limit: 2 },
    });
    expect((await organizationOf(world, founder, 'Third')).slug).toBe('third');
  });

  it('leaves a personal organization that is there as it is', async () => {
    const { organizations } = world.guildhall;
    const before = writesAsked(recorded).length;
    const own = orThrow(await organizations.ensurePersonal(ada.actor, { userId: ada.id }));
    expect(own.personalOf).toBe(ada.id);
    expect(await organizations.ensurePersonal(theSystem, { userId: ada.id })).toEqual({
      ok: true,
      value: own,
    });
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it('makes a personal organization for nobody else', async () => {
    const { organizations } = world.guildhall;
    const [other, gone] = [await person(world), await person(world)];
    await suspend(world, gone.id);
    const path = ['userId'];
    expect(await organizations.ensurePersonal(other.actor, { userId: ada.id })).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path },
    });
    expect(await organizations.ensurePersonal(theSystem, { userId: gone.id })).toEqual({
      ok: false,
      refusal: { code: 'account_inactive', path },
    });
    expect(await organizations.ensurePersonal(theSystem, { userId: 'a'.repeat(24) })).toEqual({
      ok: false,
      refusal: { code: 'user_not_found', path },
    });
  });
});
