// People, organizations, memberships and invitations in every state.
import { orThrow, type UserActor } from '../../../src/index.js';
import { invitationTokenOf } from '../../../src/testing/doubles/index.js';
import { type FrozenService, system } from '../service.js';

const day = 86_400;

/** Registers a person. Some have an id of the embedding service's own. */
export async function register(
  { guildhall }: FrozenService,
  name: string,
  own: { readonly id?: string; readonly emailVerified?: boolean } = {},
): Promise<UserActor> {
  const { id, emailVerified = true } = own;
  const email = `${name}@example.org`;
  const given = { email, name, emailVerified, ...(id === undefined ? {} : { id }) };
  const { id: userId } = orThrow(await guildhall.users.register(system, given));
  return { kind: 'user', userId };
}

/** What is deleted now and purged by the maintenance of a later day. */
export async function writePurged(service: FrozenService): Promise<void> {
  const { guildhall } = service;
  const { users, organizations, invitations } = guildhall;
  const gone = await register(service, 'gone', { id: 'auth0|gone' });
  const { id: organizationId } = orThrow(await organizations.create(gone, { name: 'Gone Labs' }));
  orThrow(await invitations.invite(gone, { organizationId, email: 'nobody@example.org' }));
  orThrow(await organizations.delete(gone, { organizationId }));
  orThrow(await users.delete(gone, { userId: gone.userId }));
}

export interface People {
  readonly ada: UserActor;
  readonly bob: UserActor;
  readonly cyd: UserActor;
  readonly vera: UserActor;
  /** Has a pending invitation. */
  readonly guest: UserActor;
  readonly suspended: UserActor;
  readonly deleted: UserActor;
  readonly mentraId: string;
  /** The admin of a deleted organization. */
  readonly founder: UserActor;
  readonly deletedOrganizationId: string;
  readonly pendingToken: string;
}

export async function writePeople(service: FrozenService): Promise<People> {
  const { guildhall, clock } = service;
  const { users, organizations, memberships } = guildhall;
  const ada = await register(service, 'Ada', { id: 'auth0|ada' });
  const bob = await register(service, 'bob');
  const cyd = await register(service, 'cyd');
  const vera = await register(service, 'vera');
  const { id: mentraId } = orThrow(
    await organizations.create(ada, {
      name: 'Mentra Läbs',
      slug: 'mentra',
      website: 'https://mentra.example.org/',
      description: 'Glasses that show what is said.',
      logo: 'https://mentra.example.org/logo.png',
    }),
  );
  const named = { organizationId: mentraId };
  for (const [person, role] of [
    [bob, 'admin'],
    [cyd, 'member'],
    [vera, 'viewer'],
  ] as const) {
    clock.advance(60);
    orThrow(await memberships.add(system, { ...named, userId: person.userId, role }));
  }
  await changeProfiles(service, ada, mentraId);
  const invited = await writeInvitations(service, ada, mentraId);
  await endMemberships(service, { ada, bob, cyd }, mentraId);
  const closed = await writeClosedAccounts(service);
  const guest = await register(service, 'guest');
  orThrow(await users.setDefaultOrganization(vera, { userId: vera.userId, ...named }));
  return { ada, bob, cyd, vera, guest, mentraId, ...invited, ...closed };
}

/** The optional fields of organizations, memberships and users, and a former slug. */
async function changeProfiles(
  { guildhall, clock }: FrozenService,
  ada: UserActor,
  organizationId: string,
): Promise<void> {
  const { users, organizations, memberships } = guildhall;
  const contactEmail = 'office@mentra.example';
  orThrow(await organizations.updateProfile(ada, { organizationId, contactEmail }));
  orThrow(await organizations.verifyContact(system, { organizationId, contactEmail }));
  orThrow(await organizations.setExternalId(system, { organizationId, externalId: 'customer-1' }));
  const metadata = { public: { plan: 'pro', seats: [1, 2] }, private: { customer: 'cus_1' } };
  orThrow(await organizations.updateMetadata(system, { organizationId, ...metadata }));
  const { userId } = ada;
  orThrow(await memberships.updateMetadata(system, { organizationId, userId, ...metadata }));
  orThrow(await users.updateMetadata(system, { userId, ...metadata }));
  orThrow(await users.changeEmail(system, { userId, email: 'Ada.L@example.org' }));
  orThrow(await users.verifyEmail(system, { userId }));
  clock.advance(2 * day);
  orThrow(await organizations.changeSlug(ada, { organizationId, slug: 'mentra-labs' }));
}

