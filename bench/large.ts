// The large measurement of growth: a million organizations with five million memberships against a thousand, an organization
// of 100,000 members against those of 10, and the last page of its members. With one caller.

import { freemem } from 'node:os';
import { mongo } from 'mongoose';
import {
  createPagesTask,
  type GrowthTask,
  growthKey,
  inOrganizations,
  onceIn,
  runGrowthTasks,
} from './growth.js';
import { createTurns } from './growth-data.js';
import { organizationsPerBlock, type World, type WorldPlan, writeWorld } from './large-world.js';
import {
  closeAfter,
  type OpenedBy,
  openFloor,
  openGuildhall,
  type WriteData,
} from './open-subjects.js';
import { operationNamed, operations } from './operations.js';
import { failuresOf } from './report/failures.js';
import { formatCount, type GrowthStep, growthOf, memberGrowth } from './report/growth-ratios.js';
import type { Growth } from './report/results.js';
import type { BenchmarkSubject } from './subject.js';
import { growthTargets } from './targets.js';
import type { GuildhallSubject } from './with-guildhall.js';

export interface LargeSettings {
  readonly seconds: number;
  readonly rounds: number;
  /** 1 for the whole of it. */
  readonly scale: number;
  print(line: string): void;
}

const [blocks, membersOfLargest] = [1_000, 100_000];

export interface LargeResults {
  readonly growth: readonly Growth[];
  readonly failures: readonly string[];
}

export function measureLarge(uri: string, settings: LargeSettings): Promise<LargeResults> {
  const { rounds, scale, print } = settings;
  const plan = {
    blocks: Math.max(2, Math.round(blocks * scale)),
    largest: Math.max(100, Math.round((membersOfLargest * scale) / 10) * 10),
  };
  return closeAfter(async (opened) => {
    await enlargeCache(uri);
    const small = await openWorld(uri, opened, { blocks: 1, largest: null }, print);
    const large = await openWorld(uri, opened, plan, print);
    const pages = await createPagesTask(large.guildhall, large.world.bySize, settings.seconds);
    const measure = (tasks: readonly GrowthTask[]) => runGrowthTasks(tasks, rounds, print);
    const ofPages = await measure([pages]);
    const ofMembers = await measure(memberTasks(large, settings));
    const ofOrganizations = await measure(organizationTasks(small, large, settings));
    const growth = [
      ...ofOrganizations.flatMap((one) => growthOf('large', one, organizationStep(plan))),
      ...memberGrowth('large', [...ofMembers, ...ofPages]),
    ];
    return { growth, failures: failuresOf([], [...ofOrganizations, ...ofMembers, ...ofPages]) };
  });
}

interface OpenWorld {
  readonly world: World;
  readonly guildhall: GuildhallSubject;
  readonly floor: BenchmarkSubject;
}

const measuredSubjects = ['guildhall', 'floor'] as const;

async function openWorld(
  uri: string,
  opened: OpenedBy,
  plan: WorldPlan,
  print: LargeSettings['print'],
): Promise<OpenWorld> {
  const worlds: World[] = [];
  const seed = async (write: WriteData) => {
    worlds.push(await writeWorld(plan, write, print));
  };
  print(`large: ${formatCount(plan.blocks * organizationsPerBlock)} organizations for Guildhall`);
  const guildhall = opened(await openGuildhall(uri, seed)).subject;
  print('large: the same for the floor');
  const floor = opened(await openFloor(uri, seed)).subject;
  const [world] = worlds;
  if (world === undefined) throw new Error('Nothing was written.');
  return { world, guildhall, floor };
}

function memberTasks(large: OpenWorld, { seconds }: LargeSettings): readonly GrowthTask[] {
  const { bySize } = large.world;
  const turns = measuredSubjects.flatMap((name) =>
    bySize.map((ofSize) => ({
      key: growthKey(name, ofSize.size),
      turns: createTurns(ofSize),
      subject: large[name],
    })),
  );
  return inOrganizations.map((name) => {
    const operation = operationNamed(name);
    const contestants = turns.map(({ key, turns: own, subject }) => ({
      key,
      seconds,
      once: onceIn(own, operation, subject),
    }));
    const sizes = bySize.map(({ size }) => size);
    return { operation: name, title: operation.title, callers: 1, sizes, contestants };
  });
}

/** All operations, in organizations of the same size. */
function organizationTasks(
  small: OpenWorld,
  large: OpenWorld,
  { seconds }: LargeSettings,
): readonly GrowthTask[] {
  const turns = measuredSubjects.flatMap((name) =>
    [
      { key: growthKey(name, 'small'), in: small },
      { key: growthKey(name, 'large'), in: large },
    ].map(({ key, in: { world, [name]: subject } }) => ({
      key,
      turns: createTurns(world.ordinary),
      subject,
    })),
  );
  return operations.map((operation) => ({
    operation: operation.name,
    title: operation.title,
    callers: 1,
    sizes: [],
    contestants: turns.map(({ key, turns: own, subject }) => ({
      key,
      seconds,
      once: onceIn(own, operation, subject),
    })),
  }));
}

function organizationStep({ blocks: count }: WorldPlan): GrowthStep {
  const text = (blockCount: number) =>
    `${formatCount(blockCount * organizationsPerBlock)} organizations`;
  return {
    from: { key: 'small', text: text(1) },
    to: { key: 'large', text: text(count) },
    bound: growthTargets.organizations,
  };
}

const bytesPerGb = 2 ** 30;

/** The cache of the benchmark's own server is small. A production server of this size would have a large one. */
async function enlargeCache(uri: string): Promise<void> {
  if (process.env['MONGODB_URI'] !== undefined) return;
  const gb = Math.max(1, Math.min(6, Math.floor(freemem() / 3 / bytesPerGb)));
  const client = await new mongo.MongoClient(uri).connect();
  const parameter = { wiredTigerEngineRuntimeConfig: `cache_size=${gb}GB` };
  await client.db('admin').command({ setParameter: 1, ...parameter });
  await client.close();
}
