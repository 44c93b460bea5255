// A command ends as done, as refused, or as `outcome_unknown`, which is safe to repeat; whatever else it throws was not
// written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { isStorageError, orThrow, type StorageError, storageClock } from '../../../src/index.js';
import {
  faultyStorage,
  noPacing,
  recordingStorage,
  type StorageFault,
} from '../../../src/testing/doubles/index.js';
import { besides, present, storages, type World, worldOn } from '../../support/guildhall.js';
import { landed, losingFirstAnswer } from '../support/calls.js';
import { type CommandCase, commands, type Scene } from '../support/commands.js';

interface Trial {
  readonly world: World;
  readonly scene: Scene;
  /** How many commands have been written since it was staged. */
  done(): number;
}

async function trialOf({ stage }: CommandCase): Promise<Trial> {
  const recorded = recordingStorage(memoryStorage());
  const world = worldOn(recorded, { pacing: noPacing() });
  const scene = await stage(world);
  const before = landed(recorded).length;
  return { world, scene, done: () => landed(recorded).length - before };
}

/** A service whose storage fails so. */
function failing({ world }: Trial, faults: Iterator<StorageFault>): World {
  return besides(world, faultyStorage(world.storage, faults));
}

/** And whose time is the storage's own, so that even asking for the time may fail. */
function failingInTime({ world }: Trial, faults: Iterator<StorageFault>): World {
  const { clock, storage } = world;
  const faulty = faultyStorage({ ...storage, time: async () => clock.now() }, faults);
  const policy = { commandDeadline: 1 };
  return besides(world, faulty, { serviceClock: storageClock(faulty), policy });
}

function* oneAt(position: number, fault: StorageFault): Generator<StorageFault> {
  for (let call = 0; call < position; call += 1) yield 'none';
  yield fault;
}

/** How many calls a command makes where nothing fails. */
async function callsOf(command: CommandCase): Promise<number> {
  const { world, scene } = await trialOf(command);
  const recorded = recordingStorage(world.storage);
  orThrow(await scene.give(besides(world, recorded).guildhall));
  return recorded.calls.length;
}

const kinds = fc.constantFrom<StorageFault>('none', 'none', 'none', 'before', 'after');
const mixed = fc.infiniteStream(kinds);

/** Some calls fail and some do not; then all of them are answered, or none is any more. */
const outages = fc.record({
  first: fc.array(kinds, { maxLength: 12 }),
  rest: fc.constantFrom<StorageFault>('none', 'before', 'after'),
});

function* outage({ first, rest }: { first: StorageFault[]; rest: StorageFault }) {
  yield* first;
  for (;;) yield rest;
}

/** The fault that a command ended with; null where it was done. */
async function endOf(call: Promise<unknown>): Promise<StorageError | null> {
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

describe.each(commands)('$name', (command) => {
  it('is done once, whichever call fails and however', async () => {
    const calls = await callsOf(command);
    for (let position = 0; position < calls; position += 1) {
      for (const fault of ['before', 'after'] as const) {
        const trial = await trialOf(command);
        const { guildhall } = failing(trial, oneAt(position, fault));
        expect(await endOf(trial.scene.give(guildhall))).toBeNull();
        expect(trial.done()).toBe(1);
      }
    }
  });

  it('is done once, or not at all, or can be finished, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(outages, async (faults) => {
        const trial = await trialOf(command);
        const { scene, world, done } = trial;
        const end = await endOf(scene.give(failingInTime(trial, outage(faults)).guildhall));
        if (end?.code !== 'outcome_unknown') {
          expect(done()).toBe(end === null ? 1 : 0);
          return;
        }
        const operationId = present(end.operationId);
        expect(await endOf(scene.give(world.guildhall, { operationId }))).toBeNull();
        expect(done()).toBe(1);
      }),
      { numRuns: 15 },
    );
  });

  it('is done once under one key, however often it is given while all kinds of calls fail', async () => {
    await fc.assert(
      fc.asyncProperty(mixed, async (faults) => {
        const trial = await trialOf(command);
        const { guildhall } = failingInTime(trial, faults);
        const give = () => endOf(trial.scene.give(guildhall, { idempotencyKey: 'again' }));
        let end = await give();
        for (let tries = 0; end !== null && tries < 100; tries += 1) end = await give();
        expect(end).toBeNull();
        expect(trial.done()).toBe(1);
      }),
      { numRuns: 3 },
    );
  });
});

describe.each(storages)('on $name', ({ open }) => {
  it('finds out by itself that a commit was written whose answer was lost', async () => {
    const recorded = recordingStorage(await open());
    const world = worldOn(recorded);
    for (const { stage, action } of commands) {
      const scene = await stage(world);
      const before = landed(recorded).length;
      const { guildhall } = besides(world, losingFirstAnswer(recorded));
      expect(await scene.give(guildhall)).toMatchObject({ ok: true });
      expect(landed(recorded).slice(before)).toMatchObject([{ journal: { action } }]);
    }
  });
});
