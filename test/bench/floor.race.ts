// The floors of the benchmark keep the rules under a crowd. Outcomes are counted; nothing is timed.
import { mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRange } from '../../bench/floor/layout.js';
import {
  countWords,
  insertPeople,
  insertTeam,
  inviteFor,
  readCommitsSince,
  readServerTime,
  settle,
  soon,
  type Team,
} from './floor-world.js';
import { type Floor, floors } from './floors.js';

/** The one whose tests run. */
let floor: Floor;

const rounds = Array.from({ length: 20 }, (_, round) => round);
const crowd = Array.from({ length: 32 }, (_, index) => index);

interface AcceptRace {
  /** The command that runs at the same moment. */
  readonly against: (team: Team, joiner: mongo.ObjectId) => Promise<void>;
  /** The row that this command writes last; nobody joins after it is written. */
  readonly guard: (team: Team, joiner: mongo.ObjectId) => mongo.ObjectId;
  readonly refusals: readonly string[];
  /** The state of an invitation that was not accepted. */
  readonly notAccepted: 'revoked' | 'pending';
}

interface AcceptRound {
  readonly accepted: string;
  readonly other: string;
  readonly membership: mongo.ObjectId;
  readonly guard: mongo.ObjectId;
  readonly invitationState: string | undefined;
  readonly membershipRows: number;
}

async function runAcceptRound(race: AcceptRace, round: number): Promise<AcceptRound> {
  const team = await insertTeam(floor);
  const { _id: user, email } = await floor.insertPerson();
  const [token, membership] = [await inviteFor(floor, team, email), new mongo.ObjectId()];
  const [accepted = '', other = ''] = await settle([
    soon(round, () => floor.acceptInvitation({ user, token, operation: membership })),
    race.against(team, user),
  ]);
  const invitation = await floor.invitations().findOne({ invited: email });
  return {
    accepted,
    other,
    membership,
    guard: race.guard(team, user),
    invitationState: invitation?.state,
    membershipRows: await floor.countMemberships(team.organization, user),
  };
}

function violationsOf(race: AcceptRace, round: AcceptRound, written: readonly string[]) {
  const { accepted, other, membership, guard, invitationState, membershipRows } = round;
  const isAccepted = accepted === 'ok';
  const joinedAt = written.indexOf(membership.toHexString());
  const checks: Readonly<Record<string, boolean>> = {
    [`accepting was refused: ${accepted}`]: isAccepted || race.refusals.includes(accepted),
    [`the other command was refused: ${other}`]: other === 'ok',
    'the answer was wrong': joinedAt >= 0 === isAccepted,
    'somebody joined afterwards': joinedAt < written.lastIndexOf(guard.toHexString()),
    [`${membershipRows} membership rows`]: membershipRows === (isAccepted ? 1 : 0),
    [`the invitation is ${invitationState}`]:
      invitationState === (isAccepted ? 'accepted' : race.notAccepted),
  };
  return Object.keys(checks).filter((what) => checks[what] !== true);
}

/** The violations of all rounds, and what the accepts said. */
async function raceAccept(race: AcceptRace) {
  const start = await readServerTime(floor);
  const played: AcceptRound[] = [];
  for (const round of rounds) played.push(await runAcceptRound(race, round));
  const written = await readCommitsSince(floor, start);
  return {
    violations: played.flatMap((round) => violationsOf(race, round, written)),
    said: countWords(played.map(({ accepted }) => accepted)),
  };
}

type End = (team: Team) => Promise<void>;

/** An invitation that is written after the command, which could not revoke it. */
async function sendLate(end: End) {
  const team = await insertTeam(floor);
  const { _id: user, email } = await floor.insertPerson();
  const token = await inviteFor(floor, team, email);
  const late = await floor.invitations().findOneAndDelete({ invited: email });
  await end(team);
  if (late !== null) await floor.invitations().insertOne(late);
  return { team, accept: () => settle([floor.acceptInvitation({ user, token })]) };
}

