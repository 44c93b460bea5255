// Two who take an organization's two admins away at the same moment.
import type { OrganizationId } from '../../../src/index.js';
import { type Person, present, theSystem, type World } from '../../support/guildhall.js';
import { answers, type Race } from './races.js';
import { team } from './rows.js';

interface Pair {
  readonly organizationId: OrganizationId;
  readonly ada: Person;
  readonly grace: Person;
}

export type Step = (world: World, pair: Pair) => Promise<unknown>;

/** One of the two is done and the other refused, and one admin is left. */
export function raceOf(one: Step, other: Step): Race {
  return async ({ storage }) => {
    const { organizationId, admins } = await team(storage, 2);
    const pair = { organizationId, ada: present(admins[0]), grace: present(admins[1]) };
    return {
      runners: [(world) => one(world, pair), (world) => other(world, pair)],
      async verdict(outcomes) {
        const left = await storage.memberships.adminsAbleToSignIn(organizationId, 3);
        if (left.length !== 1) return `${left.length} admins left`;
        const said = answers(outcomes);
        return said.filter((one) => one === 'ok').length === 1 ? null : said.join(' and ');
      },
    };
  };
}

function demoting(by: 'ada' | 'grace', whom: 'ada' | 'grace'): Step {
  return ({ guildhall }, pair) =>
    guildhall.memberships.changeRole(pair[by].actor, {
      organizationId: pair.organizationId,
      userId: pair[whom].id,
      role: 'member',
    });
}

const leaving: Step = ({ guildhall }, { organizationId, ada }) =>
  guildhall.memberships.leave(ada.actor, { organizationId });

const removed: Step = ({ guildhall }, { organizationId, grace }) =>
  guildhall.memberships.remove(theSystem, { organizationId, userId: grace.id });

export const demotingEachOther: Race = raceOf(demoting('ada', 'grace'), demoting('grace', 'ada'));

export const leavingWhileRemoved: Race = raceOf(leaving, removed);
