// The floor of the benchmark keeps the rules under a crowd. Outcomes are counted; nothing is timed.
import { mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation } from '../../bench/floor/accept.js';
import { isMember } from '../../bench/floor/checks.js';
import { createOrganization } from '../../bench/floor/create-organization.js';
import {
  deleteOrganization,
  demoteAdmin,
  removeMember,
  suspendUser,
} from '../../bench/floor/endings.js';
import { invite } from '../../bench/floor/invite.js';
import { openRange, type Rows } from '../../bench/floor/layout.js';
import {
  countWords,
  insertPeople,
  insertPerson,
  insertTeam,
  invitations,
  inviteFor,
  openFloor,
  organizations,
  readCommitsSince,
  readServerTime,
  settle,
  soon,
  type Team,
  users,
} from './floor-world.js';

let rows: Rows;
beforeAll(async () => {
  rows = await openFloor();
});

const rounds = Array.from({ length: 20 }, (_, round) => round);
const crowd = Array.from({ length: 32 }, (_, index) => index);

describe('a crowd', () => {
  it('that creates organizations of one name gets different slugs', async () => {
    const people = await insertPeople(rows, crowd.length);
    const slugs = await Promise.all(
      people.map(({ _id }) =>
        createOrganization(rows, { creator: _id, name: 'Guild of One Name', limit: 100 }),
      ),
    );
    const stored = await organizations(rows).distinct('slug', { name: 'Guild of One Name' });
    expect(new Set(slugs).size).toBe(crowd.length);
    expect(stored.sort()).toEqual(slugs.toSorted());
  });

  it('of calls of one user creates no more organizations than allowed', async () => {
    const { _id: creator } = await insertPerson(rows);
    const said = await settle(
      crowd.map((index) => createOrganization(rows, { creator, name: `Own ${index}`, limit: 3 })),
    );
    expect(countWords(said)).toEqual({ ok: 3, organization_limit_reached: 29 });
    expect(await organizations(rows).countDocuments({ createdBy: creator })).toBe(3);
  });

  it('of calls with one operation id creates one organization', async () => {
    const { _id: creator } = await insertPerson(rows);
    const operation = new mongo.ObjectId();
    const given = { creator, name: 'Guild of One Operation', limit: 100, operation };
    const slugs = await Promise.all(
      crowd.slice(0, 8).map(() => createOrganization(rows, { ...given })),
    );
    expect(new Set(slugs).size).toBe(1);
    expect(await organizations(rows).countDocuments({ createdBy: creator })).toBe(1);
  });

  it('that invites one address writes one open invitation', async () => {
    const { organization, ada, grace } = await insertTeam(rows);
    const said = await settle(
      crowd.map((index) => {
        const inviter = index % 2 === 0 ? ada : grace;
        const email = index % 3 === 0 ? 'NEW@example.org' : 'new@example.org';
        return invite(rows, { organization, inviter, email });
      }),
    );
    expect(countWords(said)).toEqual({ ok: 1, already_invited: 31 });
    expect(await invitations(rows).countDocuments({ open: openRange(organization) })).toBe(1);
  });

  it('that accepts one token adds one membership', async () => {
    const team = await insertTeam(rows);
    const { _id: user, email } = await insertPerson(rows);
    const token = await inviteFor(rows, team, email);
    const said = await settle(
      crowd.slice(0, 16).map(() => acceptInvitation(rows, { user, token })),
    );
    expect(countWords(said)).toEqual({ ok: 1, invitation_already_accepted: 15 });
    expect((await users(rows).findOne({ _id: user }))?.in).toHaveLength(1);
    expect(await countMembershipRows(team.organization, user)).toBe(1);
  });
});

function countMembershipRows(org: mongo.ObjectId, member: mongo.ObjectId): Promise<number> {
  return rows.db.collection(rows.collection).countDocuments({ org, member });
}

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
  const team = await insertTeam(rows);
  const { _id: user, email } = await insertPerson(rows);
  const [token, membership] = [await inviteFor(rows, team, email), new mongo.ObjectId()];
  const [accepted = '', other = ''] = await settle([
    soon(round, () => acceptInvitation(rows, { user, token, operation: membership })),
    race.against(team, user),
  ]);
  const invitation = await invitations(rows).findOne({ invited: email });
  return {
    accepted,
    other,
    membership,
    guard: race.guard(team, user),
    invitationState: invitation?.state,
    membershipRows: await countMembershipRows(team.organization, user),
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
  const start = await readServerTime(rows);
  const played: AcceptRound[] = [];
  for (const round of rounds) played.push(await runAcceptRound(race, round));
  const written = await readCommitsSince(rows, start);
  return {
    violations: played.flatMap((round) => violationsOf(race, round, written)),
    said: countWords(played.map(({ accepted }) => accepted)),
  };
}

