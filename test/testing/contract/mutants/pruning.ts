// Mutants that delete too much, too little or too late.
import type { Outbox, Storage } from '../../../../src/ports/storage.js';
import { leaseId } from '../../../../src/testing/contract/fixtures.js';
import { type StorageMutant, storageMutant, withMethods } from './storage-mutant.js';

function withPrune(
  prune: (real: Outbox['prune']) => Outbox['prune'],
): (storage: Storage) => Storage {
  return withMethods('outbox', (real) => ({ prune: prune(real.prune) }));
}

/** Hides old entries, even those that still have messages. */
function withEntriesHidden(storage: Storage): Storage {
  let forgotten = new Date(0);
  return {
    ...storage,
    journal: {
      ...storage.journal,
      async findById(id) {
        const entry = await storage.journal.findById(id);
        return entry !== null && entry.at < forgotten ? null : entry;
      },
    },
    outbox: {
      ...storage.outbox,
      prune(before, limit) {
        forgotten = before;
        return storage.outbox.prune(before, limit);
      },
    },
  };
}

/** Drops queued messages first, so that they are deleted too. */
function withQueuePruned(storage: Storage): Storage {
  const { claim, settle, prune } = storage.outbox;
  return {
    ...storage,
    outbox: {
      ...storage.outbox,
      async prune(before, limit) {
        const lease = { id: leaseId(99), until: before };
        for (const { kind, id } of await claim({
          now: before,
          lease,
          channel: 'mail',
          limit: 1_000,
        })) {
          if (kind === 'invitation') continue;
          await settle({ kind, id, leaseId: lease.id, outcome: { kind: 'dropped' }, at: before });
        }
        return prune(before, limit);
      },
    },
  };
}

export const pruningMutants: readonly StorageMutant[] = [
  storageMutant(
    'deletes nothing',
    ['PRUNE-1', 'PRUNE-4'],
    withPrune(() => async () => 0),
  ),
  storageMutant(
    'deletes what is not old enough',
    ['PRUNE-1'],
    withPrune((real) => (before, limit) => real(new Date(before.getTime() + 1), limit)),
  ),
  storageMutant('deletes messages that were never sent', ['PRUNE-1'], withQueuePruned),
  storageMutant('hides entries that still have messages', ['PRUNE-2'], withEntriesHidden),
  storageMutant(
    'counts entries that must stay toward the limit',
    ['PRUNE-2'],
    withPrune((real) => async (before, limit) => (limit === 1 ? 0 : real(before, limit))),
  ),
  storageMutant(
    'deletes without a limit',
    ['PRUNE-3'],
    withPrune((real) => (before) => real(before, 1_000)),
  ),
  storageMutant(
    'returns half of the number of deleted rows',
    ['PRUNE-1', 'PRUNE-3'],
    withPrune((real) => async (before, limit) => Math.ceil((await real(before, limit)) / 2)),
  ),
  storageMutant('counts rows of concurrent calls several times', ['PRUNE-4'], (storage) => {
    let running: Promise<number> | null = null;
    return withPrune((real) => (before, limit) => {
      running ??= real(before, limit).finally(() => {
        running = null;
      });
      return running;
    })(storage);
  }),
  storageMutant(
    'returns at least 1',
    ['PRUNE-4'],
    withPrune((real) => async (before, limit) => Math.max(1, await real(before, limit))),
  ),
];
