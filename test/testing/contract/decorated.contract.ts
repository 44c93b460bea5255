// A storage with nothing but a decorator around it keeps the contract as it did before: decorators add nothing of their own.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import {
  faultyStorage,
  lateCommit,
  passThrough,
  recordingStorage,
  scheduledStorage,
} from '../../../src/testing/doubles/index.js';

/** Each property is tried this often: the storage below is known to be right. */
const runs = 5;

const decorators: Readonly<Record<string, (storage: Storage) => Storage>> = {
  'passed through': (storage) => passThrough(storage, (_call, proceed) => proceed()),
  recorded: (storage) => recordingStorage(storage),
  'without faults': (storage) => faultyStorage(storage, [].values()),
  'with no commit held back': (storage) => lateCommit(storage),
  'in turns': inTurns,
  'in all of them': (storage) =>
    inTurns(faultyStorage(lateCommit(recordingStorage(storage)), [].values())),
};

/** One call after the other, in an order that only a seed knows. */
function inTurns(storage: Storage): Storage {
  const [scheduler] = fc.sample(fc.scheduler(), 1);
  if (scheduler === undefined) throw new Error('fast-check has given no scheduler');
  return passThrough(scheduledStorage(storage, scheduler), (_call, proceed) =>
    scheduler.waitFor(proceed()),
  );
}

for (const [name, decorated] of Object.entries(decorators)) {
  const open = async () => decorated(memoryStorage());
  describeStorageContract(`memory ${name}`, { open, runs }, { describe, it });
}
