// The clause on the names of roles, which the embedding service chooses.

import { parseRole } from '../../domain/organization/role-permissions.js';
import { insertChange } from '../row-changes.js';
import { assertInserted } from './assert-inserted.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { membership, organization, user } from './fixtures.js';

const names = ['member', 'viewer', 'constructor', 'a', 'sales_team-2', 'r'.repeat(32)];
const everyone = { limit: 20, after: null, skip: 0 };

export const roleNameClause: Clause = clause(
  'ROUNDTRIP-17',
  'A role is any name of 1 to 32 lower-case letters, digits, `_` and `-`, the first one a letter; every read returns it, and finds members by it.',
  async (storage, { write }) => {
    const { memberships, organizations } = storage;
    const home = organization(1);
    const people = names.map((name, n) => ({
      person: user(n),
      role: foundOrThrow(parseRole(name), 'a role'),
    }));
    const rows = people.map(({ person, role }, n) => membership(n, home, person, { role }));
    const changes = [
      insertChange('organizations', home),
      ...people.map(({ person }) => insertChange('users', person)),
      ...rows.map((each) => insertChange('memberships', each)),
    ];
    await write(changes);
    await assertInserted(storage, changes);
    for (const { person, role } of people) {
      const found = await memberships.findRole(home.id, person.id);
      assertSame(found?.role, role, `the role ${role}`);
      const listed = await memberships.listMembers(home.id, person.id, { role }, everyone);
      assertSame(
        [listed.viewerRole?.role, listed.items.map((one) => one.membership.role)],
        [role, [role]],
        `the members with the role ${role}`,
      );
      const { count } = await memberships.countMembers(home.id, null, { role });
      assertSame(count, 1, `how many members have the role ${role}`);
      const access = await memberships.listAccess(person.id, { limit: 2, after: null });
      assertSame(
        access.items.map((one) => one.role),
        [role],
        `the access of who has the role ${role}`,
      );
      const own = await organizations.listByMember(person.id, everyone);
      assertSame(
        own.items.map((one) => one.role),
        [role],
        `the organizations of who has the role ${role}`,
      );
    }
  },
);
