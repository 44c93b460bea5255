// Changing, suggesting and checking slugs.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { userId } from '../../../src/testing/contract/fixtures.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';

describe.each(storageKinds)('the slug of an organization on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let grace: Person;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
    grace = await createPerson(world);
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
  const change = (one: OrganizationView, slug: string, by: Person = ada) =>
    world.guildhall.organizations.changeSlug(by.actor, { organizationId: one.id, slug });
  const find = async (slug: string) =>
    orThrow(await world.guildhall.organizations.findBySlug(systemActor, { slug }));

  it('redirects after a change, and stays taken by the organization', async () => {
    const acme = await createOrganization(world, ada, 'Acme One');
    expect(orThrow(await change(acme, 'acme-two')).slug).toBe('acme-two');
    expect(await find('acme-two')).toMatchObject({
      organization: { id: acme.id },
      isFormer: false,
    });
    expect(await find('acme-one')).toMatchObject({ organization: { id: acme.id }, isFormer: true });
    const other = await createOrganization(world, grace, 'Other One');
    const taken = refused('slug_taken', { path: ['slug'] });
    expect(await change(other, 'acme-one', grace)).toEqual(taken);
    expect(await change(other, 'acme-two', grace)).toEqual(taken);
    const created = await world.guildhall.organizations.create(grace.actor, {
      name: 'Third',
      slug: 'acme-one',
    });
    expect(created).toEqual(taken);
    world.clock.advance(day);
    expect(orThrow(await change(acme, 'acme-one')).slug).toBe('acme-one');
    expect(await find('acme-two')).toMatchObject({ organization: { id: acme.id }, isFormer: true });
  });

  it('can change once a day', async () => {
    const acme = await createOrganization(world, ada, 'Daily');
    orThrow(await change(acme, 'daily-a'));
    world.clock.advance(day - 10);
    expect(await change(acme, 'daily-b')).toEqual(refused('rate_limited', { retryAfter: 10 }));
    expect(orThrow(await change(acme, 'daily-a')).slug).toBe('daily-a');
    world.clock.advance(10);
    orThrow(await change(acme, 'daily-b'));
  });

  it('leaves ten former slugs, of which one can be used again at any time', async () => {
    const acme = await createOrganization(world, ada, 'Many');
    for (let count = 1; count <= 10; count += 1) {
      orThrow(await change(acme, `many-${count}x`));
      world.clock.advance(day);
    }
    expect(await change(acme, 'many-11x')).toEqual(
      refused('former_slug_limit_reached', { limit: 10 }),
    );
    expect(orThrow(await change(acme, 'many')).slug).toBe('many');
    world.clock.advance(day);
    expect(await change(acme, 'many-11x')).toEqual(
      refused('former_slug_limit_reached', { limit: 10 }),
    );
  });

  it('is used as given or refused, and only admins change it', async () => {
    const acme = await createOrganization(world, ada, 'Strict');
    const member = await createMember(world, { by: ada, to: acme });
    const at = { path: ['slug'] };
    expect(await change(acme, 'Strict-2')).toEqual(
      refused('slug_invalid', { ...at, reason: 'form' }),
    );
    expect(await change(acme, '2026')).toEqual(
      refused('slug_invalid', { ...at, reason: 'only_digits' }),
    );
    expect(await change(acme, 'admin')).toEqual(refused('slug_reserved', at));
    expect(await change(acme, 'strict-3', member)).toMatchObject(refused('permission_denied'));
    expect(await change(acme, 'strict-3', grace)).toMatchObject(refused('organization_not_found'));
    const renamed = orThrow(
      await world.guildhall.organizations.rename(ada.actor, {
        organizationId: acme.id,
        name: 'Lenient',
      }),
    );
    expect(renamed.slug).toBe('strict');
  });

  it('is suggested where it is free, and a check says why it is not', async () => {
    const { suggestSlug, checkSlug } = world.guildhall.organizations;
    const acme = await createOrganization(world, ada, 'Suggested');
    expect(orThrow(await suggestSlug(ada.actor, { name: 'Suggested' })).slug).toBe('suggested-2');
    expect(orThrow(await suggestSlug(systemActor, { name: 'Brand new' })).slug).toBe('brand-new');
    expect(await suggestSlug(ada.actor, { name: '' })).toMatchObject(refused('name_invalid'));
    const nobody = { kind: 'user', userId: userId(99) } as const;
    for (const name of ['', 'Brand new'])
      expect(await suggestSlug(nobody, { name })).toMatchObject(refused('account_inactive'));
    const check = async (slug: string, organizationId?: string) =>
      orThrow(await checkSlug(ada.actor, { slug, organizationId }));
    expect(await check('brand-new')).toEqual({ isFree: true });
    expect(await check('suggested')).toMatchObject({
      isFree: false,
      refusal: { code: 'slug_taken' },
    });
    expect(await check('api')).toMatchObject({ isFree: false, refusal: { code: 'slug_reserved' } });
    expect(await check('-')).toMatchObject({ isFree: false, refusal: { code: 'slug_invalid' } });
    orThrow(await change(acme, 'suggested-now'));
    expect(await check('suggested', acme.id)).toEqual({ isFree: true });
    expect(await check('suggested')).toMatchObject({ isFree: false });
    const foreign = await checkSlug(grace.actor, { slug: 'x', organizationId: acme.id });
    expect(foreign).toMatchObject(refused('organization_not_found'));
  });

  it('changes once where two changes run at the same time', async () => {
    const acme = await createOrganization(world, ada, 'Twice');
    const one = createSecondService(world, world.storage, { pacing: noPacing() });
    const asked = await Promise.all(
      ['twice-a', 'twice-b'].map((slug) =>
        one.guildhall.organizations.changeSlug(ada.actor, { organizationId: acme.id, slug }),
      ),
    );
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    const slugs = await world.storage.slugs.listAllByOrganization(acme.id);
    expect(slugs.filter(({ value }) => value.state === 'current')).toHaveLength(1);
    expect(slugs).toHaveLength(2);
  });
});
