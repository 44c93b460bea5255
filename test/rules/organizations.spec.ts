import { describe, expect, it } from 'vitest';
import { commands } from '../application/support/commands.js';
import { memoryWorld, organizationOf, person, present } from '../support/guildhall.js';

describe('a personal organization', () => {
  it('is one for each user, however many ask for it at once', async () => {
    const world = memoryWorld();
    const asking = present(
      commands.find(({ action }) => action === 'organization.ensure_personal'),
    );
    const { give } = await asking.stage(world);
    const answers = await Promise.all(Array.from({ length: 5 }, () => give(world.guildhall)));
    const [first] = answers;
    expect(first).toMatchObject({ ok: true, value: { personalOf: expect.any(String) } });
    expect(answers).toEqual(answers.map(() => first));
  });
});

describe('a role', () => {
  it('is not taken for another one where it is not known', async () => {
    const world = memoryWorld();
    const ada = await person(world);
    const { id: organizationId } = await organizationOf(world, ada);
    const input = { organizationId, email: 'grace@example.org', ...JSON.parse('{"role":"owner"}') };
    expect(await world.guildhall.invitations.invite(ada.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ path: ['role'] }] },
    });
  });
});
