// A crowd of commands of one process on one organization. They take turns: each is done, and each commits once. Whoever takes
// authority away does not wait for the crowd, and gets through against the crowd of another process.
import { describe, expect, it } from 'vitest';
import { type Operation, orThrow, type Storage } from '../../../src/index.js';
import { interceptStorage } from '../../../src/testing/doubles/index.js';
import { draftApp } from '../../support/app-steps.js';
import {
  assertPresent,
  createSecondService,
  createWorld,
  currentTokenOf,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { insertTeam, type OrganizationTeam } from '../support/organization-rows.js';
import { answerWordsOf } from '../support/races.js';

/** A service whose commits are noted, in the order in which they are sent. */
async function createObservedWorld(open: () => Promise<Storage>) {
  const commits: Operation[] = [];
  const reads = { count: 0 };
  const storage = await open();
  const observed = interceptStorage(storage, (call, proceed) => {
    if (call.port === 'storage' && call.method === 'commit') commits.push(call.args[0]);
    else reads.count += 1;
    return proceed();
  });
  const noLimits = {
    rateLimiter: { take: async () => null, giveBack: async () => {} },
    policy: {
      maxPendingInvitations: 1_000,
      commandDeadline: 60,
      resendCooldown: 0,
      maxDailySendsPerInvitation: 100,
      maxChangesPerMinute: 1_000_000,
    },
  };
  return { world: createWorld(observed, noLimits), storage, commits, reads };
}

async function answersOf(commands: readonly Promise<unknown>[]): Promise<readonly string[]> {
  return [...new Set(answerWordsOf(await Promise.allSettled(commands)))];
}

describe.each(storageKinds)('a crowd on one organization on $name', ({ name, open }) => {
  const size = name === 'memory' ? 200 : 50;

  it('changes roles, each with the commit and the reads of one alone', async () => {
    const { world, storage, commits, reads } = await createObservedWorld(open);
    const { organizationId, admins } = await insertTeam(storage, size + 2);
    const [admin, alone, ...others] = admins;
    const change = ({ id: userId }: Person) =>
      world.guildhall.memberships.changeRole(assertPresent(admin).actor, {
        organizationId,
        userId,
        role: 'member',
      });
    await change(assertPresent(alone));
    const readsOfOne = reads.count;
    expect(await answersOf(others.map(change))).toEqual(['ok']);
    expect(commits).toHaveLength(size + 1);
    expect(reads.count).toBe((size + 1) * readsOfOne);
  });

  it('creates organizations of one name, each with one commit', async () => {
    const { world, storage, commits } = await createObservedWorld(open);
    const { admins } = await insertTeam(storage, size);
    const create = ({ actor }: Person) =>
      world.guildhall.organizations.create(actor, { name: 'Acme' });
    expect(await answersOf(admins.map(create))).toEqual(['ok']);
    expect(commits).toHaveLength(size);
  });

  it('leaves, each with one commit', async () => {
    const { world, storage, commits } = await createObservedWorld(open);
    const { organizationId, admins } = await insertTeam(storage, size + 1);
    const leave = ({ actor }: Person) =>
      world.guildhall.memberships.leave(actor, { organizationId });
    expect(await answersOf(admins.slice(1).map(leave))).toEqual(['ok']);
    expect(commits).toHaveLength(size);
  });

  it('accepts invitations, each with one commit', async () => {
    const { world, storage, commits } = await createObservedWorld(open);
    const { organizationId, admins } = await insertTeam(storage, 1);
    const people = await insertTeam(storage, size);
    const tokens = await inviteAll(world, { organizationId, admins }, people.admins);
    commits.length = 0;
    const accept = ({ actor }: Person, place: number) =>
      world.guildhall.invitations.accept(actor, { token: tokens[place] ?? '' });
    expect(await answersOf(people.admins.map(accept))).toEqual(['ok']);
    expect(commits).toHaveLength(size);
  });
});

async function inviteAll(
  world: World,
  { organizationId, admins }: Pick<OrganizationTeam, 'organizationId' | 'admins'>,
  people: readonly Person[],
): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (const { email } of people) {
    const actor = assertPresent(admins[0]).actor;
    const input = { organizationId, email };
    const { id } = orThrow(await world.guildhall.invitations.invite(actor, input));
    tokens.push(await currentTokenOf(world, id));
  }
  return tokens;
}

const invitedCount = 20;

/** Somebody who is busy: does something once in a service, again and again. */
type BusyAct = (world: World) => Promise<unknown>;

interface BusyCase {
  readonly what: string;
  readonly stage: (world: World, team: OrganizationTeam) => Promise<BusyAct>;
  /** How many rows a removal must wait for, in different lines; one by default. */
  readonly rows?: number;
}

