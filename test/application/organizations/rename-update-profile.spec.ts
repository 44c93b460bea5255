// Renaming organizations and changing their profiles.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('changing an organization on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let member: Person;
  let organization: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
    organization = await createOrganization(world, ada);
    member = await createMember(world, { by: ada, to: organization });
  });

  it('renames without a new slug, and writes nothing for the same name', async () => {
    const { rename } = world.guildhall.organizations;
    const own = await createOrganization(world, ada, 'Before');
    world.clock.advance(60);
    const input = { organizationId: own.id, name: ' After ' };
    const renamed = orThrow(await rename(ada.actor, input));
    expect(renamed).toEqual({ ...own, name: 'After', updatedAt: world.clock.now() });
    expect(writtenCommands(recorded).at(-1)?.journal.events).toEqual([
      { type: 'organization_renamed', organizationId: own.id },
    ]);
    const before = requestedWrites(recorded).length;
    expect(orThrow(await rename(systemActor, input))).toMatchObject(renamed);
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('changes the given fields of a profile, and removes a field for null', async () => {
    const { updateProfile } = world.guildhall.organizations;
    const { id: organizationId } = organization;
    const given = { website: 'https://acme.com/', description: 'Anvils' };
    const first = orThrow(await updateProfile(ada.actor, { organizationId, ...given }));
    expect(first.profile).toEqual({ ...given, contactEmail: ada.email });
    const next = { description: null, contactEmail: 'office@acme.example' };
    const second = orThrow(await updateProfile(systemActor, { organizationId, ...next }));
    expect(second.profile).toEqual({ website: given.website, contactEmail: 'office@acme.example' });
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      actor: systemActor,
      events: [{ type: 'profile_updated', fields: ['contactEmail', 'description'] }],
    });
    const before = requestedWrites(recorded).length;
    orThrow(await updateProfile(ada.actor, { organizationId, ...next }));
    orThrow(await updateProfile(ada.actor, { organizationId }));
    expect(requestedWrites(recorded)).toHaveLength(before);
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

  it.each([
    { what: 'NUL', description: 'Anvils\0' },
    { what: 'ESC', description: '\u001b[1mAnvils' },
    { what: 'a mark of text direction', description: 'Anvils \u202etxt.exe' },
    { what: 'a blank braille pattern', description: 'Anvils\u2800' },
    { what: 'a byte order mark', description: 'Anvils\ufeff' },
    { what: 'tags', description: 'Anvils\u{e0069}\u{e0067}' },
    { what: 'a joiner that no script needs', description: 'An\u200dvils' },
  ])('refuses a description with $what', async ({ description }) => {
    const { updateProfile, create } = world.guildhall.organizations;
    const input = { organizationId: organization.id, description };
    const refused = {
      ok: false,
      refusal: {
        code: 'invalid_input',
        path: ['description'],
        issues: [{ code: 'invisible_character', path: ['description'] }],
      },
    };
    expect(await updateProfile(ada.actor, input)).toMatchObject(refused);
    expect(await create(ada.actor, { name: 'Anvils', description })).toMatchObject(refused);
  });

  it('keeps a description with line breaks, emoji of several parts and joiners of its script', async () => {
    const { updateProfile } = world.guildhall.organizations;
    const own = await createOrganization(world, ada, 'Readable');
    const description = 'Anvils 👩‍🏭\n\nعلوم‌پزشکی\r\nශ්‍රී';
    const changed = await updateProfile(ada.actor, { organizationId: own.id, description });
    expect(orThrow(changed).profile.description).toBe(description);
  });

  it('is for admins only, and strangers get organization_not_found', async () => {
    const { rename, updateProfile } = world.guildhall.organizations;
    const stranger = await createPerson(world);
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