/** Invitations in every state, with every state of their delivery. */
async function writeInvitations(
  service: FrozenService,
  ada: UserActor,
  organizationId: string,
): Promise<Pick<People, 'pendingToken'>> {
  const { guildhall, clock, mailer } = service;
  const { invitations } = guildhall;
  const invite = async (name: string, more: { readonly byMail?: boolean } = {}) =>
    orThrow(
      await invitations.invite(ada, { organizationId, email: `${name}@example.org`, ...more }),
    );
  const tokenTo = (name: string) => {
    const [mail] = mailer.mailsTo(`${name}@example.org`);
    if (mail === undefined) throw new Error(`there is no mail to ${name}`);
    return invitationTokenOf(mail);
  };
  mailer.refuseAddress('refused@example.org');
  for (const name of ['joiner', 'decliner', 'blocker', 'refused']) await invite(name);
  await service.deliver();
  const joiner = await register(service, 'joiner');
  orThrow(await invitations.accept(joiner, { token: tokenTo('joiner') }));
  const decliner = await register(service, 'decliner');
  orThrow(await invitations.decline(decliner, { token: tokenTo('decliner') }));
  const blocker = await register(service, 'blocker');
  orThrow(await invitations.declineAndBlock(blocker, { token: tokenTo('blocker') }));
  const { id: invitationId } = await invite('revoked');
  orThrow(await invitations.revoke(ada, { organizationId, invitationId }));
  await invite('expired', { byMail: false });
  clock.advance(8 * day);
  await guildhall.maintenance.runOnce();
  await invite('unmailed', { byMail: false });
  orThrow(
    await invitations.invite(ada, {
      organizationId,
      email: 'Guest@example.org',
      role: 'viewer',
      language: 'de',
    }),
  );
  await service.deliver();
  const [mail] = mailer.mailsTo('Guest@example.org');
  if (mail === undefined) throw new Error('there is no mail to the guest');
  return { pendingToken: invitationTokenOf(mail) };
}

/** Somebody who was demoted and has left, somebody who was removed, and the notices about it. */
async function endMemberships(
  service: FrozenService,
  { ada, bob, cyd }: Pick<People, 'ada' | 'bob' | 'cyd'>,
  organizationId: string,
): Promise<void> {
  const { memberships, invitations } = service.guildhall;
  const { userId } = bob;
  for (const role of ['member', 'admin'] as const) {
    orThrow(await memberships.changeRole(ada, { organizationId, userId, role }));
  }
  orThrow(await invitations.invite(bob, { organizationId, email: 'friend@example.org' }));
  orThrow(await memberships.remove(ada, { organizationId, userId: cyd.userId }));
  const leaver = await register(service, 'leaver', { id: 'auth0|leaver' });
  const left = { organizationId, userId: leaver.userId, role: 'member' } as const;
  orThrow(await memberships.add(system, left));
  orThrow(await memberships.leave(leaver, { organizationId }));
}

async function writeClosedAccounts(
  service: FrozenService,
): Promise<Pick<People, 'suspended' | 'deleted' | 'founder' | 'deletedOrganizationId'>> {
  const { users, organizations } = service.guildhall;
  const suspended = await register(service, 'suspended', { emailVerified: false });
  orThrow(await users.suspend(system, { userId: suspended.userId }));
  const deleted = await register(service, 'deleted', { id: 'auth0|deleted' });
  const founder = await register(service, 'founder');
  const { id } = orThrow(await organizations.create(founder, { name: 'Closed Labs' }));
  orThrow(await organizations.delete(founder, { organizationId: id }));
  orThrow(await users.delete(deleted, { userId: deleted.userId }));
  return { suspended, deleted, founder, deletedOrganizationId: id };
}
