// Revoking and resending a pending invitation by its address.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  day,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';

describe.each(storageKinds)('managing an invitation by its address on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const of = () => ({ organizationId: acme.id });
  const refused = (code: string, ...path: string[]) => ({
    ok: false,
    refusal: { code, ...(path.length === 0 ? {} : { path }) },
  });
  const invite = (email: string) => createInvitation(world, { by: ada, to: acme, email });

  it('sends it again', async () => {
    const { resend } = world.guildhall.invitations;
    const { id } = await invite('Resent@Example.org');
    const input = { ...of(), email: 'resent@EXAMPLE.org' };
    expect(await resend(ada.actor, input)).toMatchObject(refused('resend_too_soon'));
    world.clock.advance(61);
    const options = { idempotencyKey: 'again' };
    const sent = orThrow(await resend(ada.actor, input, options));
    expect(sent).toMatchObject({ id, revision: 2, state: 'pending' });
    expect(await resend(ada.actor, input, options)).toEqual({ ok: true, value: sent });
  });

  it('revokes it, and answers the same call again after another invitation', async () => {
    const { revoke } = world.guildhall.invitations;
    const { id } = await invite('revoked@example.org');
    const input = { ...of(), email: 'revoked@example.org' };
    const options = { idempotencyKey: 'revoke' };
    const revoked = await revoke(ada.actor, input, options);
    expect(revoked).toMatchObject({ ok: true, value: { id, state: 'revoked' } });
    const next = await invite('revoked@example.org');
    expect(await revoke(ada.actor, input, options)).toEqual(revoked);
    expect(await revoke(ada.actor, input)).toMatchObject({ ok: true, value: { id: next.id } });
    expect(await revoke(ada.actor, input)).toEqual(refused('invitation_not_found', 'email'));
  });

  it('finds pending ones of the organization only', async () => {
    const { revoke, resend } = world.guildhall.invitations;
    const elsewhere = await createOrganization(world, ada, 'Elsewhere');
    const email = 'only@example.org';
    await createInvitation(world, { by: ada, to: elsewhere, email });
    const stranger = await createPerson(world);
    for (const answer of [revoke, resend]) {
      expect(await answer(ada.actor, { ...of(), email })).toEqual(
        refused('invitation_not_found', 'email'),
      );
      expect(await answer(stranger.actor, { ...of(), email })).toEqual(
        refused('organization_not_found', 'organizationId'),
      );
    }
    await invite(email);
    world.clock.advance(8 * day);
    for (const answer of [revoke, resend]) {
      expect(await answer(ada.actor, { ...of(), email })).toEqual(refused('invitation_expired'));
    }
  });

  it('takes either the id or the address', async () => {
    const { revoke, resend } = world.guildhall.invitations;
    const { id } = await invite('either@example.org');
    for (const answer of [revoke, resend]) {
      for (const more of [{}, { invitationId: id, email: 'either@example.org' }]) {
        expect(await answer(ada.actor, { ...of(), ...more })).toMatchObject({
          refusal: { code: 'invalid_input', path: [], issues: [{ code: 'either' }] },
        });
      }
      expect(await answer(ada.actor, { ...of(), email: 'either at example' })).toMatchObject({
        refusal: { code: 'invalid_input', path: ['email'] },
      });
    }
  });
});
