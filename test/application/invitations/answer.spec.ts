// What the holder of a token does with it: look, accept, decline.
import { beforeAll, describe, expect, it } from 'vitest';
import { inserted } from '../../../src/application/use-case/changes.js';
import { join } from '../../../src/domain/organization/membership.js';
import {
  type OrganizationView,
  orThrow,
  parseMembershipId,
  type Role,
} from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  deleteOrganization,
  invited,
  joined,
  organizationOf,
  type Person,
  person,
  present,
  storages,
  suspend,
  theSystem,
  tokenOf,
  type World,
  worldOn,
  writeRows,
} from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';

describe.each(storages)('answering invitations on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
    ada = await person(world, { name: 'Ada' });
    const founded = await organizationOf(world, ada, 'Acme');
    const input = { organizationId: founded.id, website: 'https://acme.com/' };
    acme = orThrow(await world.guildhall.organizations.updateProfile(ada.actor, input));
  });

  const refusedWith = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });
  const unknown = refusedWith('invitation_not_found', 'token');

  async function invitedPerson(as: Role = 'member', emailVerified = true) {
    const invitee = await person(world, { emailVerified });
    const invitation = await invited(world, { by: ada, to: acme, as, email: invitee.email });
    return { invitee, invitation, token: await tokenOf(world, invitation.id) };
  }

  it('shows the public profile, the role, the inviter and the expiry to whoever holds the token', async () => {
    const { invitation, token } = await invitedPerson('admin');
    for (const actor of [null, ada.actor, theSystem]) {
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

  it('names no inviter who has no name', async () => {
    const { users } = world.guildhall;
    const input = { email: 'nameless@example.com', emailVerified: true };
    const { id } = orThrow(await users.register(theSystem, input));
    const nameless: Person = { id, email: input.email, actor: { kind: 'user', userId: id } };
    const own = await organizationOf(world, nameless);
    const invitation = await invited(world, { by: nameless, to: own, email: 'x@example.com' });
    const token = await tokenOf(world, invitation.id);
    const seen = orThrow(await world.guildhall.invitations.preview(null, { token }));
    expect(seen).not.toHaveProperty('inviterName');
  });

  it('joins whoever accepts, and closes the invitation in the same commit', async () => {
    const { invitee, invitation, token } = await invitedPerson('admin');
    const accepted = await world.guildhall.invitations.accept(invitee.actor, { token });
    expect(accepted).toEqual({
      ok: true,
      value: { organization: acme, membershipId: expect.any(String), role: 'admin' },
    });
    expect(landed(recorded).at(-1)?.journal).toMatchObject({
      organizations: [acme.id],
      facts: [
        { type: 'invitation_accepted', invitationId: invitation.id, userId: invitee.id },
        { type: 'member_joined', userId: invitee.id, role: 'admin' },
      ],
    });
    const { hasRole } = world.guildhall.memberships;
    expect(await hasRole(acme.id, invitee.id, 'admin')).toBe(true);
    const stored = present(await recorded.invitations.findById(invitation.id)).value;
    expect(stored).toMatchObject({ state: 'accepted', closedBy: invitee.id });
    const again = await world.guildhall.invitations.accept(invitee.actor, { token });
    expect(again).toEqual(refusedWith('invitation_already_accepted'));
  });

  it('closes the invitation of whoever declines, who may be invited again', async () => {
    const { decline, accept } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    expect(await decline(invitee.actor, { token })).toEqual({
      ok: true,
      value: { organizationId: acme.id, invitationId: invitation.id },
    });
    expect(await accept(invitee.actor, { token })).toEqual(refusedWith('invitation_declined'));
    const next = await invited(world, { by: ada, to: acme, email: invitee.email });
    expect(next.id).not.toBe(invitation.id);
  });

  it('is for the verified address that was invited, of an active account', async () => {
    const { accept, decline } = world.guildhall.invitations;
    const { invitee, token } = await invitedPerson('member', false);
    const other = await person(world);
    for (const answer of [accept, decline]) {
      expect(await answer(other.actor, { token })).toEqual(
        refusedWith('invitation_email_mismatch'),
      );
      expect(await answer(invitee.actor, { token })).toEqual(refusedWith('email_not_verified'));
      const denied = refusedWith('permission_denied', 'actor');
      expect(await answer(theSystem, { token })).toEqual(denied);
      expect(await answer({ kind: 'reviewer', userId: invitee.id }, { token })).toEqual(denied);
    }
    await suspend(world, other.id);
    expect(await accept(other.actor, { token })).toEqual(refusedWith('account_inactive', 'actor'));
    orThrow(await world.guildhall.users.verifyEmail(theSystem, { userId: invitee.id }));
    orThrow(await accept(invitee.actor, { token }));
  });

  it('expires to the second', async () => {
    const { accept, preview } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    world.clock.set(new Date(invitation.expiresAt.getTime() - 1));
    expect(await preview(null, { token })).toMatchObject({ ok: true });
    world.clock.advance(0.001);
    expect(await preview(null, { token })).toEqual(refusedWith('invitation_expired'));
    expect(await accept(invitee.actor, { token })).toEqual(refusedWith('invitation_expired'));
  });

  it('says of every bad token the same', async () => {
    const { accept, decline, preview } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    const foreign = [{ kid: 'test', secret: 'another secret of more than thirty-two bytes' }];
    const digest = present(await recorded.invitations.findById(invitation.id)).value.tokenDigest;
    const forged = await tokenOf({ ...world, secrets: foreign }, invitation.id);
    const parts = token.split('.');
    const [head, body] = [present(parts[0]), present(parts[1])];
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

  it('knows no token of an older revision, of a deleted organization, or of another storage', async () => {
    const { accept, preview, resend } = world.guildhall.invitations;
    const { invitee, invitation, token } = await invitedPerson();
    world.clock.advance(60);
    orThrow(await resend(ada.actor, { organizationId: acme.id, invitationId: invitation.id }));
    expect(await accept(invitee.actor, { token })).toEqual(unknown);
    const elsewhere = worldOn(await open());
    const stranger = await person(elsewhere);
    const fresh = await tokenOf(world, invitation.id);
    const there = await elsewhere.guildhall.invitations.accept(stranger.actor, { token: fresh });
    expect(there).toEqual(unknown);
    const own = await organizationOf(world, ada);
    const gone = await invited(world, { by: ada, to: own, email: invitee.email });
    const goneToken = await tokenOf(world, gone.id);
    await deleteOrganization(world, own.id);
    expect(await preview(null, { token: goneToken })).toEqual(unknown);
    expect(await accept(invitee.actor, { token: goneToken })).toMatchObject({
      ok: false,
      refusal: { code: 'organization_deleted' },
    });
  });

  it('asks again whether the inviter may', async () => {
    const { accept } = world.guildhall.invitations;
    const grace = await joined(world, { by: ada, to: acme, as: 'admin' });
    const invitee = await person(world);
    const sent = await invited(world, { by: grace, to: acme, email: invitee.email });
    const token = await tokenOf(world, sent.id);
    await suspend(world, grace.id);
    const before = writesAsked(recorded).length;
    const answer = await accept(invitee.actor, { token });
    expect(answer).toEqual(refusedWith('inviter_not_permitted'));
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it('never changes a membership that is there', async () => {
    const { invitee, token } = await invitedPerson('admin');
    const id = present(parseMembershipId(invitee.id));
    const given = { id, organizationId: acme.id, userId: invitee.id, role: 'member' } as const;
    const value = join({ ...given, now: world.clock.now() });
    await writeRows(recorded, [inserted('memberships', id, value)]);
    const answer = await world.guildhall.invitations.accept(invitee.actor, { token });
    expect(answer).toEqual(refusedWith('already_a_member'));
    const { hasRole } = world.guildhall.memberships;
    expect(await hasRole(acme.id, invitee.id, 'member')).toBe(true);
  });
});
