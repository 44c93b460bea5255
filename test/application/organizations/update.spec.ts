import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  joined,
  organizationOf,
  type Person,
  person,
  storages,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';

describe.each(storages)('changing an organization on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let member: Person;
  let organization: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
    ada = await person(world);
    organization = await organizationOf(world, ada);
    member = await joined(world, { by: ada, to: organization });
  });

  it('renames without another slug, and writes nothing for the same name', async () => {
    const { rename } = world.guildhall.organizations;
    const own = await organizationOf(world, ada, 'Before');
    world.clock.advance(60);
    const input = { organizationId: own.id, name: ' After ' };
    const renamed = orThrow(await rename(ada.actor, input));
    expect(renamed).toEqual({ ...own, name: 'After', updatedAt: world.clock.now() });
    expect(landed(recorded).at(-1)?.journal.facts).toEqual([
      { type: 'organization_renamed', organizationId: own.id },
    ]);
    const before = writesAsked(recorded).length;
    expect(await rename(theSystem, input)).toEqual({ ok: true, value: renamed });
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it('changes the fields of a profile that are given, and null takes one away', async () => {
    const { updateProfile } = world.guildhall.organizations;
    const { id: organizationId } = organization;
    const given = { website: 'https://acme.com/', description: 'Anvils' };
    const first = orThrow(await updateProfile(ada.actor, { organizationId, ...given }));
    expect(first.profile).toEqual({ ...given, contactEmail: ada.email });
    const next = { description: null, contactEmail: 'office@acme.example' };
    const second = orThrow(await updateProfile(theSystem, { organizationId, ...next }));
    expect(second.profile).toEqual({ website: given.website, contactEmail: 'office@acme.example' });
    expect(landed(recorded).at(-1)?.journal).toMatchObject({
      actor: theSystem,
      facts: [{ type: 'profile_updated', fields: ['contactEmail', 'description'] }],
    });
    const before = writesAsked(recorded).length;
    orThrow(await updateProfile(ada.actor, { organizationId, ...next }));
    orThrow(await updateProfile(ada.actor, { organizationId }));
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it.each([
    { input: { website: 'javascript:alert(1)' }, path: ['website'] },
    { input: { website: 'https://user:secret@acme.example' }, path: ['website'] },
    { input: { logo: 'http://169.254.169.254/' }, path: ['logo'] },
    { input: { contactEmail: 'nobody' }, path: ['contactEmail'] },
    { input: { contactEmail: null }, path: ['contactEmail'] },
    { input: { description: 'half \ud800' }, path: ['description'] },
  ])('refuses $input', async ({ input, path }) => {
    const { updateProfile } = world.guildhall.organizations;
    const answer = await Reflect.apply(updateProfile, null, [
      ada.actor,
      { organizationId: organization.id, ...input },
    ]);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input', path } });
  });

  it('is for admins; to strangers the organization is not there', async () => {
    const { rename, updateProfile } = world.guildhall.organizations;
    const stranger = await person(world);
    const { id: organizationId } = organization;
    const name = { organizationId, name: 'Taken over' };
    expect(await rename(member.actor, name)).toMatchObject({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
    expect(await rename(stranger.actor, name)).toMatchObject({
      ok: false,
      refusal: { code: 'organization_not_found', path: ['organizationId'] },
    });
    expect(await updateProfile(member.actor, { organizationId, logo: null })).toMatchObject({
      ok: false,
      refusal: { code: 'permission_denied' },
    });
  });
});
