// Creates an organization with many members, and a person with many organizations.

import { commitInBatches, createRowFactory, toUserInsert } from '../../bench/rows.js';
import type { OrganizationId, Storage, User } from '../../src/index.js';
import { countingIds } from '../../src/testing/doubles/index.js';
import { assertPresent, type Person, startTime } from './world.js';

export interface LargeOrganization {
  /** Has `size` members, including the admin. */
  readonly organizationId: OrganizationId;
  readonly admin: Person;
  readonly member: Person;
  /** Is a member of `size` other organizations. */
  readonly joiner: Person;
}

const ids = countingIds(0xc0de_0000);

export async function createLargeOrganization(
  storage: Storage,
  size: number,
): Promise<LargeOrganization> {
  const rows = createRowFactory(ids, startTime);
  const people = Array.from({ length: size }, () => rows.user());
  const [admin, member] = [assertPresent(people[0]), assertPresent(people[1])];
  const joiner = rows.user();
  const { organizationId, changes } = rows.organizationInserts(admin);
  await commitInBatches(storage, ids, startTime, [
    ...[...people, joiner].map(toUserInsert),
    ...changes,
    ...people.slice(1).map((person) => rows.memberInsert(organizationId, person)),
    ...Array.from({ length: size }, () => rows.organizationInserts(joiner).changes).flat(),
  ]);
  return {
    organizationId,
    admin: toPerson(admin),
    member: toPerson(member),
    joiner: toPerson(joiner),
  };
}

function toPerson({ id, email }: User): Person {
  return { id, email, actor: { kind: 'user', userId: id } };
}
