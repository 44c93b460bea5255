// An invitation is accepted while another command closes it. The control adds the member first, and then closes
// the invitation as it was read.
import { describe, expect, it } from 'vitest';
import { insertChange, updateChange } from '../../../src/application/use-case/changes.js';
import { closeInvitation } from '../../../src/domain/organization/close-invitation.js';
import { createMembership } from '../../../src/domain/organization/membership.js';
import {
  type InvitationId,
  type OrganizationId,
  orThrow,
  parseMembershipId,
} from '../../../src/index.js';
import { manualClock } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createSecondService,
  currentTokenOf,
  day,
  type Person,
  startTime,
  type World,
} from '../../support/world.js';
import { insertTeam } from '../support/organization-rows.js';
import { answerWordOf, type Race, raceBackends } from '../support/races.js';

interface InvitationPeople {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
  readonly token: string;
  readonly admin: Person;
  readonly inviter: Person;
  readonly invitee: Person;
}

type InvitationStep = (world: World, scene: InvitationPeople) => Promise<unknown>;

function raceOf(
  accept: InvitationStep,
  opponent: InvitationStep,
  endings: readonly string[],
): Race {
  return async (world) => {
    const scene = await createInvitationPeople(world);
    const { organizationId, invitationId, invitee } = scene;
    return {
      runners: [(one) => accept(one, scene), (one) => opponent(one, scene)],
      async findViolation(outcomes) {
        const { invitations, memberships } = world.storage;
        const { state, role } = assertPresent(await invitations.findById(invitationId)).value;
        const member = await memberships.findActive(organizationId, invitee.id);
        const isMember = member !== null;
        if (isMember !== (state === 'accepted')) return `${isMember ? 'a' : 'no'} member, ${state}`;
        if (isMember && member.value.role !== role)
          return `${member.value.role} instead of ${role}`;
        const ending = outcomes.map(answerWordOf).join(', ');
        return endings.includes(ending) ? null : ending;
      },
    };
  };
}

/** An invitation that was sent a minute ago. */
async function createInvitationPeople(world: World): Promise<InvitationPeople> {
  const { storage, guildhall, clock } = world;
  const { organizationId, admins } = await insertTeam(storage, 2);
  const [admin, inviter] = [assertPresent(admins[0]), assertPresent(admins[1])];
  const invitee = assertPresent((await insertTeam(storage, 1)).admins[0]);
  clock.set(startTime);
  const input = { organizationId, email: invitee.email };
  const { id } = orThrow(await guildhall.invitations.invite(inviter.actor, input));
  clock.advance(61);
  const token = await currentTokenOf(world, id);
  return { organizationId, invitationId: id, token, admin, inviter, invitee };
}

const accepting: InvitationStep = ({ guildhall }, { invitee, token }) =>
  guildhall.invitations.accept(invitee.actor, { token });

const acceptingById: InvitationStep = ({ guildhall }, { invitee, invitationId }) =>
  guildhall.invitations.accept(invitee.actor, { invitationId });

const acceptByHand: InvitationStep = async (
  { storage },
  { organizationId, invitationId, invitee },
) => {
  const invitation = assertPresent(await storage.invitations.findById(invitationId));
  if (invitation.value.state !== 'pending') return { ok: false, refusal: { code: 'closed' } };
  const { role } = invitation.value;
  const id = assertPresent(parseMembershipId(invitee.id));
  const member = createMembership({ id, organizationId, userId: invitee.id, role, now: startTime });
  await commitChanges(storage, [insertChange('memberships', id, member)]);
  const accepted = closeInvitation(invitation.value, 'accept', invitee.id, startTime);
  await commitChanges(storage, [updateChange('invitations', invitation, accepted)]).catch(
    () => null,
  );
  return { ok: true };
};

const revoking: InvitationStep = ({ guildhall }, { admin, organizationId, invitationId }) =>
  guildhall.invitations.revoke(admin.actor, { organizationId, invitationId });

const resending: InvitationStep = ({ guildhall }, { admin, organizationId, invitationId }) =>
  guildhall.invitations.resend(admin.actor, { organizationId, invitationId });

/** From a service whose clock is already past the expiry. */
const renewing: InvitationStep = (world, { admin, organizationId, invitee }) => {
  const clock = manualClock(new Date(startTime.getTime() + 8 * day * 1000));
  const { invitations } = createSecondService(world, world.storage, { clock }).guildhall;
  return invitations.invite(admin.actor, { organizationId, email: invitee.email });
};

const promoting: InvitationStep = ({ guildhall }, { admin, organizationId, invitationId }) =>
  guildhall.invitations.changeRole(admin.actor, { organizationId, invitationId, role: 'admin' });

const removing: InvitationStep = ({ guildhall }, { admin, organizationId, inviter }) =>
  guildhall.memberships.remove(admin.actor, { organizationId, userId: inviter.id });

const opponents = [
  {
    name: 'a revocation',
    opponent: revoking,
    endings: ['ok, invitation_already_accepted', 'invitation_revoked, ok'],
  },
  {
    name: 'a resend',
    opponent: resending,
    endings: ['ok, invitation_already_accepted', 'invitation_not_found, ok'],
  },
  {
    name: 'its expiry and renewal',
    opponent: renewing,
    endings: ['ok, already_a_member', 'invitation_not_found, ok'],
  },
  {
    name: 'a change of its role',
    opponent: promoting,
    endings: ['ok, invitation_already_accepted', 'ok, ok'],
  },
  {
    name: 'the removal of its inviter',
    opponent: removing,
    endings: ['ok, ok', 'invitation_revoked, ok', 'inviter_not_permitted, ok'],
  },
] as const;

/** An id stays the same when the invitation is sent again or renewed. */
const opponentsById = [
  { name: 'an accept by its token', opponent: accepting, endings: ['ok, ok'] },
  {
    name: 'a revocation',
    opponent: revoking,
    endings: ['ok, invitation_already_accepted', 'invitation_revoked, ok'],
  },
  {
    name: 'a resend',
    opponent: resending,
    endings: ['ok, invitation_already_accepted', 'ok, ok'],
  },
  {
    name: 'its expiry and renewal',
    opponent: renewing,
    endings: ['ok, already_a_member', 'ok, ok'],
  },
] as const;

describe.each(raceBackends)('an accept on $name', ({ run, runUntil }) => {
  it.each(opponents)('against $name ends one way or the other', async ({ opponent, endings }) => {
    expect((await run(raceOf(accepting, opponent, endings))).violations).toEqual({});
    const naive = await runUntil(null, raceOf(acceptByHand, opponent, endings));
    expect(Object.keys(naive.violations)).not.toEqual([]);
  });

  it.each(opponentsById)('by id against $name ends one way or the other', async (given) => {
    const race = raceOf(acceptingById, given.opponent, given.endings);
    expect((await run(race)).violations).toEqual({});
  });
});
