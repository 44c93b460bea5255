// Rows written at once, for tests that need many organizations and none of the commands which found them.
import { inserted } from '../../../src/application/use-case/changes.js';
import { join } from '../../../src/domain/organization/membership.js';
import { type Founded, found } from '../../../src/domain/organization/organization.js';
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
import { type Person, present, start, writeRows } from '../../support/guildhall.js';

const ids = countingIds(0xeeee_eeee);
const userId = (): UserId => present(parseUserId(ids.next()));
const organizationId = (): OrganizationId => present(parseOrganizationId(ids.next()));
const membershipId = (): MembershipId => present(parseMembershipId(ids.next()));

/** What the rows stand for. */
export interface Team {
  readonly organizationId: OrganizationId;
  readonly admins: readonly Person[];
  readonly members: readonly Person[];
}

/** An organization with so many admins and members, in one commit. */
export async function team(storage: Storage, admins: number, members = 0): Promise<Team> {
  const people = Array.from({ length: admins + members }, somebody);
  const founder = present(people[0]);
  const { organization, membership, slugRecord } = founded(founder);
  const others = people.slice(1).map(({ person }, index) => {
    const role = index + 1 < admins ? 'admin' : 'member';
    const of = { organizationId: organization.id, userId: person.id };
    return join({ id: membershipId(), ...of, role, now: start });
  });
  await writeRows(storage, [
    ...people.map(({ insert }) => insert),
    inserted('organizations', organization.id, organization),
    inserted('slugs', slugRecord.slug, slugRecord),
    ...[membership, ...others].map((one) => inserted('memberships', one.id, one)),
  ]);
  const all = people.map(({ person }) => person);
  return {
    organizationId: organization.id,
    admins: all.slice(0, admins),
    members: all.slice(admins),
  };
}

interface Somebody {
  readonly person: Person;
  readonly insert: Change;
}

/** A verified user, as a row to insert. */
export function somebody(): Somebody {
  const id = userId();
  const email = `${id}@example.com`;
  const value = registerUser({
    id,
    email: orThrow(parseEmail(email, [])),
    emailVerified: true,
    personalOrganization: organizationId(),
    now: start,
  });
  const person: Person = { id, email, actor: { kind: 'user', userId: id } };
  return { person, insert: inserted('users', id, value) };
}

function founded({ person }: Somebody): Founded {
  const id = organizationId();
  return found({
    id,
    membershipId: membershipId(),
    name: orThrow(parseDisplayName('Acme', () => false, [])),
    slug: orThrow(parseSlug(`acme-${id.slice(-12)}`, new Set(), [])),
    founder: { id: person.id, email: orThrow(parseEmail(person.email, [])).address },
    personal: false,
    now: start,
  });
}
