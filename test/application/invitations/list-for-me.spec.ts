// The invitations that wait for a user's answer, for who has no mail at hand.
import { beforeAll, describe, expect, it } from 'vitest';
import { updateChange } from '../../../src/application/use-case/changes.js';
import {
  type MyInvitationView,
  type OrganizationView,
  orThrow,
  type Page,
} from '../../../src/index.js';
import { waveCountingStorage } from '../../support/read-waves.js';
import {
  assertPresent,
  commitChanges,
  createInvitation,
  createMember,
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
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';

describe.each(storageKinds)('the invitations to a user on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world, { name: 'Ada' });
    acme = await createOrganization(world, ada, 'Acme');
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });
  const idsFor = async ({ actor }: Person) => {
    const { items } = orThrow(await world.guildhall.invitations.listForMe(actor, {}));
    return items.map(({ id }) => id);
  };
  const invite = (to: OrganizationView, { email }: Person) =>
    createInvitation(world, { by: ada, to, email });

  it('are those of a preview, with their ids and without their tokens, newest first', async () => {
    const { listForMe, preview } = world.guildhall.invitations;
    const invitee = await createPerson(world);
    const first = await invite(acme, invitee);
    const elsewhere = await createOrganization(world, ada, 'Elsewhere');
    const second = await invite(elsewhere, invitee);
    await invite(acme, await createPerson(world));
    const { items, next } = orThrow(await listForMe(invitee.actor, {}));
    const previews = await Promise.all(
      [second, first].map(async ({ id }) => ({
        id,
        ...orThrow(await preview(null, { token: await currentTokenOf(world, id) })),
      })),
    );
    expect(items).toEqual(previews);
    expect(items[1]).toMatchObject({
      id: first.id,
      organization: { name: 'Acme', slug: acme.slug },
      role: 'member',
      inviterName: 'Ada',
      expiresAt: first.expiresAt,
    });
    expect(next).toBeNull();
  });

  it('are pending ones only', async () => {
    const { invitations } = world.guildhall;
    const invitee = await createPerson(world);
    const { id, expiresAt } = await invite(acme, invitee);
    orThrow(await invitations.revoke(ada.actor, { organizationId: acme.id, invitationId: id }));
    expect(await idsFor(invitee)).toEqual([]);
    const next = await invite(acme, invitee);
    expect(await idsFor(invitee)).toEqual([next.id]);
    world.clock.set(new Date(expiresAt.getTime() - 1));
    expect(await idsFor(invitee)).toEqual([next.id]);
    world.clock.advance(7 * day);
    expect(await idsFor(invitee)).toEqual([]);
  });

  it('need a verified address, and an account that can sign in', async () => {
    const { listForMe } = world.guildhall.invitations;
    const invitee = await createPerson(world, { emailVerified: false });
    const { id } = await invite(acme, invitee);
    expect(await listForMe(invitee.actor, {})).toEqual(refused('email_not_verified'));
    orThrow(await world.guildhall.users.verifyEmail(systemActor, { userId: invitee.id }));
    expect(await idsFor(invitee)).toEqual([id]);
    expect(await listForMe(systemActor, {})).toEqual(
      refused('permission_denied', { path: ['actor'] }),
    );
    await writeSuspendedUser(world, invitee.id);
    expect(await listForMe(invitee.actor, {})).toMatchObject(refused('account_inactive'));
  });

  it('leave out an organization that was deleted, or that was restored since', async () => {
    const invitee = await createPerson(world);
    const [gone, restored] = [
      await createOrganization(world, ada),
      await createOrganization(world, ada),
    ];
    await invite(gone, invitee);
    await invite(restored, invitee);
    const open = await invite(acme, invitee);
    expect(await idsFor(invitee)).toHaveLength(3);
    await writeDeletedOrganization(world, gone.id);
    const row = assertPresent(await world.storage.organizations.findById(restored.id));
    const again = { ...row.value, restoreCount: row.value.restoreCount + 1 };
    await commitChanges(world.storage, [updateChange('organizations', row, again)]);
    expect(await idsFor(invitee)).toEqual([open.id]);
  });

  it('leave out an organization that the user has blocked', async () => {
    const { declineAndBlock } = world.guildhall.invitations;
    const invitee = await createPerson(world);
    const blocked = await createOrganization(world, ada);
    const { id } = await invite(blocked, invitee);
    orThrow(await declineAndBlock(invitee.actor, { invitationId: id }));
    await invite(blocked, invitee);
    expect(await idsFor(invitee)).toEqual([]);
    const of = { organizationId: blocked.id };
    orThrow(await world.guildhall.users.unblockOrganization(invitee.actor, of));
    expect(await idsFor(invitee)).toHaveLength(1);
  });

  it('leave out an organization of which the user has become a member in another way', async () => {
    const { memberships, users } = world.guildhall;
    const invitee = await createPerson(world);
    const added = await createOrganization(world, ada);
    await invite(added, invitee);
    const open = await invite(acme, invitee);
    const seat = { organizationId: added.id, userId: invitee.id };
    orThrow(await memberships.add(systemActor, { ...seat, role: 'member' }));
    expect(await idsFor(invitee)).toEqual([open.id]);
    orThrow(await memberships.leave(invitee.actor, { organizationId: added.id }));
    expect(await idsFor(invitee)).toHaveLength(2);
    const member = await createMember(world, { by: ada, to: acme });
    const other = await createPerson(world);
    await invite(acme, other);
    orThrow(
      await users.changeEmail(systemActor, { userId: other.id, email: `former-${other.email}` }),
    );
    const change = { userId: member.id, email: other.email, emailVerified: true };
    orThrow(await users.changeEmail(systemActor, change));
    expect(await idsFor(member)).toEqual([]);
  });

  it('come page by page, and a page that leaves some out is shorter', async () => {
    const { listForMe } = world.guildhall.invitations;
    const invitee = await createPerson(world);
    const mine = assertPresent(
      (await world.storage.invitations.findById((await invite(acme, invitee)).id))?.value,
    );
    const ids: string[] = [];
    for (let n = 1; n <= 5; n += 1) {
      const to = await createOrganization(world, ada);
      ids.unshift((await invite(to, invitee)).id);
      if (n === 3) await writeDeletedOrganization(world, to.id);
    }
    const pages: string[][] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const input = { limit: 2, ...(cursor === '' ? {} : { cursor }) };
      const page: Page<MyInvitationView> = orThrow(await listForMe(invitee.actor, input));
      pages.push(page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(3, 4), [ids[4], mine.id]]);
    const first = orThrow(await listForMe(invitee.actor, { limit: 2 }));
    const other = await createPerson(world);
    expect(await listForMe(other.actor, { cursor: first.next })).toMatchObject(
      refused('invalid_input', { path: ['cursor'] }),
    );
  });

  it('are read in two waves', async () => {
    const storage = waveCountingStorage(world.storage);
    const invitee = await createPerson(world);
    await invite(acme, invitee);
    const { guildhall } = createSecondService(world, storage);
    orThrow(await guildhall.invitations.listForMe(invitee.actor, {}));
    expect(storage.waves).toEqual([['users.findById'], ['invitations.listPendingByEmail']]);
  });
});
