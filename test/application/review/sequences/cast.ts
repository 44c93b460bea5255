// Who plays in every sequence: three organizations with their people, and four reviewers.

import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import { orThrow } from '../../../../src/domain/shared/explain.js';
import type { OrganizationId, UserId } from '../../../../src/domain/shared/ids.js';
import type { Change } from '../../../../src/ports/storage.js';
import type { ReviewerCapability, ReviewerDirectory } from '../../../../src/ports/system.js';
import {
  invited,
  joined,
  organizationOf,
  type Person,
  person,
  tokenOf,
  worldOn,
} from '../../../support/guildhall.js';
import { ledgerOf } from './ledger.js';
import { insertsOf } from './rows.js';

export interface Cast {
  /** Two with `review`, of whom the second comes and goes as a member; two with `enforce` too, of whom the second is a member. */
  readonly reviewers: readonly Person[];
  readonly people: readonly Person[];
  readonly organizations: readonly OrganizationId[];
  readonly directory: ReviewerDirectory;
  /** With which an empty storage becomes their world. */
  readonly rows: readonly Change[];
}

/** The first admin leads two of the organizations; the third has one member alone. */
export async function newCast(): Promise<Cast> {
  const ledger = ledgerOf(memoryStorage());
  const world = worldOn(ledger.storage);
  const ada = await person(world);
  const bea = await person(world);
  const cleo = await person(world);
  const mentra = await organizationOf(world, ada, 'Mentra Labs');
  const acme = await organizationOf(world, bea, 'Acme');
  const solo = await organizationOf(world, cleo, 'Solo');
  const { id } = await invited(world, { by: bea, to: acme, as: 'admin', email: ada.email });
  const token = await tokenOf(world, id);
  orThrow(await world.guildhall.invitations.accept(ada.actor, { token }));
  const abe = await joined(world, { by: ada, to: mentra });
  const bob = await joined(world, { by: bea, to: acme });
  const mia = await joined(world, { by: ada, to: mentra });
  const rob = await person(world);
  const zoe = await person(world);
  const eve = await person(world);
  ledger.taken();
  const { organizations } = ledger.rows();
  const personal = [...organizations.values()].flatMap(({ value }) =>
    value.personalOf === undefined ? [] : [value.id],
  );
  return {
    reviewers: [rob, zoe, eve, mia],
    people: [ada, abe, bea, bob, cleo, mia, zoe, rob, eve],
    organizations: [mentra.id, acme.id, solo.id],
    directory: directoryOf(['review'], [rob, zoe], ['review', 'enforce'], [eve, mia]),
    rows: insertsOf(ledger.rows()).filter((change) => !isOfPersonal(change, personal)),
  };
}

function directoryOf(
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

/** What people have for themselves plays no part. */
function isOfPersonal(change: Change, personal: readonly OrganizationId[]): boolean {
  if (change.kind !== 'insert') return false;
  if (change.collection === 'organizations') return personal.includes(change.value.id);
  if (change.collection !== 'memberships' && change.collection !== 'slugs') return false;
  return personal.includes(change.value.organizationId);
}
