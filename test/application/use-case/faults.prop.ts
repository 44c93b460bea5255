// A command succeeds, is refused, or throws `outcome_unknown`, after which it is safe to repeat. After every other error
// nothing is written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { isStorageError, orThrow, type StorageError, storageClock } from '../../../src/index.js';
import {
  type FaultTiming,
  faultyStorage,
  noPacing,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createSecondService,
  createWorld,
  storageKinds,
  type World,
} from '../../support/world.js';
import type { CommandCase, StagedCommand } from '../support/command-case.js';
import { commandCases } from '../support/command-cases.js';
import { withLostFirstAnswer, writtenCommands } from '../support/storage-calls.js';

interface FaultTrial {
  readonly world: World;
  readonly scene: StagedCommand;
  /** How many commands were written since the staging. */
  done(): number;
}

async function stageTrial({ stage }: CommandCase): Promise<FaultTrial> {
  const recorded = recordingStorage(memoryStorage());
  const world = createWorld(recorded, { pacing: noPacing() });
  const scene = await stage(world);
  const before = writtenCommands(recorded).length;
  return { world, scene, done: () => writtenCommands(recorded).length - before };
}

/** A service whose storage has these faults. */
function failing({ world }: FaultTrial, faults: Iterator<FaultTiming>): World {
  return createSecondService(world, faultyStorage(world.storage, faults));
}

/** As above, but with the storage's clock, so that reading the time can fail too. */
function failingInTime({ world }: FaultTrial, faults: Iterator<FaultTiming>): World {
  const { clock, storage } = world;
  const faulty = faultyStorage({ ...storage, time: async () => clock.now() }, faults);
  const policy = { commandDeadline: 1 };
  return createSecondService(world, faulty, { serviceClock: storageClock(faulty), policy });
}

function* oneAt(position: number, fault: FaultTiming): Generator<FaultTiming> {
  for (let call = 0; call < position; call += 1) yield 'none';
  yield fault;
}

/** How many storage calls a command makes without a fault. */
async function callsOf(command: CommandCase): Promise<number> {
  const { world, scene } = await stageTrial(command);
  const recorded = recordingStorage(world.storage);
  orThrow(await scene.run(createSecondService(world, recorded).guildhall));
  return recorded.calls.length;
}

const kinds = fc.constantFrom<FaultTiming>('none', 'none', 'none', 'before', 'after');
const mixed = fc.infiniteStream(kinds);

/** Some calls fail and some do not. After them, either every call succeeds or every call fails. */
const outages = fc.record({
  first: fc.array(kinds, { maxLength: 12 }),
  rest: fc.constantFrom<FaultTiming>('none', 'before', 'after'),
});

function* outage({ first, rest }: { first: FaultTiming[]; rest: FaultTiming }) {
  yield* first;
  for (;;) yield rest;
}

/** The fault that a command ended with; null where it succeeded. */
async function outcomeOf(call: Promise<unknown>): Promise<StorageError | null> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (fault: unknown) => ({ fault }),
  );
  if ('answer' in outcome) {
    expect(outcome.answer).toMatchObject({ ok: true });
    return null;
  }
  if (!isStorageError(outcome.fault)) throw outcome.fault;
  return outcome.fault;
}

describe.each(commandCases)('$name', (command) => {
  it('is written once, whichever call fails, and in every way', async () => {
    const calls = await callsOf(command);
    for (let position = 0; position < calls; position += 1) {
      for (const fault of ['before', 'after'] as const) {
        const trial = await stageTrial(command);
        const { guildhall } = failing(trial, oneAt(position, fault));
        expect(await outcomeOf(trial.scene.run(guildhall))).toBeNull();
        expect(trial.done()).toBe(1);
      }
    }
  });

  it('is written once, or not at all, or can be finished, under every mix of faults', async () => {
    await fc.assert(
      fc.asyncProperty(outages, async (faults) => {
        const trial = await stageTrial(command);
        const { scene, world, done } = trial;
        const end = await outcomeOf(scene.run(failingInTime(trial, outage(faults)).guildhall));
        if (end?.code !== 'outcome_unknown') {
          expect(done()).toBe(end === null ? 1 : 0);
          return;
        }
        const operationId = assertPresent(end.operationId);
        expect(await outcomeOf(scene.run(world.guildhall, { operationId }))).toBeNull();
        expect(done()).toBe(1);
      }),
      { numRuns: 15 },
    );
  });

  it('is written once under one key, under repeated calls and every mix of faults', async () => {
    await fc.assert(
      fc.asyncProperty(mixed, async (faults) => {
        const trial = await stageTrial(command);
        const { guildhall } = failingInTime(trial, faults);
        const give = () => outcomeOf(trial.scene.run(guildhall, { idempotencyKey: 'again' }));
        let end = await give();
        for (let tries = 0; end !== null && tries < 100; tries += 1) end = await give();
        expect(end).toBeNull();
        expect(trial.done()).toBe(1);
      }),
      { numRuns: 3 },
    );
  });
});

describe.each(storageKinds)('a command on $name', ({ open }) => {
  it('finds out that a commit without an answer was written', async () => {
    const recorded = recordingStorage(await open());
    const world = createWorld(recorded);
    for (const { stage, action } of commandCases) {
      const scene = await stage(world);
      const before = writtenCommands(recorded).length;
      const { guildhall } = createSecondService(world, withLostFirstAnswer(recorded));
      expect(await scene.run(guildhall)).toMatchObject({ ok: true });
      expect(writtenCommands(recorded).slice(before)).toMatchObject([{ journal: { action } }]);
    }
  });
});
