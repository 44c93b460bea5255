// An organization with many members and a person with many organizations.

import { fill, rowsFrom, userInsert } from '../../bench/rows.js';
import type { OrganizationId, Storage, User } from '../../src/index.js';
import { countingIds } from '../../src/testing/doubles/index.js';
import { type Person, present, start } from './guildhall.js';

export interface Crowd {
  /** Has so many members, the admin among them. */
  readonly organizationId: OrganizationId;
  readonly admin: Person;
  readonly member: Person;
  /** Belongs to so many other organizations. */
  readonly joiner: Person;
}

const ids = countingIds(0xc0de_0000);

export async function crowd(storage: Storage, size: number): Promise<Crowd> {
  const rows = rowsFrom(ids, start);
  const people = Array.from({ length: size }, () => rows.user());
  const [admin, member] = [present(people[0]), present(people[1])];
  const joiner = rows.user();
  const { organizationId, changes } = rows.organization(admin);
  await fill(storage, ids, start, [
    ...[...people, joiner].map(userInsert),
    ...changes,
    ...people.slice(1).map((person) => rows.member(organizationId, person)),
    ...Array.from({ length: size }, () => rows.organization(joiner).changes).flat(),
  ]);
  return {
    organizationId,
    admin: personOf(admin),
    member: personOf(member),
    joiner: personOf(joiner),
  };
}

function personOf({ id, email }: User): Person {
  return { id, email, actor: { kind: 'user', userId: id } };
}
