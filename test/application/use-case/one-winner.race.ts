// Twenty at once for what only one may have, or each may have once. The control looks, and inserts where nothing was.
import { describe, expect, it } from 'vitest';
import { orThrow, parseSlug } from '../../../src/index.js';
import { type Person, present, tokenOf } from '../../support/guildhall.js';
import { lookThenInsert, looseTable } from '../support/loose-table.js';
import { answers, type Race, tracks } from '../support/races.js';
import { team } from '../support/rows.js';

const twenty = Array.from({ length: 20 }, (_, index) => index);

const accepting: Race = async (world) => {
  const { storage, guildhall } = world;
  const [{ organizationId, admins }, elsewhere] = [await team(storage, 1), await team(storage, 1)];
  const invitee = present(elsewhere.admins[0]);
  const input = { organizationId, email: invitee.email };
  const { id } = orThrow(await guildhall.invitations.invite(present(admins[0]).actor, input));
  const token = await tokenOf(world, id);
  return {
    runners: twenty.map(() => (one) => one.guildhall.invitations.accept(invitee.actor, { token })),
    async verdict(outcomes) {
      const keyset = { limit: 10, after: null, skip: 0 };
      const { items } = await storage.memberships.list(organizationId, null, {}, keyset);
      if (items.length !== 2) return `${items.length} members`;
      return winners(outcomes, 'invitation_already_accepted');
    },
  };
};

const inviting: Race = async ({ storage }) => {
  const { organizationId, admins } = await team(storage, 2);
  const spellings = ['grace@example.org', 'Grace@Example.org', 'GRACE@EXAMPLE.ORG'];
  return {
    runners: twenty.map((index) => ({ guildhall }) => {
      const { actor } = present(admins[index % 2]);
      const email = present(spellings[index % 3]);
      return guildhall.invitations.invite(actor, { organizationId, email });
    }),
    async verdict(outcomes) {
      const pending = await storage.invitations.countPending(organizationId, new Date(0), 20);
      return pending === 1 ? winners(outcomes, 'already_invited') : `${pending} pending`;
    },
  };
};

const founding: Race = async ({ storage }) => {
  const { admins } = await team(storage, 20);
  const name = `Acme ${present(admins[0]).id}`;
  return {
    runners: admins.map(({ actor }) => ({ guildhall }) => {
      return guildhall.organizations.found(actor, { name });
    }),
    async verdict(outcomes) {
      const failed = answers(outcomes).filter((one) => one !== 'ok');
      if (failed.length > 0) return failed.join(' and ');
      const slugs = new Set((await Promise.all(admins.map(slugsOf(storage)))).flat());
      for (const slug of slugs) orThrow(parseSlug(slug, new Set(), []));
      return slugs.size === 21 ? null : `${slugs.size} slugs`;
    },
  };
};

function slugsOf(storage: Parameters<typeof team>[0]) {
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
  const said = answers(outcomes);
  const won = said.filter((one) => one === 'ok').length;
  const lost = said.filter((one) => one === others).length;
  return won === 1 && lost === said.length - 1 ? null : said.join(' and ');
}

const races = [
  { what: '20 accepts of one token make one member', race: accepting, key: 'member' },
  { what: '20 invitations of one address make one', race: inviting, key: 'invitation' },
  { what: '20 foundings of one name make 20 slugs', race: founding, key: 'slug' },
] as const;

describe.each(tracks)('on $name', ({ name, few }) => {
  it.each(races)('$what; looking and inserting makes more of one', async ({ race, key }) => {
    expect((await few(race)).wrong).toEqual({});
    expect(await lookThenInsert(await looseTable(name), key, 20)).toBeGreaterThan(1);
  });
});
