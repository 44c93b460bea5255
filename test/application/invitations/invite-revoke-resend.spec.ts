// Inviting, revoking, resending and listing.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Invitation, type OrganizationView, orThrow } from '../../../src/index.js';
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
  day,
  type Person,
  startTime,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

const week = 7 * day;

describe.each(storageKinds)('sending invitations on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let member: Person;
  let acme: OrganizationView;
  let organizationId: string;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    organizationId = acme.id;
    member = await createMember(world, { by: ada, to: acme });
  });

  const stored = async (id: Invitation['id']): Promise<Invitation> =>
    assertPresent(await recorded.invitations.findById(id)).value;

  const refusedWith = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });

  it('invites an address for a week, and shows admins only the fields they may see', async () => {
    const { invite } = world.guildhall.invitations;
    const email = 'Grace@Example.ORG';
    const now = world.clock.now();
    const sent = orThrow(await invite(ada.actor, { organizationId, email: ` ${email} ` }));
    expect(sent).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      organizationId,
      email,
      role: 'member',
      revision: 1,
      invitedBy: ada.id,
      invitedAt: now,
      expiresAt: new Date(Math.floor(now.getTime() / 1000) * 1000 + week * 1000),
      state: 'pending',
      emailSentCount: 0,
    });
    expect(await stored(sent.id)).toMatchObject({
      emailKey: 'grace@example.org',
      tokenDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      delivery: { state: 'queued', attempts: 0 },
    });
    expect(writtenCommands(recorded).at(-1)?.journal.events).toEqual([
      {
        type: 'invitation_sent',
        organizationId,
        invitationId: sent.id,
        role: 'member',
        revision: 1,
      },
    ]);
  });

  it('invites without a mail, for a link that an admin passes on', async () => {
    const { invite } = world.guildhall.invitations;
    const input = { organizationId, email: uniqueEmail(), role: 'admin', byMail: false } as const;
    const sent = orThrow(await invite(ada.actor, input));
    expect(sent.role).toBe('admin');
    expect((await stored(sent.id)).delivery).toEqual({ state: 'none', attempts: 0 });
  });

  it('allows one pending invitation per address, in every spelling', async () => {
    const { invite } = world.guildhall.invitations;
    const { id } = await createInvitation(world, { by: ada, to: acme, email: 'jo@bücher.example' });
    const again = { organizationId, email: 'JO@xn--bcher-kva.example' };
    expect(await invite(ada.actor, again)).toEqual({
      ok: false,
      refusal: { code: 'already_invited', path: ['email'], invitationId: id },
    });
    const elsewhere = await createOrganization(world, ada, 'Elsewhere');
    await createInvitation(world, { by: ada, to: elsewhere, email: 'jo@bücher.example' });
  });

  it('refuses to invite a member', async () => {
    const { invite } = world.guildhall.invitations;
    const answer = await invite(ada.actor, { organizationId, email: member.email.toUpperCase() });
    expect(answer).toEqual(refusedWith('already_a_member', 'email'));
  });

  it('renews an expired invitation in its row, with the next revision, a new inviter and a new role', async () => {
    const { invite } = world.guildhall.invitations;
    const [inviter, email] = [await createPerson(world), uniqueEmail()];
    const own = await createOrganization(world, inviter);
    const other = await createMember(world, { by: inviter, to: own, as: 'admin' });
    const first = await createInvitation(world, { by: inviter, to: own, email });
    const oldToken = await currentTokenOf(world, first.id);
    world.clock.advance(week);
    const input = { organizationId: own.id, email, role: 'admin' } as const;
    const renewed = orThrow(await invite(other.actor, input));
    const expected = {
      id: first.id,
      revision: 2,
      role: 'admin',
      invitedBy: other.id,
      state: 'pending',
    };
    expect(renewed).toMatchObject(expected);
    expect(writtenCommands(recorded).at(-1)?.journal.events).toMatchObject([
      { type: 'invitation_renewed' },
    ]);
    const answer = await world.guildhall.invitations.preview(null, { token: oldToken });
    expect(answer).toEqual(refusedWith('invitation_not_found', 'token'));
  });

  it('refuses more pending invitations than the limit', async () => {
    const inviter = await createPerson(world);
    const own = await createOrganization(world, inviter);
    const strict = createSecondService(world, recorded, { policy: { maxPendingInvitations: 2 } });
    const invite = (email: string) =>
      strict.guildhall.invitations.invite(inviter.actor, { organizationId: own.id, email });
    orThrow(await invite(uniqueEmail()));
    const second = orThrow(await invite(uniqueEmail()));
    const full = { ok: false, refusal: { code: 'invitation_limit_reached', limit: 2 } };
    expect(await invite(uniqueEmail())).toEqual(full);
    const { revoke } = strict.guildhall.invitations;
    orThrow(await revoke(inviter.actor, { organizationId: own.id, invitationId: second.id }));
    orThrow(await invite(uniqueEmail()));
    expect(await invite(uniqueEmail())).toEqual(full);
    world.clock.advance(week);
    orThrow(await invite(uniqueEmail()));
  });

  it.each([
    { input: { email: 'a b@example.com' }, path: ['email'] },
    { input: { email: 'a@example.com\r\nBcc: b@example.com' }, path: ['email'] },
    { input: { email: 'a@example.com', role: 'owner' }, path: ['role'] },
    { input: { email: 'a@example.com', byMail: 'no' }, path: ['byMail'] },
    { input: { role: 'member' }, path: ['email'] },
  ])('refuses $input', async ({ input, path }) => {
    const before = requestedWrites(recorded).length;
    const { invite } = world.guildhall.invitations;
    const answer = await Reflect.apply(invite, null, [ada.actor, { organizationId, ...input }]);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input', path } });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('revokes an invitation once', async () => {
    const { revoke } = world.guildhall.invitations;
    const { id: invitationId } = await createInvitation(world, {
      by: ada,
      to: acme,
      email: uniqueEmail(),
    });
    const input = { organizationId, invitationId };
    const revoked = orThrow(await revoke(ada.actor, input));
    const closed = { state: 'revoked', closedBy: ada.id, closedAt: world.clock.now() };
    expect(revoked).toMatchObject(closed);
    expect((await stored(invitationId)).delivery.state).toBe('dropped');
    expect(await revoke(ada.actor, input)).toEqual(refusedWith('invitation_revoked'));
    const other = await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    const bySystem = orThrow(await revoke(systemActor, { organizationId, invitationId: other.id }));
    expect(bySystem).toMatchObject({ state: 'revoked' });
    expect(bySystem).not.toHaveProperty('closedBy');
  });

  it('resends with a new token and expiry, after a minute and ten times a day', async () => {
    const { resend, preview } = world.guildhall.invitations;
    const { id: invitationId } = await createInvitation(world, {
      by: ada,
      to: acme,
      email: uniqueEmail(),
    });
    const input = { organizationId, invitationId };
    world.clock.advance(20);
    expect(await resend(ada.actor, input)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 40 },
    });
    const oldToken = await currentTokenOf(world, invitationId);
    for (let sends = 2; sends <= 10; sends += 1) {
      world.clock.advance(60);
      const again = orThrow(await resend(ada.actor, input));
      expect(again).toMatchObject({ revision: sends, state: 'pending' });
    }
    const { expiresAt } = await stored(invitationId);
    expect(Math.ceil((expiresAt.getTime() - world.clock.now().getTime()) / 1000)).toBe(week);
    world.clock.advance(60);
    // The limits of the address would allow more.
    const policy = { maxInvitationsPerAddress: 100, maxInvitationsPerAddressOverall: 100 };
    const generous = createSecondService(world, world.storage, { policy }).guildhall;
    expect(await generous.invitations.resend(ada.actor, input)).toMatchObject({
      refusal: { code: 'rate_limited' },
    });
    const stale = refusedWith('invitation_not_found', 'token');
    expect(await preview(null, { token: oldToken })).toEqual(stale);
    world.clock.advance(day);
    orThrow(await resend(systemActor, input));
  });

  it('lists invitations newest first, with their state at the time', async () => {
    const { list, revoke } = world.guildhall.invitations;
    const inviter = await createPerson(world);
    const own = await createOrganization(world, inviter);
    const of = { organizationId: own.id };
    const expired = await createInvitation(world, { by: inviter, to: own, email: uniqueEmail() });
    world.clock.advance(week);
    const revoked = await createInvitation(world, { by: inviter, to: own, email: uniqueEmail() });
    orThrow(await revoke(inviter.actor, { ...of, invitationId: revoked.id }));
    const pending = await createInvitation(world, { by: inviter, to: own, email: uniqueEmail() });
    const states = orThrow(await list(inviter.actor, of)).items.map(({ id, state }) => [id, state]);
    expect(states).toEqual([
      [pending.id, 'pending'],
      [revoked.id, 'revoked'],
      [expired.id, 'expired'],
    ]);
    const only = orThrow(await list(systemActor, { ...of, state: 'expired' }));
    expect(only.items.map(({ id }) => id)).toEqual([expired.id]);
    const first = orThrow(await list(inviter.actor, { ...of, limit: 2 }));
    const rest = orThrow(await list(inviter.actor, { ...of, limit: 2, cursor: first.next }));
    expect([first, rest].map(({ items }) => items.map(({ id }) => id))).toEqual([
      [pending.id, revoked.id],
      [expired.id],
    ]);
  });

  it('is only for admins of this organization', async () => {
    const { invite, revoke, resend, list } = world.guildhall.invitations;
    const own = await createOrganization(world, await createPerson(world));
    const { id: invitationId } = await createInvitation(world, {
      by: ada,
      to: acme,
      email: uniqueEmail(),
    });
    const stranger = await createPerson(world);
    const of = { organizationId, invitationId };
    const input = { organizationId, email: uniqueEmail() };
    const denied = refusedWith('permission_denied', 'actor');
    const notThere = refusedWith('organization_not_found', 'organizationId');
    const ask = ({ actor }: Person) =>
      Promise.all([
        invite(actor, input),
        revoke(actor, of),
        resend(actor, of),
        list(actor, { organizationId }),
      ]);
    expect(await ask(member)).toEqual([denied, denied, denied, denied]);
    expect(await ask(stranger)).toEqual([notThere, notThere, notThere, notThere]);
    await writeSuspendedUser(world, stranger.id);
    const inactive = refusedWith('account_inactive', 'actor');
    expect(await ask(stranger)).toEqual([inactive, inactive, inactive, inactive]);
    expect(await invite(systemActor, input)).toEqual(denied);
    const foreign = { organizationId: own.id, invitationId };
    const unknown = refusedWith('invitation_not_found', 'invitationId');
    expect(await revoke(systemActor, foreign)).toEqual(unknown);
    expect(await resend(systemActor, foreign)).toEqual(unknown);
  });

  it('changes nothing in a deleted organization', async () => {
    const inviter = await createPerson(world);
    const own = await createOrganization(world, inviter);
    const { id: invitationId } = await createInvitation(world, {
      by: inviter,
      to: own,
      email: uniqueEmail(),
    });
    await writeDeletedOrganization(world, own.id);
    const { invite, revoke } = world.guildhall.invitations;
    const deleted = refusedWith('organization_deleted', 'organizationId');
    const of = { organizationId: own.id };
    expect(await invite(inviter.actor, { ...of, email: uniqueEmail() })).toEqual(deleted);
    expect(await revoke(inviter.actor, { ...of, invitationId })).toEqual(deleted);
    expect(startTime < world.clock.now()).toBe(true);
  });
});
