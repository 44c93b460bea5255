// The participants of every sequence: three organizations with their members, and four reviewers.

import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import { orThrow } from '../../../../src/domain/shared/explain.js';
import type { OrganizationId, UserId } from '../../../../src/domain/shared/ids.js';
import type {
  ReviewerCapability,
  ReviewerDirectory,
} from '../../../../src/ports/reviewer-directory.js';
import type { Change } from '../../../../src/ports/storage.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  type Person,
} from '../../../support/world.js';
import { createCommitLog } from './commit-log.js';
import { toInserts } from './expected-rows.js';

export interface Participants {
  /** Two with `review`, and two with `enforce` too. The second of the first two can join and leave; the second of the others is a member. */
  readonly reviewers: readonly Person[];
  readonly people: readonly Person[];
  readonly organizations: readonly OrganizationId[];
  readonly directory: ReviewerDirectory;
  /** The commits that set up an empty storage. */
  readonly rows: readonly Change[];
}

/** The first person is an admin of two organizations. The third organization has a single member. */
export async function createParticipants(): Promise<Participants> {
  const ledger = createCommitLog(memoryStorage());
  const world = createWorld(ledger.storage);
  const ada = await createPerson(world);
  const bea = await createPerson(world);
  const cleo = await createPerson(world);
  const mentra = await createOrganization(world, ada, 'Mentra Labs');
  const acme = await createOrganization(world, bea, 'Acme');
  const solo = await createOrganization(world, cleo, 'Solo');
  const { id } = await createInvitation(world, {
    by: bea,
    to: acme,
    as: 'admin',
    email: ada.email,
  });
  const token = await currentTokenOf(world, id);
  orThrow(await world.guildhall.invitations.accept(ada.actor, { token }));
  const abe = await createMember(world, { by: ada, to: mentra });
  const bob = await createMember(world, { by: bea, to: acme });
  const mia = await createMember(world, { by: ada, to: mentra });
  const rob = await createPerson(world);
  const zoe = await createPerson(world);
  const eve = await createPerson(world);
  ledger.takeCommits();
  const { organizations } = ledger.rows();
  const personal = [...organizations.values()].flatMap(({ value }) =>
    value.personalOf === undefined ? [] : [value.id],
  );
  return {
    reviewers: [rob, zoe, eve, mia],
    people: [ada, abe, bea, bob, cleo, mia, zoe, rob, eve],
    organizations: [mentra.id, acme.id, solo.id],
    directory: createReviewerDirectory(['review'], [rob, zoe], ['review', 'enforce'], [eve, mia]),
    rows: toInserts(ledger.rows()).filter((change) => !isOfPersonalOrganization(change, personal)),
  };
}

function createReviewerDirectory(
  some: readonly ReviewerCapability[],
  ofThese: readonly Person[],
  more: readonly ReviewerCapability[],
  ofThose: readonly Person[],
): ReviewerDirectory {
  const known = new Map<UserId, readonly ReviewerCapability[]>([
    ...ofThese.map(({ id }) => [id, some] as const),
    ...ofThose.map(({ id }) => [id, more] as const),
  ]);
  return { capabilitiesOf: async (userId) => known.get(userId) ?? [] };
}

/** Whether a change concerns a personal organization, which sequences do not use. */
function isOfPersonalOrganization(change: Change, personal: readonly OrganizationId[]): boolean {
  if (change.kind !== 'insert') return false;
  if (change.collection === 'organizations') return personal.includes(change.value.id);
  if (change.collection !== 'memberships' && change.collection !== 'slugs') return false;
  return personal.includes(change.value.organizationId);
}
