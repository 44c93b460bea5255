// One row of each kind, for tests that call every use case with a valid input.
import { orThrow } from '../../../src/index.js';
import { draftApp, submitApp } from '../../support/app-steps.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  currentTokenOf,
  type Person,
  type World,
} from '../../support/world.js';
import type { UseCaseSampleIds } from './use-case.js';

/** The rows of an organization whose admin is `ada`. */
export async function createSampleRows(
  world: World,
): Promise<{ readonly ada: Person; readonly named: UseCaseSampleIds }> {
  const ada = await createPerson(world);
  const acme = await createOrganization(world, ada, 'Acme');
  const member = await createMember(world, { by: ada, to: acme });
  const invitee = await createPerson(world);
  const { id } = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
  const token = await currentTokenOf(world, id);
  const of = { creator: ada, organizationId: acme.id };
  const { appId, submission } = await submitApp(world, await draftApp(world, of));
  const input = { organizationId: acme.id, name: 'server', environment: 'live' } as const;
  const { key } = orThrow(await world.guildhall.keys.create(ada.actor, input));
  const named = {
    organizationId: acme.id,
    userId: member.id,
    invitationId: id,
    token,
    appId,
    submissionId: submission.id,
    keyId: key.id,
  };
  return { ada, named };
}
