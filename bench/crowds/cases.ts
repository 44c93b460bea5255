// What crowds do to one organization, and how long it takes.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { orThrow } from '../../src/index.js';
import {
  type Busy,
  type BusyScene,
  type BusyVerb,
  keepBusy,
  stageBusyScene,
} from './busy-verbs.js';
import {
  type CrowdPerson,
  type CrowdStorage,
  type CrowdTeam,
  type CrowdWorld,
  inviteByLink,
  openCrowdWorld,
  ordinaryOptions,
  promoteDirectly,
} from './crowd-world.js';

export interface Crowd {
  readonly seconds: number;
  /** How many calls did not end with success. */
  readonly lost: number;
}

type Call = () => Promise<{ readonly ok: boolean }>;

/** Runs the calls with this many callers, each of whom takes the next one when one has ended. */
async function runCalls(calls: readonly Call[], callers: number): Promise<Crowd> {
  let lost = 0;
  let next = 0;
  const start = performance.now();
  const caller = async () => {
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) {
      const done = await call().then(
        ({ ok }) => ok,
        () => false,
      );
      if (!done) lost += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { seconds: (performance.now() - start) / 1000, lost };
}

async function withWorld<T>(
  kind: CrowdStorage,
  uri: string,
  use: (world: CrowdWorld) => Promise<T>,
  options: Parameters<typeof openCrowdWorld>[2] = {},
): Promise<T> {
  const world = await openCrowdWorld(kind, uri, options);
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

function roleChanges({ guildhall }: CrowdWorld, team: CrowdTeam, role: 'admin' | 'member'): Call[] {
  const { organizationId, admin, members } = team;
  return members.map(
    ({ id: userId }) =>
      () =>
        guildhall.memberships.changeRole(admin.actor, { organizationId, userId, role }),
  );
}

/** The same role changes with one caller and with as many callers as there are changes, in turns, on the same rows. */
export function measureRoleChanges(
  kind: CrowdStorage,
  uri: string,
  count: number,
): Promise<{ readonly alone: Crowd; readonly together: Crowd }> {
  return withWorld(kind, uri, async (world) => {
    const team = await world.insertTeam(count);
    await runCalls(roleChanges(world, team, 'admin'), 4);
    await runCalls(roleChanges(world, team, 'member'), 4);
    const alone = await runCalls(roleChanges(world, team, 'admin'), 1);
    await runCalls(roleChanges(world, team, 'member'), 4);
    const together = await runCalls(roleChanges(world, team, 'admin'), count);
    return { alone, together };
  });
}

/** `count` people accept at once, in one organization or in one each. */
export function measureJoins(
  kind: CrowdStorage,
  uri: string,
  count: number,
  into: 'one' | 'each',
  mirrorDocumentedShape = false,
): Promise<Crowd> {
  const join = async (world: CrowdWorld) => {
    const people = await world.insertPeople(count);
    const one = await world.insertTeam(0);
    const calls: Call[] = [];
    for (const person of people) {
      const team = into === 'one' ? one : await world.insertTeam(0);
      const token = await inviteByLink(world, team, person);
      calls.push(() => world.guildhall.invitations.accept(person.actor, { token }));
    }
    return runCalls(calls, count);
  };
  return withWorld(kind, uri, join, { mirrorDocumentedShape });
}

export function measureLeaves(kind: CrowdStorage, uri: string, count: number): Promise<Crowd> {
  return withWorld(kind, uri, async (world) => {
    const { organizationId, members } = await world.insertTeam(count);
    const leave =
      ({ actor }: CrowdPerson): Call =>
      () =>
        world.guildhall.memberships.leave(actor, { organizationId });
    return runCalls(members.map(leave), count);
  });
}

/** The seconds of each removal of somebody busy, and of each suspension. */
export async function measureTakingAway(
  kind: CrowdStorage,
  uri: string,
  verb: BusyVerb,
  from: 'the same process' | 'another process',
  trials: number,
): Promise<{ readonly removals: readonly number[]; readonly suspensions: readonly number[] }> {
  const removals: number[] = [];
  const suspensions: number[] = [];
  await withWorld(
    kind,
    uri,
    async (world) => {
      for (let trial = 0; trial < trials; trial += 1) {
        const team = await world.insertTeam(1);
        await promoteDirectly(world, team);
        const scene = await stageBusyScene(world, team);
        const busy =
          from === 'the same process'
            ? keepBusy(world.guildhall, verb, scene)
            : await startBusyProcess(world, verb, scene);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const { organizationId, admin } = team;
        const { userId } = scene;
        const { memberships, users } = world.guildhall;
        const remove = () => memberships.remove(admin.actor, { organizationId, userId });
        const suspend = () => users.suspend({ kind: 'system', reason: 'a crowd' }, { userId });
        removals.push(await secondsOf(async () => orThrow(await remove())));
        suspensions.push(await secondsOf(async () => orThrow(await suspend())));
        await busy.stop();
      }
    },
    ordinaryOptions,
  );
  return { removals, suspensions };
}

async function startBusyProcess(
  { place }: CrowdWorld,
  verb: BusyVerb,
  scene: BusyScene,
): Promise<Busy> {
  const program = join(import.meta.dirname, 'busy-process.ts');
  const input = JSON.stringify({ ...place, verb, scene });
  const child = spawn(process.execPath, ['--import', 'tsx', program, input], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

async function secondsOf(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
