// Metadata of users: written by the embedding service, the public part seen by the user alone, gone after a purge.
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { JsonObject } from '../../../src/domain/shared/json.js';
import { type MetadataPatch, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('metadata of a user on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  const update = ({ id: userId }: Person, patch: MetadataPatch, at = world) =>
    at.guildhall.users.updateMetadata(systemActor, { userId, ...patch });
  const get = async ({ id: userId }: Person) =>
    orThrow(await world.guildhall.users.get(systemActor, { userId }));
  const some = { public: { theme: 'dark' }, private: { customer: 'PRIVATE' } };

  it('is set by name, and shown to the embedding service with its version', async () => {
    const ada = await createPerson(world);
    const before = await get(ada);
    expect(before).toMatchObject({ id: ada.id, metadataVersion: 0 });
    orThrow(await update(ada, { ...some, expectedVersion: 0 }));
    const changed = orThrow(await update(ada, { public: { theme: null, tour: 'done' } }));
    expect(changed).toEqual({
      ...before,
      publicMetadata: { tour: 'done' },
      privateMetadata: { customer: 'PRIVATE' },
      metadataVersion: 2,
    });
    expect(await get(ada)).toEqual(changed);
    expect(await update(ada, { expectedVersion: 1 })).toMatchObject({
      refusal: { code: 'metadata_conflict', version: 2 },
    });
    const writes = requestedWrites(recorded).length;
    expect(orThrow(await update(ada, { private: { gone: null } }))).toEqual(changed);
    expect(requestedWrites(recorded)).toHaveLength(writes);
  });

  it('is seen by the user if it is public, and not if it is private', async () => {
    const ada = await createPerson(world);
    orThrow(await update(ada, some));
    const { users } = world.guildhall;
    const answers = [
      orThrow(await users.get(ada.actor, {})),
      orThrow(await users.update(ada.actor, { name: 'Ada' })),
      orThrow(await users.verifyEmail(systemActor, { userId: ada.id })),
      orThrow(await users.ensure(systemActor, { id: ada.id, email: ada.email })).user,
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ publicMetadata: some.public });
      expect(Object.keys(answer)).not.toContain('privateMetadata');
      expect(Object.keys(answer)).not.toContain('metadataVersion');
    }
  });

  it('is seen by no other user, and is in no list', async () => {
    const ada = await createPerson(world);
    const organization = await createOrganization(world, ada);
    const member = await createMember(world, { by: ada, to: organization });
    orThrow(await update(member, { public: { a: 'LISTED' }, private: { b: 'LISTED' } }));
    const { organizationId, userId } = { organizationId: organization.id, userId: member.id };
    const { memberships, users, invitations } = world.guildhall;
    const answers = [
      orThrow(await memberships.get(ada.actor, { organizationId, userId })),
      orThrow(await memberships.get(systemActor, { organizationId, userId })),
      orThrow(await memberships.list(ada.actor, { organizationId })),
      orThrow(await memberships.changeRole(ada.actor, { organizationId, userId, role: 'admin' })),
      orThrow(await users.list(systemActor, { emailPrefix: member.email })),
      orThrow(await invitations.list(ada.actor, { organizationId })),
    ];
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain('LISTED');
    expect(JSON.stringify(answers[4])).toContain(userId);
    expect(await users.get(ada.actor, { userId })).toMatchObject({
      refusal: { code: 'permission_denied' },
    });
  });

  it('is written by the embedding service alone, and not for an account that is deleted', async () => {
    const ada = await createPerson(world);
    const { users } = world.guildhall;
    expect(await users.updateMetadata(ada.actor, { userId: ada.id, ...some })).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
    expect(await users.updateMetadata(systemActor, { userId: 'nobody', ...some })).toEqual({
      ok: false,
      refusal: { code: 'user_not_found', path: ['userId'] },
    });
    orThrow(await users.suspend(systemActor, { userId: ada.id }));
    orThrow(await update(ada, some));
    orThrow(await users.delete(systemActor, { userId: ada.id }));
    expect(await update(ada, { public: { theme: 'light' } })).toEqual({
      ok: false,
      refusal: { code: 'account_deleted' },
    });
  });

  it('has no name that JavaScript, a driver or a database takes for its own', async () => {
    const ada = await createPerson(world);
    const names = ['__proto__', 'constructor', 'hasOwnProperty', '_bsontype', '$set', 'a\0b'];
    for (const name of names) {
      const object: JsonObject = JSON.parse(`{"in":{${JSON.stringify(name)}:1}}`);
      for (const patch of [{ public: object }, { private: object }])
        expect(await update(ada, patch)).toMatchObject({
          refusal: { code: 'invalid_input', path: [...Object.keys(patch), 'in', name] },
        });
    }
  });

  it('must fit the schemas of users', async () => {
    const ada = await createPerson(world);
    const checked = createSecondService(world, recorded, {
      metadata: { user: { private: z.object({ customer: z.string().startsWith('cus_') }) } },
    });
    expect(await update(ada, some, checked)).toMatchObject({
      refusal: { code: 'invalid_input', path: ['private', 'customer'] },
    });
    orThrow(await update(ada, { private: { customer: 'cus_1' } }, checked));
  });

  it('is in no entry of the journal, and a private change shows nowhere', async () => {
    const ada = await createPerson(world);
    world.clock.advance(1_000);
    orThrow(await update(ada, { public: { SECRET: 'SECRET' } }));
    const { journal } = assertPresent(writtenCommands(recorded).at(-1));
    expect(journal).toMatchObject({
      action: 'user.update_metadata',
      subject: { kind: 'user', id: ada.id },
      auditOrganizationIds: [],
      events: [{ type: 'user_metadata_updated', userId: ada.id }],
    });
    const seen = orThrow(await world.guildhall.users.get(ada.actor, {}));
    expect(seen.updatedAt).toEqual(world.clock.now());
    world.clock.advance(1_000);
    orThrow(await update(ada, { private: { SECRET: 'SECRET' } }));
    expect(orThrow(await world.guildhall.users.get(ada.actor, {}))).toEqual(seen);
    const entries = writtenCommands(recorded).map((command) => command.journal);
    expect(JSON.stringify(entries)).not.toContain('SECRET');
  });

  it('stays with a deleted account, as the name does, and is gone after the purge', async () => {
    const ada = await createPerson(world);
    orThrow(await update(ada, some));
    const { users } = world.guildhall;
    orThrow(await users.delete(systemActor, { userId: ada.id }));
    expect(await get(ada)).toMatchObject({ state: 'deleted', privateMetadata: some.private });
    orThrow(await users.restore(systemActor, { userId: ada.id }));
    expect(orThrow(await users.get(ada.actor, {})).publicMetadata).toEqual(some.public);
    orThrow(await users.delete(systemActor, { userId: ada.id }));
    orThrow(await users.purge(systemActor, { userId: ada.id }));
    expect(await world.storage.users.findById(ada.id)).toBeNull();
  });
});
