// Accepting and declining an invitation by its id, without its token.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('answering by id on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const refused = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });
  const unknown = refused('invitation_not_found', 'invitationId');

  async function invitedPerson(emailVerified = true) {
    const invitee = await createPerson(world, { emailVerified });
    const { id } = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    return { invitee, invitationId: id };
  }

  it('makes the user a member, as a token does', async () => {
    const { accept } = world.guildhall.invitations;
    const { invitee, invitationId } = await invitedPerson();
    const accepted = await accept(invitee.actor, { invitationId });
    expect(accepted).toMatchObject({ ok: true, value: { organization: acme, role: 'member' } });
    const token = await currentTokenOf(world, invitationId);
    expect(await accept(invitee.actor, { token })).toEqual(accepted);
    expect(await accept(invitee.actor, { invitationId })).toEqual(accepted);
    expect(await world.guildhall.memberships.isMember(acme.id, invitee.id)).toBe(true);
  });

  it('declines, and blocks the organization on request', async () => {
    const { decline, declineAndBlock } = world.guildhall.invitations;
    for (const [answer, blocked] of [
      [decline, []],
      [declineAndBlock, [acme.id]],
    ] as const) {
      const { invitee, invitationId } = await invitedPerson();
      expect(await answer(invitee.actor, { invitationId })).toEqual({
        ok: true,
        value: { organizationId: acme.id, invitationId },
      });
      const self = orThrow(await world.guildhall.users.get(invitee.actor, {}));
      expect(self.blockedOrganizations).toEqual(blocked);
      expect(await answer(invitee.actor, { invitationId })).toEqual(refused('invitation_declined'));
    }
  });

  it('is for the user with the verified address; for others there is no such invitation', async () => {
    const { accept, decline, declineAndBlock } = world.guildhall.invitations;
    const { invitee, invitationId } = await invitedPerson(false);
    const other = await createPerson(world);
    const before = requestedWrites(recorded).length;
    for (const answer of [accept, decline, declineAndBlock]) {
      for (const { actor } of [invitee, other, ada]) {
        expect(await answer(actor, { invitationId })).toEqual(unknown);
        expect(await answer(actor, { invitationId: acme.id })).toEqual(unknown);
      }
      const denied = refused('permission_denied', 'actor');
      expect(await answer(systemActor, { invitationId })).toEqual(denied);
    }
    expect(requestedWrites(recorded)).toHaveLength(before);
    await writeSuspendedUser(world, other.id);
    for (const id of [invitationId, acme.id]) {
      expect(await accept(other.actor, { invitationId: id })).toEqual(
        refused('account_inactive', 'actor'),
      );
    }
    orThrow(await world.guildhall.users.verifyEmail(systemActor, { userId: invitee.id }));
    orThrow(await accept(invitee.actor, { invitationId }));
  });

  it('takes exactly one of a token and an id', async () => {
    const { accept, decline, declineAndBlock } = world.guildhall.invitations;
    const { invitee, invitationId } = await invitedPerson();
    const token = await currentTokenOf(world, invitationId);
    for (const answer of [accept, decline, declineAndBlock]) {
      for (const input of [{}, { token, invitationId }]) {
        expect(await answer(invitee.actor, input)).toMatchObject({
          refusal: { code: 'invalid_input', path: [], issues: [{ code: 'either' }] },
        });
      }
    }
  });

  it('follows the rules of a token: closed, expired, and once for one idempotency key', async () => {
    const { accept, decline, revoke } = world.guildhall.invitations;
    const revoked = await invitedPerson();
    const { invitationId } = revoked;
    orThrow(await revoke(ada.actor, { organizationId: acme.id, invitationId }));
    expect(await accept(revoked.invitee.actor, { invitationId })).toEqual(
      refused('invitation_revoked'),
    );
    const keyed = await invitedPerson();
    const input = { invitationId: keyed.invitationId };
    const options = { idempotencyKey: 'one' };
    const first = await accept(keyed.invitee.actor, input, options);
    const count = writtenCommands(recorded).length;
    expect(await accept(keyed.invitee.actor, input, options)).toEqual(first);
    expect(writtenCommands(recorded)).toHaveLength(count);
    expect(await accept(keyed.invitee.actor, { invitationId }, options)).toMatchObject(
      refused('idempotency_key_reused', 'options', 'idempotencyKey'),
    );
    const declined = await invitedPerson();
    const again = { invitationId: declined.invitationId };
    const answer = await decline(declined.invitee.actor, again, options);
    expect(await decline(declined.invitee.actor, again, options)).toEqual(answer);
    const late = await invitedPerson();
    world.clock.advance(8 * day);
    for (const one of [accept, decline]) {
      expect(await one(late.invitee.actor, { invitationId: late.invitationId })).toEqual(
        refused('invitation_expired'),
      );
    }
  });

  it('blocks the organization of an expired invitation, and the organization does not see it', async () => {
    const { declineAndBlock, list } = world.guildhall.invitations;
    const of = { organizationId: acme.id };
    const { invitee, invitationId } = await invitedPerson();
    const token = await currentTokenOf(world, invitationId);
    world.clock.advance(8 * day);
    const seen = async () =>
      JSON.stringify([
        orThrow(await world.guildhall.organizations.audit(ada.actor, of)).items,
        orThrow(await list(ada.actor, of)).items,
      ]);
    const before = await seen();
    const blocked = { ok: true, value: { organizationId: acme.id, invitationId } };
    expect(await declineAndBlock(invitee.actor, { invitationId })).toEqual(blocked);
    expect(await seen()).toBe(before);
    const self = orThrow(await world.guildhall.users.get(invitee.actor, {}));
    expect(self.blockedOrganizations).toEqual([acme.id]);
    const count = writtenCommands(recorded).length;
    expect(await declineAndBlock(invitee.actor, { token })).toEqual(blocked);
    expect(writtenCommands(recorded)).toHaveLength(count);
  });
});
