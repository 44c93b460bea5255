// An accept against whatever else may become of the invitation meanwhile. The control adds the member first, and closes
// the invitation as it was read.
import { describe, expect, it } from 'vitest';
import { inserted, updated } from '../../../src/application/use-case/changes.js';
import { close } from '../../../src/domain/organization/invitation.js';
import { join } from '../../../src/domain/organization/membership.js';
import {
  type InvitationId,
  type OrganizationId,
  orThrow,
  parseMembershipId,
} from '../../../src/index.js';
import { manualClock } from '../../../src/testing/doubles/index.js';
import {
  besides,
  day,
  type Person,
  present,
  start,
  tokenOf,
  type World,
  writeRows,
} from '../../support/guildhall.js';
import { answer, type Race, tracks } from '../support/races.js';
import { team } from '../support/rows.js';

interface Scene {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
  readonly token: string;
  readonly admin: Person;
  readonly inviter: Person;
  readonly invitee: Person;
}

type Step = (world: World, scene: Scene) => Promise<unknown>;

function raceOf(accept: Step, opponent: Step, endings: readonly string[]): Race {
  return async (world) => {
    const scene = await staged(world);
    const { organizationId, invitationId, invitee } = scene;
    return {
      runners: [(one) => accept(one, scene), (one) => opponent(one, scene)],
      async verdict(outcomes) {
        const { invitations, memberships } = world.storage;
        const { state } = present(await invitations.findById(invitationId)).value;
        const isMember = (await memberships.findActive(organizationId, invitee.id)) !== null;
        if (isMember !== (state === 'accepted')) return `${isMember ? 'a' : 'no'} member, ${state}`;
        const ending = outcomes.map(answer).join(', ');
        return endings.includes(ending) ? null : ending;
      },
    };
  };
}

/** An invitation sent a minute ago. */
async function staged(world: World): Promise<Scene> {
  const { storage, guildhall, clock } = world;
  const { organizationId, admins } = await team(storage, 2);
  const [admin, inviter] = [present(admins[0]), present(admins[1])];
  const invitee = present((await team(storage, 1)).admins[0]);
  clock.set(start);
  const input = { organizationId, email: invitee.email };
  const { id } = orThrow(await guildhall.invitations.invite(inviter.actor, input));
  clock.advance(61);
  const token = await tokenOf(world, id);
  return { organizationId, invitationId: id, token, admin, inviter, invitee };
}

const accepting: Step = ({ guildhall }, { invitee, token }) =>
  guildhall.invitations.accept(invitee.actor, { token });

const naivelyAccepting: Step = async ({ storage }, { organizationId, invitationId, invitee }) => {
  const invitation = present(await storage.invitations.findById(invitationId));
  if (invitation.value.state !== 'pending') return { ok: false, refusal: { code: 'closed' } };
  const { role } = invitation.value;
  const id = present(parseMembershipId(invitee.id));
  const member = join({ id, organizationId, userId: invitee.id, role, now: start });
  await writeRows(storage, [inserted('memberships', id, member)]);
  const accepted = close(invitation.value, 'accept', invitee.id, start);
  await writeRows(storage, [updated('invitations', invitation, accepted)]).catch(() => null);
  return { ok: true };
};

const revoking: Step = ({ guildhall }, { admin, organizationId, invitationId }) =>
  guildhall.invitations.revoke(admin.actor, { organizationId, invitationId });

const resending: Step = ({ guildhall }, { admin, organizationId, invitationId }) =>
  guildhall.invitations.resend(admin.actor, { organizationId, invitationId });

/** By a service whose clock is past the expiry already. */
const renewing: Step = (world, { admin, organizationId, invitee }) => {
  const clock = manualClock(new Date(start.getTime() + 8 * day * 1000));
  const { invitations } = besides(world, world.storage, { clock }).guildhall;
  return invitations.invite(admin.actor, { organizationId, email: invitee.email });
};

const removing: Step = ({ guildhall }, { admin, organizationId, inviter }) =>
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
    name: 'the removal of its inviter',
    opponent: removing,
    endings: ['ok, ok', 'invitation_revoked, ok', 'inviter_not_permitted, ok'],
  },
] as const;

describe.each(tracks)('an accept on $name', ({ run, until }) => {
  it.each(opponents)('against $name ends one way or the other', async ({ opponent, endings }) => {
    expect((await run(raceOf(accepting, opponent, endings))).wrong).toEqual({});
    const naive = await until(null, raceOf(naivelyAccepting, opponent, endings));
    expect(Object.keys(naive.wrong)).not.toEqual([]);
  });
});
