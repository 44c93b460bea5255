// Previewing, accepting and declining an invitation.
import { beforeAll, describe, expect, it } from 'vitest';
import { insertChange } from '../../../src/application/use-case/changes.js';
import { createMembership } from '../../../src/domain/organization/membership.js';
import {
  type BuiltInRole,
  type OrganizationView,
  orThrow,
  parseMembershipId,
} from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('answering invitations on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world, { name: 'Ada' });
    const created = await createOrganization(world, ada, 'Acme');
    const input = { organizationId: created.id, website: 'https://acme.com/' };
    acme = orThrow(await world.guildhall.organizations.updateProfile(ada.actor, input));
  });

  const refusedWith = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });
  const unknown = refusedWith('invitation_not_found', 'token');

  async function invitedPerson(as: BuiltInRole = 'member', emailVerified = true) {
    const invitee = await createPerson(world, { emailVerified });
    const invitation = await createInvitation(world, {
      by: ada,
      to: acme,
      as,
      email: invitee.email,
    });
    return { invitee, invitation, token: await currentTokenOf(world, invitation.id) };
  }

  it('shows the public profile, the role, the inviter and the expiry to the holder of the token', async () => {
    const { invitation, token } = await invitedPerson('admin');
    for (const actor of [null, ada.actor, systemActor]) {
      expect(await world.guildhall.invitations.preview(actor, { token })).toEqual({
        ok: true,
        value: {
          organization: {
            id: acme.id,
            name: 'Acme',
            slug: 'acme',
            profile: { website: 'https://acme.com/' },
          },
          role: 'admin',
          inviterName: 'Ada',
          expiresAt: invitation.expiresAt,
        },
      });
    }
  });

  it('shows no name of an inviter who has none', async () => {
    const { users } = world.guildhall;
    const input = { email: 'nameless@example.com', emailVerified: true };
    const { id } = orThrow(await users.register(systemActor, input));
    const nameless: Person = { id, email: input.email, actor: { kind: 'user', userId: id } };
    const own = await createOrganization(world, nameless);
    const invitation = await createInvitation(world, {
      by: nameless,
      to: own,
      email: 'x@example.com',
    });
    const token = await currentTokenOf(world, invitation.id);
    const seen = orThrow(await world.guildhall.invitations.preview(null, { token }));
    expect(seen).not.toHaveProperty('inviterName');
  });

  it('makes the user a member and closes the invitation in the same commit', async () => {
    const { invitee, invitation, token } = await invitedPerson('admin');
    const accepted = await world.guildhall.invitations.accept(invitee.actor, { token });
    expect(accepted).toEqual({
      ok: true,
      value: { organization: acme, membershipId: expect.any(String), role: 'admin' },
    });
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      auditOrganizationIds: [acme.id],
      events: [
        { type: 'invitation_accepted', invitationId: invitation.id, userId: invitee.id },
        { type: 'member_joined', userId: invitee.id, role: 'admin' },
      ],
    });
    const { hasRole } = world.guildhall.memberships;
    expect(await hasRole(acme.id, invitee.id, 'admin')).toBe(true);
    const stored = assertPresent(await recorded.invitations.findById(invitation.id)).value;
    expect(stored).toMatchObject({ state: 'accepted', closedBy: invitee.id });
  });

  it('gives who accepts again the same answer and writes nothing, as long as they are a member', async () => {
    const { invitations, memberships } = world.guildhall;
    const { invitee, token } = await invitedPerson('admin');
    const accepted = await invitations.accept(invitee.actor, { token });
    const count = writtenCommands(recorded).length;
    expect(await invitations.accept(invitee.actor, { token })).toEqual(accepted);
    expect(await invitations.accept(invitee.actor, { token }, { idempotencyKey: 'k' })).toEqual(
      accepted,
    );
    expect(writtenCommands(recorded)).toHaveLength(count);
    expect(await invitations.decline(invitee.actor, { token })).toEqual(
      refusedWith('invitation_already_accepted'),
    );
    const left = { organizationId: acme.id };
    orThrow(await memberships.leave(invitee.actor, left));
    expect(await invitations.accept(invitee.actor, { token })).toEqual(
      refusedWith('invitation_already_accepted'),
    );
  });

  it('closes a declined invitation, and lets the address be invited again', async () => {
    const { decline, accept } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    expect(await decline(invitee.actor, { token })).toEqual({
      ok: true,
      value: { organizationId: acme.id, invitationId: invitation.id },
    });
    expect(await accept(invitee.actor, { token })).toEqual(refusedWith('invitation_declined'));
    const next = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    expect(next.id).not.toBe(invitation.id);
  });

  it('needs an active account with the invited address, verified', async () => {
    const { accept, decline } = world.guildhall.invitations;
    const { invitee, token } = await invitedPerson('member', false);
    const other = await createPerson(world);
    for (const answer of [accept, decline]) {
      expect(await answer(other.actor, { token })).toEqual(
        refusedWith('invitation_email_mismatch'),
      );
      expect(await answer(invitee.actor, { token })).toEqual(refusedWith('email_not_verified'));
      const denied = refusedWith('permission_denied', 'actor');
      expect(await answer(systemActor, { token })).toEqual(denied);
      expect(await answer({ kind: 'reviewer', userId: invitee.id }, { token })).toEqual(denied);
    }
    await writeSuspendedUser(world, other.id);
    expect(await accept(other.actor, { token })).toEqual(refusedWith('account_inactive', 'actor'));
    orThrow(await world.guildhall.users.verifyEmail(systemActor, { userId: invitee.id }));
    orThrow(await accept(invitee.actor, { token }));
  });

  it('is refused from the second of the expiry on', async () => {
    const { accept, preview } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    world.clock.set(new Date(invitation.expiresAt.getTime() - 1));
    expect(await preview(null, { token })).toMatchObject({ ok: true });
    world.clock.advance(0.001);
    expect(await preview(null, { token })).toEqual(refusedWith('invitation_expired'));
    expect(await accept(invitee.actor, { token })).toEqual(refusedWith('invitation_expired'));
  });

  it('gives the same refusal for every bad token', async () => {
    const { accept, decline, preview } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    const foreign = [{ kid: 'test', secret: 'another secret of more than thirty-two bytes' }];
    const digest = assertPresent(await recorded.invitations.findById(invitation.id)).value
      .tokenDigest;
    const forged = await currentTokenOf({ ...world, secrets: foreign }, invitation.id);
    const parts = token.split('.');
    const [head, body] = [assertPresent(parts[0]), assertPresent(parts[1])];
    const bad = [
      'x',
      digest,
      forged,
      token.slice(0, -1),
      `${token}=`,
      `${token}.x`,
      `${head}.${body}.`,
      ` ${token}`,
      token.toLowerCase(),
      'a'.repeat(1_024),
    ];
    for (const one of bad) {
      expect(await preview(null, { token: one })).toEqual(unknown);
      expect(await accept(invitee.actor, { token: one })).toEqual(unknown);
      expect(await decline(invitee.actor, { token: one })).toEqual(unknown);
    }
  });

  it('refuses tokens of an older revision, a deleted organization or another storage', async () => {
    const { accept, preview, resend } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    world.clock.advance(60);
    orThrow(await resend(ada.actor, { organizationId: acme.id, invitationId: invitation.id }));
    expect(await accept(invitee.actor, { token })).toEqual(unknown);
    const elsewhere = createWorld(await open());
    const stranger = await createPerson(elsewhere);
    const fresh = await currentTokenOf(world, invitation.id);
    const there = await elsewhere.guildhall.invitations.accept(stranger.actor, { token: fresh });
    expect(there).toEqual(unknown);
    const own = await createOrganization(world, ada);
    const gone = await createInvitation(world, { by: ada, to: own, email: invitee.email });
    const goneToken = await currentTokenOf(world, gone.id);
    await writeDeletedOrganization(world, own.id);
    expect(await preview(null, { token: goneToken })).toEqual(unknown);
    expect(await accept(invitee.actor, { token: goneToken })).toMatchObject({
      ok: false,
      refusal: { code: 'organization_deleted' },
    });
  });

  it('checks again whether the inviter may invite', async () => {
    const { accept } = world.guildhall.invitations;
    const grace = await createMember(world, { by: ada, to: acme, as: 'admin' });
    const invitee = await createPerson(world);
    const sent = await createInvitation(world, { by: grace, to: acme, email: invitee.email });
    const token = await currentTokenOf(world, sent.id);
    await writeSuspendedUser(world, grace.id);
    const before = requestedWrites(recorded).length;
    const answer = await accept(invitee.actor, { token });
    expect(answer).toEqual(refusedWith('inviter_not_permitted'));
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('never changes an existing membership', async () => {
    const { invitee, token } = await invitedPerson('admin');
    const id = assertPresent(parseMembershipId('e'.repeat(24)));
    const given = { id, organizationId: acme.id, userId: invitee.id, role: 'member' } as const;
    const value = createMembership({ ...given, now: world.clock.now() });
    await commitChanges(recorded, [insertChange('memberships', id, value)]);
    const answer = await world.guildhall.invitations.accept(invitee.actor, { token });
    expect(answer).toEqual(refusedWith('already_a_member'));
    const { hasRole } = world.guildhall.memberships;
    expect(await hasRole(acme.id, invitee.id, 'member')).toBe(true);
  });
});
