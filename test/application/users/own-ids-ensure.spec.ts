// The embedding service's own users: their ids, sign-in, addresses and personal organizations.
import { beforeAll, describe, expect, it } from 'vitest';
import { orThrow, type PersonalOrganizationPolicy } from '../../../src/index.js';
import {
  interceptStorage,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  createInvitation,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { writtenCommands } from '../support/storage-calls.js';

const ownIds = [
  '507f1f77bcf86cd799439011',
  '507F1F77BCF86CD799439011',
  '0190b6e2-7c1f-7a3b-8d42-5f0f3c1e9a77',
  'V1StGXR8_Z5jdHi6B-myT',
  'user_2xAbCdEf',
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'jane@example.org',
  '1',
  '~'.repeat(128),
  '__proto__',
];

function refused(code: string, field?: string): object {
  return { ok: false, refusal: { code, ...(field === undefined ? {} : { path: [field] }) } };
}

describe.each(storageKinds)('people of the embedding service on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let count = 0;
  const newEmail = () => {
    count += 1;
    return `own-${count}@example.net`;
  };
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  it.each(ownIds)('have the id that it gave, byte for byte: %s', async (id) => {
    const { users, organizations, memberships } = world.guildhall;
    const email = newEmail();
    expect(orThrow(await users.register(systemActor, { id, email })).id).toBe(id);
    const actor = {
      kind: 'user',
      userId: orThrow(await users.findByEmail(systemActor, { email })).id,
    } as const;
    expect(actor.userId).toBe(id);
    const created = orThrow(await organizations.create(actor, { name: 'Of my own' }));
    const members = orThrow(await memberships.list(actor, { organizationId: created.id }));
    expect(members.items.map(({ userId }) => userId)).toEqual([id]);
    const [entry] = orThrow(await organizations.audit(actor, { organizationId: created.id })).items;
    expect(entry?.actor).toEqual({ kind: 'user', userId: id });
    expect(await users.register(systemActor, { id, email: newEmail() })).toMatchObject(
      refused('user_id_taken', 'id'),
    );
  });

  it.each(['', ' ', 'two words', 'ä', 'tab\t', '~'.repeat(129)])(
    'have no id like %j',
    async (id) => {
      const answer = await world.guildhall.users.ensure(systemActor, { id, email: newEmail() });
      expect(answer).toMatchObject(refused('invalid_input', 'id'));
    },
  );

  it('are all listed as members, whatever their ids', async () => {
    const { memberships, invitations, users } = world.guildhall;
    const ada = await createPerson(world);
    const organization = await createOrganization(world, ada);
    const { id: organizationId } = organization;
    const ids = Array.from({ length: 12 }, (_, n) =>
      n % 2 === 0 ? `mixed|${n}` : n.toString(16).padStart(24, 'd'),
    );
    for (const id of ids) {
      const email = newEmail();
      const { user } = orThrow(await users.ensure(systemActor, { id, email, emailVerified: true }));
      const invited = await createInvitation(world, { by: ada, to: organization, email });
      const token = await currentTokenOf(world, invited.id);
      orThrow(await invitations.accept({ kind: 'user', userId: user.id }, { token }));
    }
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: readonly { userId: string }[]; next: string | null } = orThrow(
        await memberships.list(ada.actor, { organizationId, limit: 5, cursor }),
      );
      listed.push(...page.items.map(({ userId }) => userId));
      cursor = page.next;
    } while (cursor !== null);
    expect(listed).toEqual([ada.id, ...ids]);
  });

  it('sign in 50 times at once and are one user, with 50 same answers', async () => {
    const second = createSecondService(world, recorded);
    const input = { id: 'auth0|fifty', email: newEmail(), name: 'Fifty', emailVerified: true };
    const before = writtenCommands(recorded).length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 === 0 ? world : second).guildhall.users.ensure(systemActor, input),
      ),
    );
    const [first] = answers;
    expect(first).toMatchObject({ ok: true, value: { user: { id: input.id, name: 'Fifty' } } });
    expect(answers.filter((each) => JSON.stringify(each) === JSON.stringify(first))).toHaveLength(
      50,
    );
    expect(writtenCommands(recorded).slice(before)).toHaveLength(1);
  });

  it('are found if another call registers them between the two reads', async () => {
    const input = { id: 'auth0|between', email: newEmail() };
    let isFirst = true;
    const overtaken = interceptStorage(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findById' && isFirst) {
        isFirst = false;
        orThrow(await world.guildhall.users.register(systemActor, input));
      }
      return answer;
    });
    const { users } = createSecondService(world, overtaken).guildhall;
    expect(orThrow(await users.ensure(systemActor, input)).user.id).toBe(input.id);
  });

  it.each([true, false])(
    'are never merged: a second id with the address of the first is refused (verified: %s)',
    async (emailVerified) => {
      const { users } = world.guildhall;
      const email = newEmail();
      const first = { id: `first-${emailVerified}`, email, emailVerified };
      const { user } = orThrow(await users.ensure(systemActor, first));
      for (const given of [true, false]) {
        const second = { id: `second-${emailVerified}`, email, emailVerified: given };
        expect(await users.ensure(systemActor, second)).toMatchObject(
          refused('email_taken', 'email'),
        );
      }
      expect(orThrow(await users.get(systemActor, { userId: first.id }))).toEqual({
        ...user,
        metadataVersion: 0,
      });
    },
  );

  it.each([
    [true, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ])(
    'without an id are found by their address only if both sides have verified it (account: %s, sign-in: %s)',
    async (stored, given, isFound) => {
      const { users } = world.guildhall;
      const ada = await createPerson(world, { emailVerified: stored });
      const again = await users.ensure(systemActor, { email: ada.email, emailVerified: given });
      if (isFound) expect(orThrow(again)).toMatchObject({ user: { id: ada.id } });
      else expect(again).toMatchObject(refused('email_taken', 'email'));
      const fresh = orThrow(await users.ensure(systemActor, { email: newEmail() }));
      expect(fresh.user.id).toMatch(/^[0-9a-f]{24}$/);
    },
  );

  it('keep their name and their address when another one signs in, and are told so', async () => {
    const { users } = world.guildhall;
    const first = { id: 'keeps', email: newEmail(), name: 'Ada', emailVerified: true };
    const { user } = orThrow(await users.ensure(systemActor, first));
    const before = writtenCommands(recorded).length;
    const changed = { ...first, email: newEmail(), name: 'Eve' };
    expect(orThrow(await users.ensure(systemActor, changed))).toEqual({
      user,
      isEmailDifferent: true,
    });
    expect(orThrow(await users.ensure(systemActor, first)).isEmailDifferent).toBe(false);
    expect(writtenCommands(recorded)).toHaveLength(before);
  });

  it('have a verified address as soon as one sign-in has verified it', async () => {
    const { users } = world.guildhall;
    const input = { id: 'verifies', email: newEmail() };
    expect(orThrow(await users.ensure(systemActor, input)).user.emailVerified).toBe(false);
    const other = { ...input, email: newEmail(), emailVerified: true };
    expect(orThrow(await users.ensure(systemActor, other)).user.emailVerified).toBe(false);
    const same = { ...input, emailVerified: true };
    expect(orThrow(await users.ensure(systemActor, same)).user.emailVerified).toBe(true);
    expect(orThrow(await users.ensure(systemActor, input)).user.emailVerified).toBe(true);
  });

  it('who are suspended or deleted are returned as they are', async () => {
    const { users } = world.guildhall;
    const ada = await createPerson(world);
    orThrow(await users.suspend(systemActor, { userId: ada.id }));
    const input = { id: ada.id, email: ada.email, emailVerified: true };
    expect(orThrow(await users.ensure(systemActor, input)).user.state).toBe('suspended');
    orThrow(await users.delete(systemActor, { userId: ada.id }));
    expect(orThrow(await users.ensure(systemActor, input)).user.state).toBe('deleted');
    expect(orThrow(await users.findByEmail(systemActor, { email: ada.email })).state).toBe(
      'deleted',
    );
  });

  it('are registered, found and moved to another address by the embedding service only', async () => {
    const { users } = world.guildhall;
    const ada = await createPerson(world);
    const email = newEmail();
    for (const answer of [
      await users.ensure(ada.actor, { email }),
      await users.findByEmail(ada.actor, { email: ada.email }),
      await users.changeEmail(ada.actor, { userId: ada.id, email }),
    ]) {
      expect(answer).toMatchObject(refused('permission_denied'));
    }
    const ben = await createPerson(world);
    expect(await users.update(ada.actor, { userId: ben.id, name: 'Eve' })).toMatchObject(
      refused('permission_denied'),
    );
    expect(await users.findByEmail(systemActor, { email })).toMatchObject(
      refused('user_not_found', 'email'),
    );
  });

  it('change their name, and their personal organization keeps its own', async () => {
    const { users, organizations } = world.guildhall;
    const ada = await createPerson(world, { name: 'Ada' });
    const renamed = orThrow(await users.update(ada.actor, { name: ' Ada  King ' }));
    expect(renamed.name).toBe('Ada King');
    const personal = orThrow(await organizations.ensurePersonal(ada.actor, { userId: ada.id }));
    expect(personal.name).toBe('Ada');
    const before = writtenCommands(recorded).length;
    orThrow(await users.update(ada.actor, { name: 'Ada King' }));
    expect(writtenCommands(recorded)).toHaveLength(before);
    const nameless = orThrow(await users.update(systemActor, { userId: ada.id, name: null }));
    expect(nameless).not.toHaveProperty('name');
    expect(await users.update(ada.actor, { name: '<b>' })).toMatchObject(refused('name_invalid'));
    orThrow(await users.delete(systemActor, { userId: ada.id }));
    expect(await users.update(systemActor, { userId: ada.id, name: 'Ada' })).toMatchObject(
      refused('account_deleted'),
    );
  });

  it('have another address once the embedding service says so, and the old one is free', async () => {
    const { users } = world.guildhall;
    const [ada, ben] = [await createPerson(world), await createPerson(world)];
    const move = (email: string, emailVerified?: boolean) =>
      users.changeEmail(systemActor, {
        userId: ada.id,
        email,
        ...(emailVerified === undefined ? {} : { emailVerified }),
      });
    expect(await move(ben.email)).toMatchObject(refused('email_taken', 'email'));
    const spelled = orThrow(await move(ada.email.toUpperCase()));
    expect(spelled).toMatchObject({ email: ada.email.toUpperCase().trim(), emailVerified: true });
    const email = newEmail();
    expect(orThrow(await move(email))).toMatchObject({ email, emailVerified: false });
    expect(orThrow(await move(email, true))).toMatchObject({ email, emailVerified: true });
    expect(orThrow(await users.findByEmail(systemActor, { email })).id).toBe(ada.id);
    const heir = orThrow(await users.register(systemActor, { email: ada.email }));
    expect(heir.id).not.toBe(ada.id);
    expect(await move(ada.email)).toMatchObject(refused('email_taken', 'email'));
  });

  it('are purged with their former addresses, but not with those that others have now', async () => {
    const { users, invitations } = world.guildhall;
    const ada = await createPerson(world);
    const [eve, heir] = [await createPerson(world), newEmail()];
    const organization = await createOrganization(world, ada);
    const { id: organizationId } = organization;
    const held = eve.email;
    const freed = newEmail();
    for (const email of [heir, freed, newEmail()])
      orThrow(await users.changeEmail(systemActor, { userId: eve.id, email }));
    const other = orThrow(await users.register(systemActor, { email: held }));
    for (const email of [held, freed])
      await createInvitation(world, { by: ada, to: organization, email });
    orThrow(await users.delete(systemActor, { userId: eve.id }));
    world.clock.advance(31 * day);
    orThrow(await users.purge(systemActor, { userId: eve.id }));
    const left = orThrow(await invitations.list(ada.actor, { organizationId })).items;
    expect(left.map(({ email }) => email)).toEqual([held]);
    expect(orThrow(await users.get(systemActor, { userId: other.id })).email).toBe(held);
  });
});