describe('accepting at the same moment', () => {
  it('as the organization is deleted: nobody joins after the deletion', async () => {
    const { violations } = await raceAccept({
      against: ({ organization, ada }) => deleteOrganization(rows, organization, ada),
      guard: ({ organization }) => organization,
      refusals: ['invitation_revoked', 'organization_deleted'],
      notAccepted: 'revoked',
    });
    expect(violations).toEqual([]);
  });

  it('as the inviter is demoted: nobody joins after the demotion', async () => {
    const { violations } = await raceAccept({
      against: ({ organization, ada, grace }) => demoteAdmin(rows, organization, ada, grace),
      guard: ({ organization }) => organization,
      refusals: ['invitation_revoked', 'inviter_not_permitted'],
      notAccepted: 'revoked',
    });
    expect(violations).toEqual([]);
  });

  it('as the joiner is suspended: nobody joins after the suspension', async () => {
    const { violations } = await raceAccept({
      against: (_team, joiner) => suspendUser(rows, joiner),
      guard: (_team, joiner) => joiner,
      refusals: ['account_inactive'],
      notAccepted: 'pending',
    });
    expect(violations).toEqual([]);
  });
});

describe('an invitation that is sent while its inviter is demoted', () => {
  async function promoteAgain({ organization, ada }: Team): Promise<void> {
    const again = { user: ada, term: new mongo.ObjectId() };
    await organizations(rows).updateOne({ _id: organization }, { $push: { admins: again } });
  }

  it('cannot be accepted afterwards, not even when the inviter is an admin again', async () => {
    for (const round of rounds) {
      const team = await insertTeam(rows);
      const { organization, ada, grace } = team;
      const { _id: user, email } = await insertPerson(rows);
      const [token] = await Promise.all([
        inviteFor(rows, team, email).catch(() => null),
        soon(round, () => demoteAdmin(rows, organization, ada, grace)),
      ]);
      await promoteAgain(team);
      if (token !== null) await settle([acceptInvitation(rows, { user, token })]);
      expect(await isMember(rows, organization, user)).toBe(false);
    }
  });

  it('cannot be accepted if it is written after the demotion, which could not revoke it', async () => {
    const team = await insertTeam(rows);
    const { _id: user, email } = await insertPerson(rows);
    const token = await inviteFor(rows, team, email);
    const late = await invitations(rows).findOneAndDelete({ invited: email });
    await demoteAdmin(rows, team.organization, team.ada, team.grace);
    if (late !== null) await invitations(rows).insertOne(late);
    const accept = () => settle([acceptInvitation(rows, { user, token })]);
    expect(await accept()).toEqual(['inviter_not_permitted']);
    await promoteAgain(team);
    expect(await accept()).toEqual(['inviter_not_permitted']);
  });
});

describe('two admins', () => {
  it('who demote each other: one stays', async () => {
    for (const round of rounds) {
      const { organization, ada, grace } = await insertTeam(rows);
      const said = await settle([
        demoteAdmin(rows, organization, ada, grace),
        soon(round, () => demoteAdmin(rows, organization, grace, ada)),
      ]);
      expect(countWords(said)).toEqual({ ok: 1, permission_denied: 1 });
      expect((await organizations(rows).findOne({ _id: organization }))?.admins).toHaveLength(1);
    }
  });

  it('who leave: one stays', async () => {
    for (const round of rounds) {
      const { organization, ada, grace } = await insertTeam(rows);
      const said = await settle([
        removeMember(rows, organization, ada, ada),
        soon(round, () => removeMember(rows, organization, grace, grace)),
      ]);
      expect(countWords(said)).toEqual({ ok: 1, last_admin: 1 });
      const stayed = [
        await isMember(rows, organization, ada),
        await isMember(rows, organization, grace),
      ];
      expect(stayed.filter((one) => one)).toHaveLength(1);
      expect((await organizations(rows).findOne({ _id: organization }))?.admins).toHaveLength(1);
    }
  });
});
