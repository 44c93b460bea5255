// One race, told once, run on both storages: in memory under schedules that fast-check makes, on MongoDB by rounds of
// real concurrency. What it counts are the rounds that ended against the rule.
import fc from 'fast-check';
import { isStorageError, type Storage } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  besides,
  memoryKind,
  mongooseKind,
  type StorageKind,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { turnsBy } from './turns.js';

/** One who takes part: acts through a storage of their own, so that calls can be put in any order. */
type Runner = (world: World) => Promise<unknown>;

interface Staged {
  readonly runners: readonly Runner[];
  /** What is wrong with how it ended, given what each runner came to; null where the rule holds. */
  verdict(outcomes: readonly PromiseSettledResult<unknown>[]): Promise<string | null>;
}

/** Sets up one round on a calm storage. */
export type Race = (world: World) => Promise<Staged>;

interface Tally {
  readonly rounds: number;
  /** How many rounds ended against the rule, by what was wrong. */
  readonly wrong: Readonly<Record<string, number>>;
}

export interface Track {
  readonly name: StorageKind['name'];
  /** `wear` changes what the runners' storages do; what is set up and judged sees the storage itself. */
  run(race: Race, wear?: Wear): Promise<Tally>;
  /** As `run`, with fewer rounds: for races of many. */
  few(race: Race): Promise<Tally>;
  /**
   * As many rounds as it takes until one ends in this way, whichever where null, at most ten times those of `run`: for
   * races that must go wrong.
   */
  until(wrong: string | null, race: Race, wear?: Wear): Promise<Tally>;
}

export type Wear = (storage: Storage) => Storage;

const asItIs: Wear = (storage) => storage;

type IsOver = (verdict: string | null) => boolean;

const never: IsOver = () => false;

function isIn(wrong: string | null): IsOver {
  return wrong === null ? (verdict) => verdict !== null : (verdict) => verdict === wrong;
}

async function underSchedules(
  race: Race,
  count: number,
  wear: Wear,
  isOver: IsOver = never,
): Promise<Tally> {
  const verdicts: (string | null)[] = [];
  for (const scheduler of fc.sample(fc.scheduler(), count)) {
    const world = worldOn(await memoryKind.open(), { pacing: noPacing(1) });
    const { runners, verdict } = await race(world);
    const turns = turnsBy(scheduler);
    const running = runners.map((run) => run(besides(world, wear(turns.lane(world.storage)))));
    verdicts.push(await verdict(await turns.give(running)));
    if (isOver(verdicts.at(-1) ?? null)) break;
  }
  return tally(verdicts);
}

async function inRounds(
  race: Race,
  count: number,
  wear: Wear,
  isOver: IsOver = never,
): Promise<Tally> {
  const world = worldOn(await mongooseKind.open());
  const verdicts: (string | null)[] = [];
  for (let round = 0; round < count; round += 1) {
    const { runners, verdict } = await race(world);
    const running = runners.map((run) => run(besides(world, wear(world.storage))));
    verdicts.push(await verdict(await Promise.allSettled(running)));
    if (isOver(verdicts.at(-1) ?? null)) break;
  }
  return tally(verdicts);
}

const inMemory: Track = {
  name: 'memory',
  run: (race, wear = asItIs) => underSchedules(race, 30, wear),
  few: (race) => underSchedules(race, 8, asItIs),
  until: (wrong, race, wear = asItIs) => underSchedules(race, 300, wear, isIn(wrong)),
};

const onMongo: Track = {
  name: 'mongoose',
  run: (race, wear = asItIs) => inRounds(race, 6, wear),
  few: (race) => inRounds(race, 2, asItIs),
  until: (wrong, race, wear = asItIs) => inRounds(race, 60, wear, isIn(wrong)),
};

export const tracks: readonly Track[] = [inMemory, onMongo];

function tally(verdicts: readonly (string | null)[]): Tally {
  const wrong: Record<string, number> = {};
  for (const verdict of verdicts) {
    if (verdict !== null) wrong[verdict] = (wrong[verdict] ?? 0) + 1;
  }
  return { rounds: verdicts.length, wrong };
}

/** What the runners were answered, as sorted words: `ok`, a refusal's code, or a fault's. */
export function answers(outcomes: readonly PromiseSettledResult<unknown>[]): readonly string[] {
  return outcomes.map(answer).sort();
}

export function answer(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'rejected') {
    const { reason } = outcome;
    return `fault ${isStorageError(reason) ? reason.code : String(reason)}`;
  }
  const { value } = outcome;
  if (typeof value !== 'object' || value === null || !('ok' in value)) return 'done';
  if (value.ok === true || !('refusal' in value)) return 'ok';
  const { refusal } = value;
  const isRefusal = typeof refusal === 'object' && refusal !== null && 'code' in refusal;
  return isRefusal ? String(refusal.code) : 'no refusal';
}
