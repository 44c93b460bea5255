// A storage double without faults keeps the contract of the storage that it wraps.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { describeStorageContract } from '../../../src/testing/contract/index.js';
import {
  faultyStorage,
  interceptStorage,
  lateCommitStorage,
  recordingStorage,
  scheduledStorage,
} from '../../../src/testing/doubles/index.js';

/** How often each property runs; few runs are enough, because the wrapped storage has its own contract test. */
const runs = 5;

const decorators: Readonly<Record<string, (storage: Storage) => Storage>> = {
  'with an interceptor': (storage) => interceptStorage(storage, (_call, proceed) => proceed()),
  'with a recorder': (storage) => recordingStorage(storage),
  'without faults': (storage) => faultyStorage(storage, [].values()),
  'with late commits but none held': (storage) => lateCommitStorage(storage),
  'with a scheduler': callOneAfterAnother,
  'with all doubles': (storage) =>
    callOneAfterAnother(faultyStorage(lateCommitStorage(recordingStorage(storage)), [].values())),
};

/** Calls run one after the other, in an order that the seed decides. */
function callOneAfterAnother(storage: Storage): Storage {
  const [scheduler] = fc.sample(fc.scheduler(), 1);
  if (scheduler === undefined) throw new Error('fast-check returned no scheduler');
  return interceptStorage(scheduledStorage(storage, scheduler), (_call, proceed) =>
    scheduler.waitFor(proceed()),
  );
}

for (const [name, decorate] of Object.entries(decorators)) {
  const open = async () => decorate(memoryStorage());
  describeStorageContract(`memory ${name}`, { open, numRuns: runs }, { describe, it });
}