describe.each(floors)('%s', (_title, { open }) => {
  beforeAll(async () => {
    floor = await open();
  });

  describe('a crowd', () => {
    it('that creates organizations of one name gets different slugs', async () => {
      const people = await insertPeople(floor, crowd.length);
      const slugs = await Promise.all(
        people.map(({ _id }) =>
          floor.createOrganization({ creator: _id, name: 'Guild of One Name', limit: 100 }),
        ),
      );
      const stored = await floor.organizations().distinct('slug', { name: 'Guild of One Name' });
      expect(new Set(slugs).size).toBe(crowd.length);
      expect(stored.sort()).toEqual(slugs.toSorted());
    });

    it('of calls of one user creates no more organizations than allowed', async () => {
      const { _id: creator } = await floor.insertPerson();
      const said = await settle(
        crowd.map((index) => floor.createOrganization({ creator, name: `Own ${index}`, limit: 3 })),
      );
      expect(countWords(said)).toEqual({ ok: 3, organization_limit_reached: 29 });
      expect(await floor.organizations().countDocuments({ createdBy: creator })).toBe(3);
    });

    it('of calls with one operation id creates one organization', async () => {
      const { _id: creator } = await floor.insertPerson();
      const operation = new mongo.ObjectId();
      const given = { creator, name: 'Guild of One Operation', limit: 100, operation };
      const slugs = await Promise.all(
        crowd.slice(0, 8).map(() => floor.createOrganization({ ...given })),
      );
      expect(new Set(slugs).size).toBe(1);
      expect(await floor.organizations().countDocuments({ createdBy: creator })).toBe(1);
    });

    it('that invites one address writes one open invitation', async () => {
      const { organization, ada, grace } = await insertTeam(floor);
      const said = await settle(
        crowd.map((index) => {
          const inviter = index % 2 === 0 ? ada : grace;
          const email = index % 3 === 0 ? 'NEW@example.org' : 'new@example.org';
          return floor.invite({ organization, inviter, email });
        }),
      );
      expect(countWords(said)).toEqual({ ok: 1, already_invited: 31 });
      expect(await floor.invitations().countDocuments({ open: openRange(organization) })).toBe(1);
    });

    it('that accepts one token adds one membership', async () => {
      const team = await insertTeam(floor);
      const { _id: user, email } = await floor.insertPerson();
      const token = await inviteFor(floor, team, email);
      const said = await settle(
        crowd.slice(0, 16).map(() => floor.acceptInvitation({ user, token })),
      );
      expect(countWords(said)).toEqual({ ok: 1, invitation_already_accepted: 15 });
      expect(await floor.countMemberships(team.organization, user)).toBe(1);
    });
  });

  describe('creating at the same moment', () => {
    it('as the creator is suspended: nothing is created after the suspension', async () => {
      const start = await readServerTime(floor);
      const played: { said: string; operation: string; creator: string }[] = [];
      for (const round of rounds) {
        const { _id: creator } = await floor.insertPerson();
        const created = crowd.slice(0, 4).map(() => new mongo.ObjectId());
        const calls = created.map((operation, index) => {
          const name = `Late ${operation.toHexString()}`;
          const given = { creator, name, limit: 100, operation };
          return soon(2 * index, () => floor.createOrganization(given));
        });
        const suspend = soon(round, () => floor.suspendUser(creator));
        const outcomes = await settle([...calls, suspend]);
        for (const [index, operation] of created.entries()) {
          const said = outcomes[index] ?? '';
          played.push({ said, operation: String(operation), creator: String(creator) });
          expect(await floor.can(operation, creator)).toBe(false);
          expect(await floor.countAdminsWhoSignIn(operation)).toBe(0);
        }
      }
      const written = await readCommitsSince(floor, start);
      for (const { said, operation, creator } of played) {
        expect(['ok', 'account_inactive']).toContain(said);
        expect(written.includes(operation)).toBe(said === 'ok');
        expect(written.indexOf(operation)).toBeLessThan(written.lastIndexOf(creator));
      }
    });
  });

  describe('accepting at the same moment', () => {
    it('as the organization is deleted: nobody joins after the deletion', async () => {
      const { violations } = await raceAccept({
        against: ({ organization, ada }) => floor.deleteOrganization(organization, ada),
        guard: ({ organization }) => organization,
        refusals: ['invitation_revoked', 'organization_deleted'],
        notAccepted: 'revoked',
      });
      expect(violations).toEqual([]);
    });

    it('as the inviter is demoted: nobody joins after the demotion', async () => {
      const { violations } = await raceAccept({
        against: ({ organization, ada, grace }) => floor.demoteAdmin(organization, ada, grace),
        guard: ({ organization }) => organization,
        refusals: ['invitation_revoked', 'inviter_not_permitted'],
        notAccepted: 'revoked',
      });
      expect(violations).toEqual([]);
    });

    it('as the joiner is suspended: nobody joins after the suspension', async () => {
      const { violations } = await raceAccept({
        against: (_team, joiner) => floor.suspendUser(joiner),
        guard: (_team, joiner) => joiner,
        refusals: ['account_inactive'],
        notAccepted: 'pending',
      });
      expect(violations).toEqual([]);
    });
  });

  describe('an invitation that is sent while its inviter is demoted', () => {
    it('cannot be accepted afterwards, not even when the inviter is an admin again', async () => {
      for (const round of rounds) {
        const team = await insertTeam(floor);
        const { organization, ada, grace } = team;
        const { _id: user, email } = await floor.insertPerson();
        const [token] = await Promise.all([
          inviteFor(floor, team, email).catch(() => null),
          soon(round, () => floor.demoteAdmin(organization, ada, grace)),
        ]);
        await floor.promote(team.organization, team.ada);
        if (token !== null) await settle([floor.acceptInvitation({ user, token })]);
        expect(await floor.isMember(organization, user)).toBe(false);
      }
    });

    it.each([
      ['demoted', ({ organization, ada, grace }) => floor.demoteAdmin(organization, ada, grace)],
      ['removed', ({ organization, ada, grace }) => floor.removeMember(organization, ada, grace)],
      ['suspended', ({ ada }) => floor.suspendUser(ada)],
    ] satisfies [string, End][])(
      'cannot be accepted if it is written after its inviter is %s',
      async (_title, end) => {
        const { team, accept } = await sendLate(end);
        expect(await accept()).toEqual(['inviter_not_permitted']);
        await floor.promote(team.organization, team.ada);
        expect(await accept()).toEqual(['inviter_not_permitted']);
      },
    );

    it('cannot be accepted if it is written after the organization is deleted', async () => {
      const { accept } = await sendLate(({ organization, ada }) =>
        floor.deleteOrganization(organization, ada),
      );
      expect(await accept()).toEqual(['organization_deleted']);
    });
  });

  describe('two admins', () => {
    it('who demote each other: one stays', async () => {
      for (const round of rounds) {
        const { organization, ada, grace } = await insertTeam(floor);
        const said = await settle([
          floor.demoteAdmin(organization, ada, grace),
          soon(round, () => floor.demoteAdmin(organization, grace, ada)),
        ]);
        expect(countWords(said)).toEqual({ ok: 1, permission_denied: 1 });
        expect(await floor.countAdmins(organization)).toBe(1);
      }
    });

    it('who leave, each asking several times: one stays', async () => {
      for (const round of rounds) {
        const { organization, ada, grace } = await insertTeam(floor);
        const said = await settle(
          crowd.slice(0, 16).map((index) => {
            const one = index % 2 === 0 ? ada : grace;
            return soon(index + round, () => floor.removeMember(organization, one, one));
          }),
        );
        expect(countWords(said)).toMatchObject({ ok: 1, last_admin: expect.any(Number) });
        const stayed = [
          await floor.isMember(organization, ada),
          await floor.isMember(organization, grace),
        ];
        expect(stayed.filter((one) => one)).toHaveLength(1);
        expect(await floor.countAdmins(organization)).toBe(1);
      }
    });
  });
});