/** What a member can do to themselves or to the organization without an end, and what a relay writes for them. */
const busy: readonly BusyCase[] = [
  {
    what: 'sets the default organization',
    stage:
      async (_, { organizationId, admins: [, member] }) =>
      ({ guildhall }) =>
        guildhall.users.setDefaultOrganization(assertPresent(member).actor, { organizationId }),
  },
  {
    what: 'renames the organization',
    stage:
      async (_, { organizationId, admins: [, member] }) =>
      ({ guildhall }) => {
        const name = `Name ${Math.random()}`;
        return guildhall.organizations.rename(assertPresent(member).actor, {
          organizationId,
          name,
        });
      },
  },
  {
    what: 'shares an app',
    stage: async (world, { organizationId, admins: [, member] }) => {
      const creator = assertPresent(member);
      const { appId } = await draftApp(world, { creator, organizationId });
      return ({ guildhall }) =>
        guildhall.apps.share(creator.actor, { appId, testers: [`${Math.random()}@example.com`] });
    },
  },
  {
    what: 'has invitations mailed again',
    stage: async (world, team) => {
      const member = team.admins[1];
      const by = { organizationId: team.organizationId, admins: [assertPresent(member)] };
      const { organizationId } = team;
      await inviteAll(world, by, await strangers(world));
      const pending = orThrow(
        await world.guildhall.invitations.list(assertPresent(member).actor, { organizationId }),
      );
      return ({ guildhall }) => {
        const { id: invitationId } = assertPresent(
          pending.items[Math.floor(Math.random() * pending.items.length)],
        );
        return guildhall.invitations.resend(assertPresent(member).actor, {
          organizationId,
          invitationId,
        });
      };
    },
    rows: invitedCount,
  },
  {
    what: 'has invitations that relays mail',
    stage: async (world, { organizationId, admins: [, member] }) => {
      const by = { organizationId, admins: [assertPresent(member)] };
      await inviteAll(world, by, await strangers(world));
      return ({ guildhall }) => guildhall.relay.runOnce();
    },
  },
];

async function strangers({ storage }: World): Promise<readonly Person[]> {
  return (await insertTeam(storage, invitedCount)).admins;
}

/** Lets 64 callers do it again and again until `until` has ended. */
async function whileBusy<T>(act: () => Promise<unknown>, until: () => Promise<T>): Promise<T> {
  let isOver = false;
  const callers = Array.from({ length: 64 }, async () => {
    while (!isOver) {
      await act().catch(() => {});
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  try {
    return await until();
  } finally {
    isOver = true;
    await Promise.all(callers);
  }
}

describe.each(storageKinds)('while somebody is busy on $name', ({ open }) => {
  it.each(busy)(
    'and $what, a removal and a suspension are the next to go',
    async ({ stage, rows = 1 }) => {
      const { world, storage, commits } = await createObservedWorld(open);
      const team = await insertTeam(storage, 2);
      const act = await stage(world, team);
      const [admin, member] = [assertPresent(team.admins[0]), assertPresent(team.admins[1])];
      const target = { organizationId: team.organizationId, userId: member.id };
      await whileBusy(
        () => act(world),
        async () => {
          const before = commits.length;
          orThrow(await world.guildhall.memberships.remove(admin.actor, target));
          const removed = commits.findIndex(({ journal }) =>
            isCommand(journal, 'membership.remove'),
          );
          orThrow(await world.guildhall.users.suspend(systemActor, { userId: member.id }));
          // Those that had begun to commit, and no others. While it waits for one row, each line behind it goes on by one.
          expect(removed - before).toBeLessThanOrEqual(rows === 1 ? 2 : (rows * (rows + 1)) / 2);
        },
      );
    },
  );

  it.each(busy)(
    'in another process and $what, a removal and a suspension get through',
    async ({ stage }) => {
      const { world, storage, commits } = await createObservedWorld(open);
      const other = createSecondService(world, storage);
      const team = await insertTeam(storage, 2);
      const act = await stage(world, team);
      commits.length = 0;
      const [admin, member] = [assertPresent(team.admins[0]), assertPresent(team.admins[1])];
      const target = { organizationId: team.organizationId, userId: member.id };
      await whileBusy(
        () => act(other),
        async () => {
          orThrow(await world.guildhall.memberships.remove(admin.actor, target));
          orThrow(await world.guildhall.users.suspend(systemActor, { userId: member.id }));
        },
      );
      // A command that has lost several times asks for the row, so it does not lose for ever.
      expect(commits.length).toBeLessThan(400);
    },
  );
});

function isCommand(journal: Operation['journal'], action: string): boolean {
  return journal.kind === 'command' && journal.action === action;
}

describe('a stranger who names an organization again and again', () => {
  it('never stands in its line, even after having been an admin of it', async () => {
    const storage = await storageKinds[0]?.open();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isClosed = false;
    const slow = interceptStorage(assertPresent(storage), async (call, proceed) => {
      const answer = await proceed();
      // The reads of the strangers never end, so whatever they held would be held for ever.
      if (isClosed && JSON.stringify(call.args).includes(assertPresent(former).id)) await gate;
      return answer;
    });
    const world = createWorld(slow);
    const { organizationId, admins } = await insertTeam(world.storage, 2);
    const [admin, former] = [assertPresent(admins[0]), assertPresent(admins[1])];
    const rename = ({ actor }: Person) =>
      world.guildhall.organizations.rename(actor, {
        organizationId,
        name: `Name ${Math.random()}`,
      });
    orThrow(await rename(former));
    const target = { organizationId, userId: former.id };
    orThrow(await world.guildhall.memberships.remove(admin.actor, target));
    expect(await rename(former)).toMatchObject({ ok: false });
    isClosed = true;
    const waiting = Array.from({ length: 20 }, () => rename(former));
    expect(await rename(admin)).toMatchObject({ ok: true });
    open();
    await Promise.all(waiting);
  });
});
