// Builds rows of organizations without running the commands that create them.
import { insertChange } from '../../../src/application/use-case/changes.js';
import {
  createOrganization,
  type NewOrganizationRows,
} from '../../../src/domain/organization/create-organization.js';
import { createMembership } from '../../../src/domain/organization/membership.js';
import { registerUser } from '../../../src/domain/user/user.js';
import {
  type Change,
  type MembershipId,
  type OrganizationId,
  orThrow,
  parseDisplayName,
  parseEmail,
  parseMembershipId,
  parseOrganizationId,
  parseSlug,
  parseUserId,
  type Storage,
  type UserId,
} from '../../../src/index.js';
import { countingIds } from '../../../src/testing/doubles/index.js';
import { assertPresent, commitChanges, type Person, startTime } from '../../support/world.js';

const ids = countingIds(0xeeee_eeee);
const newUserId = (): UserId => assertPresent(parseUserId(ids.next()));
const newOrganizationId = (): OrganizationId => assertPresent(parseOrganizationId(ids.next()));
const newMembershipId = (): MembershipId => assertPresent(parseMembershipId(ids.next()));

/** The organization and the people of the inserted rows. */
export interface OrganizationTeam {
  readonly organizationId: OrganizationId;
  readonly admins: readonly Person[];
  readonly members: readonly Person[];
}

/** Inserts an organization with this many admins and members in one commit. */
export async function insertTeam(
  storage: Storage,
  admins: number,
  members = 0,
): Promise<OrganizationTeam> {
  const people = Array.from({ length: admins + members }, createUserRow);
  const creator = assertPresent(people[0]);
  const { organization, membership, slugRecord } = newOrganizationRows(creator);
  const others = people.slice(1).map(({ person }, index) => {
    const role = index + 1 < admins ? 'admin' : 'member';
    const of = { organizationId: organization.id, userId: person.id };
    return createMembership({ id: newMembershipId(), ...of, role, now: startTime });
  });
  await commitChanges(storage, [
    ...people.map(({ insert }) => insert),
    insertChange('organizations', organization.id, organization),
    insertChange('slugs', slugRecord.slug, slugRecord),
    ...[membership, ...others].map((one) => insertChange('memberships', one.id, one)),
  ]);
  const all = people.map(({ person }) => person);
  return {
    organizationId: organization.id,
    admins: all.slice(0, admins),
    members: all.slice(admins),
  };
}

interface UserRow {
  readonly person: Person;
  readonly insert: Change;
}

/** The row of a user with a verified address. */
export function createUserRow(): UserRow {
  const id = newUserId();
  const email = `${id}@example.com`;
  const value = registerUser({
    id,
    email: orThrow(parseEmail(email, [])),
    emailVerified: true,
    personalOrganization: newOrganizationId(),
    now: startTime,
  });
  const person: Person = { id, email, actor: { kind: 'user', userId: id } };
  return { person, insert: insertChange('users', id, value) };
}

function newOrganizationRows({ person }: UserRow): NewOrganizationRows {
  const id = newOrganizationId();
  return createOrganization({
    id,
    membershipId: newMembershipId(),
    name: orThrow(parseDisplayName('Acme', [])),
    slug: orThrow(parseSlug(`acme-${id.slice(-12)}`, new Set(), [])),
    creator: { id: person.id, email: orThrow(parseEmail(person.email, [])).address },
    isPersonal: false,
    now: startTime,
  });
}
