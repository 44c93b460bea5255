// Counting members, listing former members, and what a user is everywhere.
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { type OrganizationView, orThrow, permissions } from '../../../src/index.js';
import { createLargeOrganization } from '../../support/large-organization.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { createStatementRecorder } from '../../support/statement-recorder.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';

const inactive = (path: string) => ({
  ok: false,
  refusal: { code: 'account_inactive', path: [path] },
});

describe.each(storageKinds)('on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = createWorld(await open());
  });

  interface Team {
    readonly acme: OrganizationView;
    readonly organizationId: string;
    readonly ada: Person;
    readonly ben: Person;
    readonly stranger: Person;
  }

  /** An organization with an admin and a member, and a user who is none. */
  async function team(): Promise<Team> {
    const ada = await createPerson(world);
    const acme = await createOrganization(world, ada);
    const ben = await createMember(world, { by: ada, to: acme });
    const stranger = await createPerson(world);
    return { acme, organizationId: acme.id, ada, ben, stranger };
  }

  describe('the number of members', () => {
    it('is told to members and to the embedding service, by role if asked', async () => {
      const { organizationId, ben } = await team();
      const { count } = world.guildhall.memberships;
      expect(await count(ben.actor, { organizationId })).toEqual({ ok: true, value: 2 });
      expect(orThrow(await count(ben.actor, { organizationId, role: 'admin' }))).toBe(1);
      expect(orThrow(await count(systemActor, { organizationId, role: 'member' }))).toBe(1);
    });

    it('counts a suspended member, and none who has left', async () => {
      const { organizationId, ada, ben, stranger } = await team();
      const { add, count, leave } = world.guildhall.memberships;
      await writeSuspendedUser(world, ben.id);
      orThrow(await add(systemActor, { organizationId, userId: stranger.id, role: 'member' }));
      expect(orThrow(await count(ada.actor, { organizationId }))).toBe(3);
      orThrow(await leave(stranger.actor, { organizationId }));
      expect(orThrow(await count(ada.actor, { organizationId }))).toBe(2);
    });

    it('is told to nobody else', async () => {
      const { acme, organizationId, ada, ben, stranger } = await team();
      const { count } = world.guildhall.memberships;
      const notFound = {
        ok: false,
        refusal: { code: 'organization_not_found', path: ['organizationId'] },
      };
      expect(await count(stranger.actor, { organizationId })).toEqual(notFound);
      expect(await count(systemActor, { organizationId: 'f'.repeat(24) })).toEqual(notFound);
      await writeSuspendedUser(world, ben.id);
      expect(await count(ben.actor, { organizationId })).toEqual(inactive('actor'));
      await writeDeletedOrganization(world, acme.id);
      expect(await count(ada.actor, { organizationId })).toEqual(notFound);
    });
  });

  describe('the former members', () => {
    it('are listed newest first, with who ended the membership and when', async () => {
      const { organizationId, ada, ben, stranger } = await team();
      const { add, leave, remove, listFormer } = world.guildhall.memberships;
      const input = { organizationId, userId: stranger.id, role: 'member' } as const;
      orThrow(await remove(ada.actor, { organizationId, userId: ben.id }));
      orThrow(await add(systemActor, input));
      orThrow(await leave(stranger.actor, { organizationId }));
      orThrow(await add(systemActor, input));
      orThrow(await remove(systemActor, { organizationId, userId: stranger.id }));
      orThrow(await add(systemActor, input));
      const { items, next } = orThrow(await listFormer(ada.actor, { organizationId }));
      const leftAt = world.clock.now();
      const again = { userId: stranger.id, email: stranger.email, role: 'member', leftAt };
      expect(next).toBeNull();
      expect(items).toMatchObject([
        again,
        { ...again, endedBy: stranger.id },
        { userId: ben.id, email: ben.email, role: 'member', leftAt, endedBy: ada.id },
      ]);
      expect(items[0]).not.toHaveProperty('endedBy');
    });

    it('come in pages', async () => {
      const { organizationId, ada, ben, stranger } = await team();
      const { add, remove, listFormer } = world.guildhall.memberships;
      orThrow(await add(systemActor, { organizationId, userId: stranger.id, role: 'member' }));
      for (const { id: userId } of [ben, stranger])
        orThrow(await remove(ada.actor, { organizationId, userId }));
      const first = orThrow(await listFormer(ada.actor, { organizationId, limit: 1 }));
      const input = { organizationId, limit: 1, cursor: first.next };
      const second = orThrow(await listFormer(ada.actor, input));
      const found = [...first.items, ...second.items].map(({ userId }) => userId);
      expect(found).toEqual([stranger.id, ben.id]);
      expect(second.next).toBeNull();
    });

    it('have no name and no address after a purge', async () => {
      const { organizationId, ada, ben } = await team();
      const { memberships, users } = world.guildhall;
      orThrow(await users.delete(systemActor, { userId: ben.id }));
      orThrow(await users.purge(systemActor, { userId: ben.id }));
      const { items } = orThrow(await memberships.listFormer(ada.actor, { organizationId }));
      expect(items).toMatchObject([{ userId: ben.id }]);
      expect(items[0]).not.toHaveProperty('name');
      expect(items[0]).not.toHaveProperty('email');
    });

    it('are listed for those who manage members, and for nobody else', async () => {
      const { organizationId, ben, stranger } = await team();
      const { listFormer } = world.guildhall.memberships;
      expect(await listFormer(ben.actor, { organizationId })).toMatchObject({
        refusal: { code: 'permission_denied' },
      });
      expect(await listFormer(stranger.actor, { organizationId })).toMatchObject({
        refusal: { code: 'organization_not_found' },
      });
    });
  });

  describe('the access of a user', () => {
    it('names each organization with the role and what it allows', async () => {
      const { acme, ben } = await team();
      const { accessOf, can } = world.guildhall.memberships;
      const { items, next } = orThrow(await accessOf(ben.actor, {}));
      expect(next).toBeNull();
      const [own, inAcme] = items;
      expect(own).toMatchObject({ role: 'admin', permissions });
      const { name, slug } = acme;
      expect(inAcme).toMatchObject({ organizationId: acme.id, name, slug, role: 'member' });
      for (const permission of permissions) {
        const isAllowed = await can(ben.actor, permission, acme.id);
        expect(inAcme?.permissions.includes(permission)).toBe(isAllowed);
      }
      const asked = orThrow(await accessOf(systemActor, { userId: ben.id }));
      expect(asked.items).toEqual(items);
    });

    it('leaves out deleted organizations and ended memberships', async () => {
      const { acme, organizationId, ada, ben } = await team();
      const { accessOf, leave } = world.guildhall.memberships;
      orThrow(await leave(ben.actor, { organizationId }));
      expect(orThrow(await accessOf(ben.actor, {})).items).toHaveLength(1);
      await writeDeletedOrganization(world, acme.id);
      expect(orThrow(await accessOf(ada.actor, {})).items).toHaveLength(1);
    });

    it('comes in pages of memberships', async () => {
      const { acme, ada } = await team();
      const last = await createOrganization(world, ada);
      await writeDeletedOrganization(world, acme.id);
      const { accessOf } = world.guildhall.memberships;
      const first = orThrow(await accessOf(ada.actor, { limit: 2 }));
      expect(first.items).toHaveLength(1);
      const second = orThrow(await accessOf(ada.actor, { limit: 2, cursor: first.next }));
      expect(second.items.map(({ organizationId }) => organizationId)).toEqual([last.id]);
      expect(second.next).toBeNull();
      expect(await accessOf(ada.actor, { limit: 501 })).toMatchObject({
        refusal: { code: 'invalid_input', path: ['limit'] },
      });
    });

    it('is told to the user and the embedding service alone', async () => {
      const { ada, ben } = await team();
      const { accessOf } = world.guildhall.memberships;
      expect(await accessOf(ada.actor, { userId: ben.id })).toEqual({
        ok: false,
        refusal: { code: 'permission_denied', path: ['userId'] },
      });
    });

    it('is refused for an account that cannot sign in', async () => {
      const { ben } = await team();
      const { accessOf } = world.guildhall.memberships;
      expect(await accessOf(systemActor, { userId: 'f'.repeat(24) })).toEqual(inactive('userId'));
      await writeSuspendedUser(world, ben.id);
      expect(await accessOf(ben.actor, {})).toEqual(inactive('actor'));
      expect(await accessOf(systemActor, { userId: ben.id })).toEqual(inactive('userId'));
    });
  });
});

describe('the access of a user on MongoDB', () => {
  it.each([1, 600])(
    'is one statement with %i organizations',
    async (size) => {
      const connection = await openTestConnection({ monitorCommands: true });
      const storage = mongooseStorage({ connection });
      await storage.ensureIndexes();
      await storage.ready();
      const world = createWorld(storage);
      const { id: userId } =
        size === 1
          ? await createPerson(world)
          : (await createLargeOrganization(storage, size)).joiner;
      const { storage: recorded, recordDuring } = createStatementRecorder(connection, storage);
      const { guildhall } = createSecondService(world, recorded);
      const shown: number[] = [];
      const phases = await recordDuring(async () => {
        const { items } = orThrow(await guildhall.memberships.accessOf(systemActor, { userId }));
        shown.push(items.length);
      });
      expect(shown).toEqual([Math.min(size, 500)]);
      const sent = phases.flatMap(({ statements }) => statements.map(({ name }) => name));
      expect(sent).toEqual(['aggregate']);
    },
    120_000,
  );
});
