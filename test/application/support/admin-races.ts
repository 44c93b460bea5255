// Races of two commands that each remove one of the two admins of an organization.
import type { OrganizationId } from '../../../src/index.js';
import { assertPresent, type Person, systemActor, type World } from '../../support/world.js';
import { insertTeam } from './organization-rows.js';
import { answerWordsOf, type Race } from './races.js';

interface AdminsOfOrganization {
  readonly organizationId: OrganizationId;
  readonly ada: Person;
  readonly grace: Person;
}

export type AdminRaceStep = (world: World, pair: AdminsOfOrganization) => Promise<unknown>;

/** One command succeeds, the other is refused, and one admin remains. */
export function adminRaceOf(one: AdminRaceStep, other: AdminRaceStep): Race {
  return async ({ storage }) => {
    const { organizationId, admins } = await insertTeam(storage, 2);
    const pair = { organizationId, ada: assertPresent(admins[0]), grace: assertPresent(admins[1]) };
    return {
      runners: [(world) => one(world, pair), (world) => other(world, pair)],
      async findViolation(outcomes) {
        const left = await storage.memberships.listActiveAdminIds(organizationId, 3);
        if (left.length !== 1) return `${left.length} admins left`;
        const said = answerWordsOf(outcomes);
        return said.filter((one) => one === 'ok').length === 1 ? null : said.join(' and ');
      },
    };
  };
}

function demoteStep(by: 'ada' | 'grace', whom: 'ada' | 'grace'): AdminRaceStep {
  return ({ guildhall }, pair) =>
    guildhall.memberships.changeRole(pair[by].actor, {
      organizationId: pair.organizationId,
      userId: pair[whom].id,
      role: 'member',
    });
}

const leaveStep: AdminRaceStep = ({ guildhall }, { organizationId, ada }) =>
  guildhall.memberships.leave(ada.actor, { organizationId });

const removeStep: AdminRaceStep = ({ guildhall }, { organizationId, grace }) =>
  guildhall.memberships.remove(systemActor, { organizationId, userId: grace.id });

export const mutualDemotionRace: Race = adminRaceOf(
  demoteStep('ada', 'grace'),
  demoteStep('grace', 'ada'),
);

export const leaveWhileRemovedRace: Race = adminRaceOf(leaveStep, removeStep);
