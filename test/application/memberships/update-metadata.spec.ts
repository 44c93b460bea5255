// Metadata of memberships: written by the embedding service, the public part seen by members, gone when the membership ends.
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { JsonObject } from '../../../src/domain/shared/json.js';
import { type MetadataPatch, type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { withOwnRoles } from '../support/own-roles.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('metadata of a membership on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let ada: Person;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
  });

  interface Team {
    readonly organization: OrganizationView;
    readonly member: Person;
    readonly ids: {
      readonly organizationId: OrganizationView['id'];
      readonly userId: Person['id'];
    };
  }

  async function createTeam(): Promise<Team> {
    const organization = await createOrganization(world, ada);
    const member = await createMember(world, { by: ada, to: organization });
    await world.guildhall.relay.runOnce({ limit: 100 });
    return {
      organization,
      member,
      ids: { organizationId: organization.id, userId: member.id },
    };
  }

  const update = ({ ids }: Team, patch: MetadataPatch, at = world) =>
    at.guildhall.memberships.updateMetadata(systemActor, { ...ids, ...patch });
  const some = { public: { seat: 'paid' }, private: { note: 'PRIVATE' } };

  const activeRow = async ({ ids: { organizationId, userId } }: Team) =>
    assertPresent(await world.storage.memberships.findActive(organizationId, userId)).value;

  it('is set by name, and shown to the embedding service with its version', async () => {
    const team = await createTeam();
    const { get } = world.guildhall.memberships;
    const before = orThrow(await get(systemActor, team.ids));
    expect(before).toEqual({
      userId: team.member.id,
      name: expect.any(String),
      email: team.member.email,
      state: 'active',
      role: 'member',
      joinedAt: expect.any(Date),
      metadataVersion: 0,
    });
    orThrow(await update(team, { ...some, expectedVersion: 0 }));
    const changed = orThrow(await update(team, { public: { seat: null, desk: 4 } }));
    expect(changed).toEqual({
      ...before,
      publicMetadata: { desk: 4 },
      privateMetadata: { note: 'PRIVATE' },
      metadataVersion: 2,
    });
    expect(orThrow(await get(systemActor, team.ids))).toEqual(changed);
    expect(await update(team, { public: {}, expectedVersion: 1 })).toEqual({
      ok: false,
      refusal: { code: 'metadata_conflict', path: ['expectedVersion'], version: 2 },
    });
    const writes = requestedWrites(recorded).length;
    expect(orThrow(await update(team, { public: { desk: 4 } }))).toEqual(changed);
    expect(requestedWrites(recorded)).toHaveLength(writes);
  });

  it('is seen by members if it is public, and not if it is private', async () => {
    const team = await createTeam();
    const other = await createMember(world, { by: ada, to: team.organization });
    orThrow(await update(team, some));
    const { get } = world.guildhall.memberships;
    for (const { actor } of [team.member, other, ada]) {
      const seen = orThrow(await get(actor, team.ids));
      expect(seen).toMatchObject({ userId: team.member.id, publicMetadata: { seat: 'paid' } });
      expect(Object.keys(seen)).not.toContain('privateMetadata');
      expect(Object.keys(seen)).not.toContain('metadataVersion');
      expect(Object.keys(seen).includes('email')).toBe(actor === ada.actor);
    }
    expect(orThrow(await get(other.actor, { ...team.ids, userId: ada.id }))).not.toHaveProperty(
      'publicMetadata',
    );
  });

  it('is shown to the member, and to nobody else without members:read', async () => {
    const team = await createTeam();
    const { memberships } = withOwnRoles(world);
    const mover = await createPerson(world);
    const own = { ...team.ids, userId: mover.id };
    orThrow(await memberships.add(systemActor, { ...own, role: 'mover' }));
    orThrow(await memberships.updateMetadata(systemActor, { ...own, ...some }));
    expect(orThrow(await memberships.get(mover.actor, own)).publicMetadata).toEqual(some.public);
    expect(await memberships.get(mover.actor, team.ids)).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
  });

  it('is found only in an organization that the actor can see, and of somebody who is a member', async () => {
    const team = await createTeam();
    const stranger = await createPerson(world);
    const { memberships, organizations } = world.guildhall;
    const notMember = { ...team.ids, userId: stranger.id };
    const missing = { ok: false, refusal: { code: 'member_not_found', path: ['userId'] } };
    expect(await memberships.get(ada.actor, notMember)).toEqual(missing);
    expect(await memberships.get(systemActor, notMember)).toEqual(missing);
    expect(await memberships.updateMetadata(systemActor, { ...notMember, ...some })).toEqual(
      missing,
    );
    expect(await memberships.get(stranger.actor, team.ids)).toEqual({
      ok: false,
      refusal: { code: 'organization_not_found', path: ['organizationId'] },
    });
    orThrow(await organizations.delete(ada.actor, { organizationId: team.organization.id }));
    const deleted = { refusal: { code: 'organization_deleted' } };
    expect(await memberships.get(systemActor, team.ids)).toMatchObject(deleted);
    expect(await update(team, some)).toMatchObject(deleted);
  });

  it('is written by the embedding service alone', async () => {
    const { ids, member } = await createTeam();
    for (const { actor } of [ada, member])
      expect(await world.guildhall.memberships.updateMetadata(actor, { ...ids, ...some })).toEqual({
        ok: false,
        refusal: { code: 'permission_denied', path: ['actor'] },
      });
  });

  it('has no name that JavaScript, a driver or a database takes for its own', async () => {
    const team = await createTeam();
    const names = ['__proto__', 'constructor', 'hasOwnProperty', '_bsontype', '$set', 'a\0b'];
    for (const name of names) {
      const object: JsonObject = JSON.parse(`{"in":{${JSON.stringify(name)}:1}}`);
      for (const patch of [{ public: object }, { private: object }])
        expect(await update(team, patch)).toMatchObject({
          refusal: { code: 'invalid_input', path: [...Object.keys(patch), 'in', name] },
        });
    }
  });

  it('must fit the schemas of memberships', async () => {
    const team = await createTeam();
    const seats = z.strictObject({ seat: z.enum(['paid', 'free']) });
    const checked = createSecondService(world, recorded, {
      metadata: { membership: { public: seats }, user: { public: z.never() } },
    });
    orThrow(await update(team, some, checked));
    expect(await update(team, { public: { seat: 'none' } }, checked)).toMatchObject({
      refusal: { code: 'invalid_input', path: ['public', 'seat'] },
    });
  });

  it('is not checked again by a repeated command, whose answer does not depend on the schema', async () => {
    const team = await createTeam();
    let isBroken = false;
    const schema = z.unknown().transform((value) => {
      if (isBroken) throw new Error('the service of the schema is gone');
      return value;
    });
    const checked = createSecondService(world, recorded, {
      metadata: { membership: { public: schema } },
    });
    const set = () =>
      checked.guildhall.memberships.updateMetadata(
        systemActor,
        { ...team.ids, ...some },
        { idempotencyKey: 'checked-once' },
      );
    const first = orThrow(await set());
    isBroken = true;
    expect(orThrow(await set())).toEqual(first);
    await expect(update(team, { public: { seat: 'free' } }, checked)).rejects.toThrow('gone');
  });

  it('refuses a schema that returns what contains itself', async () => {
    const team = await createTeam();
    const endless = z.unknown().transform(() => {
      const value: Record<string, unknown> = {};
      for (let index = 0; index < 10; index += 1) value[`part${index}`] = value;
      return value;
    });
    const checked = createSecondService(world, recorded, {
      metadata: { membership: { public: endless } },
    });
    await expect(update(team, some, checked)).rejects.toThrow('cannot be stored as JSON');
  });

  it('is in no list and no other answer', async () => {
    const team = await createTeam();
    const { ids, member } = team;
    orThrow(await update(team, { public: { a: 'LISTED' }, private: { b: 'LISTED' } }));
    const { memberships, organizations, Organization } = world.guildhall;
    const { organizationId } = ids;
    const answers = [
      orThrow(await memberships.list(ada.actor, { organizationId })),
      orThrow(await memberships.list(systemActor, { organizationId })),
      orThrow(await memberships.accessOf(member.actor, {})),
      orThrow(await organizations.listForUser(member.actor, {})),
      orThrow(await organizations.getDocumented(ada.actor, { organizationId })),
      orThrow(await organizations.audit(ada.actor, { organizationId })),
      orThrow(await memberships.changeRole(ada.actor, { ...ids, role: 'admin' })),
      await Organization.findByMember(member.id),
      orThrow(await memberships.remove(ada.actor, ids)),
      orThrow(await memberships.listFormer(ada.actor, { organizationId })),
    ];
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain('LISTED');
  });

  it('is in no entry of the journal, and a private change in no audit trail', async () => {
    const team = await createTeam();
    const { organizationId, userId } = team.ids;
    orThrow(await update(team, { public: { SECRET: 'SECRET' } }));
    const { journal } = assertPresent(writtenCommands(recorded).at(-1));
    expect(journal).toMatchObject({
      action: 'membership.update_metadata',
      subject: { kind: 'membership' },
      auditOrganizationIds: [organizationId],
      events: [{ type: 'membership_metadata_updated', organizationId, userId }],
    });
    orThrow(await update(team, { private: { SECRET: 'SECRET' } }));
    const later = assertPresent(writtenCommands(recorded).at(-1)).journal;
    expect(later.auditOrganizationIds).toEqual([]);
    expect(JSON.stringify([journal, later])).not.toContain('SECRET');
  });

  describe('at the end of the membership', () => {
    const endings: readonly [string, (team: Team) => Promise<unknown>][] = [
      ['is removed', async ({ ids }) => world.guildhall.memberships.remove(ada.actor, ids)],
      [
        'leaves',
        async ({ ids, member }) => {
          const { organizationId } = ids;
          return world.guildhall.memberships.leave(member.actor, { organizationId });
        },
      ],
      [
        'deletes the account',
        async ({ member }) => world.guildhall.users.delete(member.actor, { userId: member.id }),
      ],
    ];

    it.each(endings)('is gone when the member %s', async (_how, end) => {
      const team = await createTeam();
      orThrow(await update(team, some));
      const before = await activeRow(team);
      expect(before).toMatchObject({ publicMetadata: some.public, metadataVersion: 1 });
      expect(await end(team)).toMatchObject({ ok: true });
      const { value } = assertPresent(await world.storage.memberships.findById(before.id));
      expect(value.state).toBe('ended');
      for (const name of ['publicMetadata', 'privateMetadata', 'metadataVersion'])
        expect(Object.keys(value)).not.toContain(name);
    });

    it('is not answered to a repeat after the user has returned: the new membership has nothing of it', async () => {
      const team = await createTeam();
      const { memberships } = world.guildhall;
      const set = () =>
        memberships.updateMetadata(
          systemActor,
          { ...team.ids, ...some },
          { idempotencyKey: 'before-leaving' },
        );
      orThrow(await set());
      orThrow(await memberships.remove(ada.actor, team.ids));
      orThrow(await memberships.add(systemActor, { ...team.ids, role: 'member' }));
      expect(await set()).toMatchObject({ refusal: { code: 'member_not_found' } });
    });

    it('is not there again when the user returns', async () => {
      const team = await createTeam();
      orThrow(await update(team, some));
      const { memberships } = world.guildhall;
      orThrow(await memberships.remove(ada.actor, team.ids));
      orThrow(await memberships.add(systemActor, { ...team.ids, role: 'member' }));
      expect(orThrow(await memberships.get(systemActor, team.ids))).toMatchObject({
        metadataVersion: 0,
      });
    });
  });

  it('stays when the account is suspended', async () => {
    const team = await createTeam();
    const { users, memberships, invitations } = world.guildhall;
    orThrow(await memberships.changeRole(ada.actor, { ...team.ids, role: 'admin' }));
    const email = uniqueEmail();
    const invited = { by: team.member, to: team.organization, email };
    await createInvitation(world, invited);
    orThrow(await update(team, some));
    const userId = team.member.id;
    orThrow(await users.suspend(systemActor, { userId }));
    // Of thousands of memberships, all of it would be too much to write back.
    expect(JSON.stringify(writtenCommands(recorded).at(-1))).not.toContain('PRIVATE');
    expect(orThrow(await memberships.get(systemActor, team.ids))).toMatchObject({
      state: 'suspended',
      publicMetadata: some.public,
      privateMetadata: some.private,
      metadataVersion: 1,
    });
    expect(await activeRow(team)).toMatchObject({ demotions: 1 });
    const pending = await invitations.list(ada.actor, {
      organizationId: team.organization.id,
      state: 'pending',
    });
    expect(orThrow(pending).items).toEqual([]);
    orThrow(await users.reinstate(systemActor, { userId }));
    expect(orThrow(await memberships.get(team.member.actor, team.ids)).publicMetadata).toEqual(
      some.public,
    );
  });

  it('stays with a personal organization whose user is deleted and restored', async () => {
    const person = await createPerson(world);
    const { users, memberships, organizations } = world.guildhall;
    const { id: organizationId } = orThrow(await users.getDefaultOrganization(person.actor, {}));
    const ids = { organizationId, userId: person.id };
    orThrow(await memberships.updateMetadata(systemActor, { ...ids, ...some }));
    orThrow(await organizations.updateMetadata(systemActor, { organizationId, ...some }));
    orThrow(await users.delete(person.actor, { userId: person.id }));
    expect(JSON.stringify(writtenCommands(recorded).at(-1))).not.toContain('PRIVATE');
    orThrow(await users.restore(systemActor, { userId: person.id }));
    const kept = {
      publicMetadata: some.public,
      privateMetadata: some.private,
      metadataVersion: 1,
    };
    expect(orThrow(await memberships.get(systemActor, ids))).toMatchObject(kept);
    expect(orThrow(await organizations.get(systemActor, { organizationId }))).toMatchObject(kept);
  });

  describe('changes nothing else:', () => {
    let count = 0;

    /** Changes the metadata of everything that a comparison could look at. */
    async function updateAll(team: Team, by: Person): Promise<void> {
      const { organizations, users, memberships } = world.guildhall;
      const { organizationId } = team.ids;
      count += 1;
      const patch = { public: { count }, private: { count } };
      orThrow(await organizations.updateMetadata(systemActor, { organizationId, ...patch }));
      for (const userId of [by.id, team.member.id]) {
        orThrow(await users.updateMetadata(systemActor, { userId, ...patch }));
        const ids = { organizationId, userId };
        orThrow(await memberships.updateMetadata(systemActor, { ...ids, ...patch }));
      }
    }

    it('a mail about a change of role is sent although the metadata has changed since', async () => {
      const team = await createTeam();
      const { memberships, relay } = world.guildhall;
      const mails = () => world.mailer.mailsTo(team.member.email).length;
      const before = mails();
      await updateAll(team, ada);
      orThrow(await memberships.changeRole(ada.actor, { ...team.ids, role: 'admin' }));
      await updateAll(team, ada);
      expect(await relay.runOnce()).toMatchObject({ sent: 1, dropped: 0 });
      expect(mails()).toBe(before + 1);
    });

    it('a mail about a change of role is dropped after the next change, whatever the metadata', async () => {
      const team = await createTeam();
      const { memberships, relay } = world.guildhall;
      await updateAll(team, ada);
      orThrow(await memberships.changeRole(ada.actor, { ...team.ids, role: 'admin' }));
      await updateAll(team, ada);
      orThrow(await memberships.changeRole(ada.actor, { ...team.ids, role: 'member' }));
      await updateAll(team, ada);
      expect(await relay.runOnce()).toMatchObject({ sent: 1, dropped: 1 });
      orThrow(await memberships.changeRole(ada.actor, { ...team.ids, role: 'admin' }));
      orThrow(await memberships.remove(ada.actor, team.ids));
      expect(await relay.runOnce()).toMatchObject({ sent: 1, dropped: 1 });
      expect(world.mailer.mailsTo(team.member.email).at(-1)?.subject).toContain(
        'no longer a member',
      );
    });

    it('an invitation stays valid, and its link', async () => {
      const team = await createTeam();
      const invitee = await createPerson(world);
      const { id } = await createInvitation(world, {
        by: ada,
        to: team.organization,
        email: invitee.email,
      });
      const token = await currentTokenOf(world, id);
      await updateAll(team, ada);
      orThrow(
        await world.guildhall.users.updateMetadata(systemActor, { userId: invitee.id, ...some }),
      );
      expect(await currentTokenOf(world, id)).toBe(token);
      expect(await world.guildhall.invitations.accept(invitee.actor, { token })).toMatchObject({
        ok: true,
      });
    });

    it('a repeated command is answered as the first', async () => {
      const team = await createTeam();
      const { memberships } = world.guildhall;
      const options = { idempotencyKey: 'once' };
      const change = () =>
        memberships.changeRole(ada.actor, { ...team.ids, role: 'admin' }, options);
      const first = orThrow(await change());
      const set = () => memberships.updateMetadata(systemActor, { ...team.ids, ...some }, options);
      orThrow(await set());
      await updateAll(team, ada);
      const writes = requestedWrites(recorded).length;
      expect(orThrow(await change())).toEqual(first);
      expect(orThrow(await set())).toMatchObject({ userId: team.member.id, metadataVersion: 2 });
      expect(requestedWrites(recorded)).toHaveLength(writes);
    });
  });
});
