// 20 commands at once for something that only one may get, or each may get once. The control reads first, and inserts where
// it found nothing.
import { describe, expect, it } from 'vitest';
import { orThrow, parseSlug } from '../../../src/index.js';
import {
  assertPresent,
  commitChanges,
  currentTokenOf,
  type Person,
  systemActor,
} from '../../support/world.js';
import { createUserRow, insertTeam } from '../support/organization-rows.js';
import { answerWordOf, answerWordsOf, type Race, raceBackends } from '../support/races.js';
import { lookThenInsert, openUnconstrainedTable } from '../support/unconstrained-table.js';

const twenty = Array.from({ length: 20 }, (_, index) => index);

const accepting: Race = async (world) => {
  const { storage, guildhall } = world;
  const [{ organizationId, admins }, elsewhere] = [
    await insertTeam(storage, 1),
    await insertTeam(storage, 1),
  ];
  const invitee = assertPresent(elsewhere.admins[0]);
  const input = { organizationId, email: invitee.email };
  const { id } = orThrow(await guildhall.invitations.invite(assertPresent(admins[0]).actor, input));
  const token = await currentTokenOf(world, id);
  return {
    runners: twenty.map(() => (one) => one.guildhall.invitations.accept(invitee.actor, { token })),
    async findViolation(outcomes) {
      const keyset = { limit: 10, after: null, skip: 0 };
      const { items } = await storage.memberships.listMembers(organizationId, null, {}, keyset);
      if (items.length !== 2) return `${items.length} members`;
      const refused = outcomes.map(answerWordOf).filter((word) => word !== 'ok');
      return refused.length === 0 ? null : `refused: ${refused.join(', ')}`;
    },
  };
};

const adding: Race = async ({ storage }) => {
  const { organizationId } = await insertTeam(storage, 1);
  const { person, insert } = createUserRow();
  await commitChanges(storage, [insert]);
  const input = { organizationId, userId: person.id, role: 'member' } as const;
  return {
    runners: twenty.map(
      () =>
        ({ guildhall }) =>
          guildhall.memberships.add(systemActor, input),
    ),
    async findViolation(outcomes) {
      const all = await storage.memberships.listAllByOrganization(organizationId, 10);
      return all.length === 2 ? winners(outcomes, 'already_a_member') : `${all.length} members`;
    },
  };
};

/** Half of the callers accept the invitation, and the others add the invitee. */
const addingAndAccepting: Race = async (world) => {
  const { storage, guildhall } = world;
  const { organizationId, admins } = await insertTeam(storage, 1);
  const { person, insert } = createUserRow();
  await commitChanges(storage, [insert]);
  const { id: userId, email, actor } = person;
  const { id } = orThrow(
    await guildhall.invitations.invite(assertPresent(admins[0]).actor, { organizationId, email }),
  );
  const token = await currentTokenOf(world, id);
  const input = { organizationId, userId, role: 'admin' } as const;
  return {
    runners: twenty.map((index) => (one) => {
      const { memberships, invitations } = one.guildhall;
      const isAdding = index % 2 === 0;
      return isAdding ? memberships.add(systemActor, input) : invitations.accept(actor, { token });
    }),
    async findViolation(outcomes) {
      const all = await storage.memberships.listAllByOrganization(organizationId, 10);
      if (all.length !== 2) return `${all.length} members`;
      const [added, accepted] = [0, 1].map((half) =>
        answerWordsOf(outcomes.filter((_outcome, index) => index % 2 === half)),
      );
      const isAccepted = all.some(
        ({ value }) => value.userId === userId && value.role === 'member',
      );
      const expected = isAccepted
        ? [Array(10).fill('already_a_member'), Array(10).fill('ok')]
        : [[...Array(9).fill('already_a_member'), 'ok'], Array(10).fill('already_a_member')];
      const said = JSON.stringify([added, accepted]);
      return said === JSON.stringify(expected) ? null : said;
    },
  };
};

const inviting: Race = async ({ storage }) => {
  const { organizationId, admins } = await insertTeam(storage, 2);
  const spellings = ['grace@example.org', 'Grace@Example.org', 'GRACE@EXAMPLE.ORG'];
  return {
    runners: twenty.map((index) => ({ guildhall }) => {
      const { actor } = assertPresent(admins[index % 2]);
      const email = assertPresent(spellings[index % 3]);
      return guildhall.invitations.invite(actor, { organizationId, email });
    }),
    async findViolation(outcomes) {
      const { length } = await storage.invitations.listPendingByOrganization(organizationId);
      return length === 1 ? winners(outcomes, 'already_invited') : `${length} pending`;
    },
  };
};

const creating: Race = async ({ storage }) => {
  const { admins } = await insertTeam(storage, 20);
  const name = `Acme ${assertPresent(admins[0]).id}`;
  return {
    runners: admins.map(({ actor }) => ({ guildhall }) => {
      return guildhall.organizations.create(actor, { name });
    }),
    async findViolation(outcomes) {
      const failed = answerWordsOf(outcomes).filter((one) => one !== 'ok');
      if (failed.length > 0) return failed.join(' and ');
      const slugs = new Set((await Promise.all(admins.map(slugsOf(storage)))).flat());
      for (const slug of slugs) orThrow(parseSlug(slug, new Set(), []));
      return slugs.size === 21 ? null : `${slugs.size} slugs`;
    },
  };
};

function slugsOf(storage: Parameters<typeof insertTeam>[0]) {
  return async ({ id }: Person): Promise<readonly string[]> => {
    const keyset = { limit: 10, after: null, skip: 0 };
    const { items } = await storage.organizations.listByMember(id, keyset);
    return items.map(({ organization }) => organization.slug);
  };
}

function winners(
  outcomes: readonly PromiseSettledResult<unknown>[],
  others: string,
): string | null {
  const said = answerWordsOf(outcomes);
  const won = said.filter((one) => one === 'ok').length;
  const lost = said.filter((one) => one === others).length;
  return won === 1 && lost === said.length - 1 ? null : said.join(' and ');
}

const races = [
  { what: '20 accepts of one token add one member', race: accepting, key: 'member' },
  { what: '20 additions of one user add one member', race: adding, key: 'member' },
  { what: '10 additions and 10 accepts add one member', race: addingAndAccepting, key: 'member' },
  { what: '20 invitations of one address write one', race: inviting, key: 'invitation' },
  { what: '20 new organizations of one name get 20 slugs', race: creating, key: 'slug' },
] as const;

describe.each(raceBackends)('20 commands at once on $name', ({ name, runFew }) => {
  it.each(races)('$what; reading first and inserting writes too many', async ({ race, key }) => {
    expect((await runFew(race)).violations).toEqual({});
    expect(await lookThenInsert(await openUnconstrainedTable(name), key, 20)).toBeGreaterThan(1);
  });
});