describe.each(storageKinds)('personal organizations on $name', ({ open }) => {
  const personWith = async (
    personalOrganizations: PersonalOrganizationPolicy,
  ): Promise<readonly [World, Person]> => {
    const world = createWorld(await open(), { policy: { personalOrganizations } });
    return [world, await createPerson(world)];
  };

  it('come at registration unless the policy says something else', async () => {
    const [{ guildhall }, { actor, id }] = await personWith('at_registration');
    const personal = orThrow(await guildhall.organizations.listForUser(actor, {})).items;
    expect(personal).toMatchObject([{ organization: { personalOf: id } }]);
  });

  it('come on demand, once', async () => {
    const [{ guildhall }, { actor, id: userId }] = await personWith('on_demand');
    const { users, organizations } = guildhall;
    expect(orThrow(await organizations.listForUser(actor, {})).items).toEqual([]);
    expect(orThrow(await users.get(actor, {}))).not.toHaveProperty('defaultOrg');
    expect(await users.getDefaultOrganization(actor, {})).toMatchObject(
      refused('organization_not_found'),
    );
    const asked = await Promise.all(
      [1, 2, 3].map(() => organizations.ensurePersonal(actor, { userId })),
    );
    const [personal, ...others] = asked.map((answer) => orThrow(answer));
    expect(others).toEqual([personal, personal]);
    expect(orThrow(await users.getDefaultOrganization(actor, {}))).toEqual(personal);
  });

  it('never come, and an account without any lives, is deleted, restored and purged', async () => {
    const [world, { actor, id: userId }] = await personWith('never');
    const { users, organizations } = world.guildhall;
    for (const asking of [actor, systemActor])
      expect(await organizations.ensurePersonal(asking, { userId })).toMatchObject(
        refused('permission_denied', 'userId'),
      );
    const created = orThrow(await organizations.create(actor, { name: 'Acme' }));
    expect(await users.delete(actor, { userId })).toMatchObject(refused('last_admin'));
    orThrow(await organizations.delete(actor, { organizationId: created.id }));
    orThrow(await users.delete(actor, { userId }));
    orThrow(await users.restore(systemActor, { userId }));
    orThrow(await users.delete(systemActor, { userId }));
    world.clock.advance(31 * day);
    orThrow(await users.purge(systemActor, { userId }));
    expect(await users.get(systemActor, { userId })).toMatchObject(refused('user_not_found'));
  });
});
