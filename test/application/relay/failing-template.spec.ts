// A delivery that throws is its own matter.
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow, type RelayDelivery } from '../../../src/index.js';
import {
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';

it('a template that throws fails its own mail only, and is tried again', async () => {
  const refused = uniqueEmail();
  const world = createWorld(memoryStorage(), {
    templates: {
      invitation({ role, link }) {
        if (role === 'admin') throw new RangeError('Invalid language tag');
        return { subject: 'Welcome', text: link, html: link };
      },
    },
  });
  const ada = await createPerson(world);
  const acme = await createOrganization(world, ada);
  await createInvitation(world, { by: ada, to: acme, as: 'admin', email: refused });
  const other = uniqueEmail();
  await createInvitation(world, { by: ada, to: acme, email: other });
  const deliveries: RelayDelivery[] = [];
  const round = await world.guildhall.relay.runOnce({
    onDelivery: (delivery) => deliveries.push(delivery),
  });
  expect(round).toMatchObject({ claimed: 2, sent: 1, retry: 1 });
  expect(world.mailer.mailsTo(other)).toHaveLength(1);
  expect(deliveries.find(({ outcome }) => outcome === 'retry')).toMatchObject({
    problem: 'error',
    error: new RangeError('Invalid language tag'),
  });
  orThrow(await world.guildhall.organizations.get(ada.actor, { organizationId: acme.id }));
});
