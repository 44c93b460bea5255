// Many organizations want the same external id at once.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import {
  createOrganization,
  createPerson,
  createWorld,
  storageKinds,
  systemActor,
} from '../../support/world.js';

const externalId = 'cus_1';

describe.each(storageKinds)('50 organizations that want one external id on $name', ({ open }) => {
  it('are told apart: one gets it, and 49 are refused', async () => {
    const world = createWorld(await open(), { policy: { commandDeadline: 120 } });
    const ada = await createPerson(world);
    const organizations = await Promise.all(
      Array.from({ length: 50 }, () => createOrganization(world, ada)),
    );
    const { setExternalId, findByExternalId } = world.guildhall.organizations;
    const answers = await Promise.all(
      organizations.map(({ id }) => setExternalId(systemActor, { organizationId: id, externalId })),
    );
    const winners = answers.flatMap((answer) => (answer.ok ? [answer.value.id] : []));
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
    expect(winners).toHaveLength(1);
    expect(codes).toEqual(Array(49).fill('external_id_taken'));
    const rows = await Promise.all(
      organizations.map(({ id }) => world.storage.organizations.findById(id)),
    );
    const holders = rows.flatMap((row) => (row?.value.externalId === externalId ? [row] : []));
    expect(holders.map(({ value }) => value.id)).toEqual(winners);
    expect(orThrow(await findByExternalId(systemActor, { externalId }))?.id).toBe(winners[0]);
  }, 120_000);
});
