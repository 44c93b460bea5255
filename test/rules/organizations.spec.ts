// Rules of organizations and roles that no other test file proves.
import { describe, expect, it } from 'vitest';
import { commandCases } from '../application/support/command-cases.js';
import {
  assertPresent,
  createMemoryWorld,
  createOrganization,
  createPerson,
} from '../support/world.js';

describe('a personal organization', () => {
  it('is created once for each user, also if several requests come at once', async () => {
    const world = createMemoryWorld();
    const ensurePersonal = assertPresent(
      commandCases.find(({ action }) => action === 'organization.ensure_personal'),
    );
    const { run } = await ensurePersonal.stage(world);
    const results = await Promise.all(Array.from({ length: 5 }, () => run(world.guildhall)));
    const [first] = results;
    expect(first).toMatchObject({ ok: true, value: { personalOf: expect.any(String) } });
    expect(results).toEqual(results.map(() => first));
  });
});

describe('a role', () => {
  it('is refused if it is unknown', async () => {
    const world = createMemoryWorld();
    const ada = await createPerson(world);
    const { id: organizationId } = await createOrganization(world, ada);
    const input = { organizationId, email: 'grace@example.org', ...JSON.parse('{"role":"owner"}') };
    expect(await world.guildhall.invitations.invite(ada.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ path: ['role'] }] },
    });
  });
});
