// Races with roles of the embedding service's own: the last admin, and acceptances. The controls for these rules are beside
// the races of the built-in roles. `in-flight-members.ts` has a submission by somebody whose role is changed.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import { assertPresent, currentTokenOf, systemActor } from '../../support/world.js';
import { type AdminRaceStep, adminRaceOf } from '../support/admin-races.js';
import { insertTeam } from '../support/organization-rows.js';
import { type GuildhallWithRoles, withOwnRoles } from '../support/own-roles.js';
import { answerWordOf, type Race, raceBackends } from '../support/races.js';

/** The two admins make each other managers, who may do much, but are no admins. */
const mutualDemotionRace: Race = adminRaceOf(demote('ada', 'grace'), demote('grace', 'ada'));

function demote(by: 'ada' | 'grace', whom: 'ada' | 'grace'): AdminRaceStep {
  return (world, pair) =>
    withOwnRoles(world).memberships.changeRole(pair[by].actor, {
      organizationId: pair.organizationId,
      userId: pair[whom].id,
      role: 'manager',
    });
}

type Ending = (
  guildhall: GuildhallWithRoles,
  scene: { readonly organizationId: string; readonly managerId: string },
) => Promise<unknown>;

/** Somebody accepts the invitation of a manager, who loses the right to invite at the same time. */
function acceptanceRaceOf(ending: Ending): Race {
  return async (world) => {
    const { organizationId, admins, members } = await insertTeam(world.storage, 1, 1);
    const [admin, manager] = [assertPresent(admins[0]), assertPresent(members[0])];
    const invitee = assertPresent((await insertTeam(world.storage, 1)).admins[0]);
    const guildhall = withOwnRoles(world);
    const promotion = { organizationId, userId: manager.id, role: 'manager' } as const;
    orThrow(await guildhall.memberships.changeRole(admin.actor, promotion));
    const input = { organizationId, email: invitee.email, role: 'viewer' } as const;
    const { id } = orThrow(await guildhall.invitations.invite(manager.actor, input));
    const token = await currentTokenOf(world, id);
    return {
      runners: [
        (one) => withOwnRoles(one).invitations.accept(invitee.actor, { token }),
        (one) => ending(withOwnRoles(one), { organizationId, managerId: manager.id }),
      ],
      async findViolation(outcomes) {
        const member = await world.storage.memberships.findActive(organizationId, invitee.id);
        const [accepted, ended] = outcomes.map(answerWordOf);
        if (ended !== 'ok') return `the end: ${ended}`;
        if (accepted === 'ok') return member?.value.role === 'viewer' ? null : 'no viewer';
        const isTold = accepted === 'invitation_revoked' || accepted === 'inviter_not_permitted';
        return isTold && member === null ? null : `${accepted}, ${member?.value.role}`;
      },
    };
  };
}

const demotedToPublisher: Ending = ({ memberships }, { organizationId, managerId }) =>
  memberships.changeRole(systemActor, { organizationId, userId: managerId, role: 'publisher' });
const suspended: Ending = ({ users }, { managerId }) =>
  users.suspend(systemActor, { userId: managerId });

describe.each(raceBackends)('own roles on $name', ({ run }) => {
  it('leave an admin where two demote each other', async () => {
    expect((await run(mutualDemotionRace)).violations).toEqual({});
  });

  it('let nobody join by the invitation of who can no longer invite', async () => {
    expect((await run(acceptanceRaceOf(demotedToPublisher))).violations).toEqual({});
    expect((await run(acceptanceRaceOf(suspended))).violations).toEqual({});
  });
});
