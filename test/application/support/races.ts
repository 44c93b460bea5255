// Runs a race on both storages: in memory under schedules of fast-check, on MongoDB in rounds of real concurrency. It
// counts the rounds that break the rule.
import fc from 'fast-check';
import { isStorageError, type Storage } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  createSecondService,
  createWorld,
  memoryStorageKind,
  mongooseStorageKind,
  type TestStorageKind,
  type World,
} from '../../support/world.js';
import { createTurnScheduler } from './turn-scheduler.js';

/** A participant, which acts through its own storage, so that its calls can be scheduled. */
type RaceRunner = (world: World) => Promise<unknown>;

interface StagedRace {
  readonly runners: readonly RaceRunner[];
  /** The violation at the end, given the outcome of each runner; null if the rule holds. */
  findViolation(outcomes: readonly PromiseSettledResult<unknown>[]): Promise<string | null>;
}

/** Sets up one round, without concurrency. */
export type Race = (world: World) => Promise<StagedRace>;

interface RaceCounts {
  readonly rounds: number;
  /** The number of rounds that broke the rule, by violation. */
  readonly violations: Readonly<Record<string, number>>;
}

export interface RaceBackend {
  readonly name: TestStorageKind['name'];
  /** `wrap` changes the storages of the runners. The setup and the check use the plain storage. */
  run(race: Race, wrap?: StorageWrapper): Promise<RaceCounts>;
  /** Like `run` with fewer rounds, for races with many runners. */
  runFew(race: Race): Promise<RaceCounts>;
  /**
   * Runs rounds until one ends with the violation (null: any), at most ten times as many as `run`. For races that must
   * break the rule.
   */
  runUntil(wrong: string | null, race: Race, wrap?: StorageWrapper): Promise<RaceCounts>;
}

export type StorageWrapper = (storage: Storage) => Storage;

const unchangedStorage: StorageWrapper = (storage) => storage;

type StopCondition = (violation: string | null) => boolean;

const neverStop: StopCondition = () => false;

function stopAtViolation(wrong: string | null): StopCondition {
  return wrong === null ? (violation) => violation !== null : (violation) => violation === wrong;
}

async function runUnderSchedules(
  race: Race,
  count: number,
  wrap: StorageWrapper,
  isOver: StopCondition = neverStop,
): Promise<RaceCounts> {
  const results: (string | null)[] = [];
  for (const scheduler of fc.sample(fc.scheduler(), count)) {
    const world = createWorld(await memoryStorageKind.open(), { pacing: noPacing(1) });
    const { runners, findViolation } = await race(world);
    const turns = createTurnScheduler(scheduler);
    const running = runners.map((run) =>
      run(createSecondService(world, wrap(turns.withLane(world.storage)))),
    );
    results.push(await findViolation(await turns.runInTurns(running)));
    if (isOver(results.at(-1) ?? null)) break;
  }
  return countViolations(results);
}

async function runInRounds(
  race: Race,
  count: number,
  wrap: StorageWrapper,
  isOver: StopCondition = neverStop,
): Promise<RaceCounts> {
  const world = createWorld(await mongooseStorageKind.open());
  const results: (string | null)[] = [];
  for (let round = 0; round < count; round += 1) {
    const { runners, findViolation } = await race(world);
    const running = runners.map((run) => run(createSecondService(world, wrap(world.storage))));
    results.push(await findViolation(await Promise.allSettled(running)));
    if (isOver(results.at(-1) ?? null)) break;
  }
  return countViolations(results);
}

const memoryBackend: RaceBackend = {
  name: 'memory',
  run: (race, wrap = unchangedStorage) => runUnderSchedules(race, 30, wrap),
  runFew: (race) => runUnderSchedules(race, 8, unchangedStorage),
  runUntil: (wrong, race, wrap = unchangedStorage) =>
    runUnderSchedules(race, 300, wrap, stopAtViolation(wrong)),
};

const mongoBackend: RaceBackend = {
  name: 'mongoose',
  run: (race, wrap = unchangedStorage) => runInRounds(race, 6, wrap),
  runFew: (race) => runInRounds(race, 2, unchangedStorage),
  runUntil: (wrong, race, wrap = unchangedStorage) =>
    runInRounds(race, 60, wrap, stopAtViolation(wrong)),
};

export const raceBackends: readonly RaceBackend[] = [memoryBackend, mongoBackend];

function countViolations(results: readonly (string | null)[]): RaceCounts {
  const violations: Record<string, number> = {};
  for (const violation of results) {
    if (violation !== null) violations[violation] = (violations[violation] ?? 0) + 1;
  }
  return { rounds: results.length, violations };
}

/** The results of the runners as sorted words: `ok`, or the code of a refusal or a fault. */
export function answerWordsOf(
  outcomes: readonly PromiseSettledResult<unknown>[],
): readonly string[] {
  return outcomes.map(answerWordOf).sort();
}

export function answerWordOf(outcome: PromiseSettledResult<unknown>): string {
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
