// Storages that forget too much, too little or too late.
import type { Outbox, Storage } from '../../../../src/ports/storage.js';
import { leaseId } from '../../../../src/testing/contract/specimens.js';
import { replacing, type Saboteur, saboteur } from './saboteur.js';

function pruning(prune: (real: Outbox['prune']) => Outbox['prune']): (storage: Storage) => Storage {
  return replacing('outbox', (real) => ({ prune: prune(real.prune) }));
}

/** Hides old entries, whatever messages are left of them. */
function forgettingEntries(storage: Storage): Storage {
  let forgotten = new Date(0);
  return {
    ...storage,
    journal: {
      ...storage.journal,
      async find(id) {
        const entry = await storage.journal.find(id);
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

/** Goes through the queue first, as if that were at rest. */
function forgettingTheQueue(storage: Storage): Storage {
  const { claim, settle, prune } = storage.outbox;
  return {
    ...storage,
    outbox: {
      ...storage.outbox,
      async prune(before, limit) {
        const lease = { id: leaseId(99), until: before };
        for (const { kind, id } of await claim({ now: before, lease, limit: 1_000 })) {
          if (kind === 'invitation') continue;
          await settle({ kind, id, lease: lease.id, outcome: { kind: 'dropped' }, at: before });
        }
        return prune(before, limit);
      },
    },
  };
}

export const saboteursOfPruning: readonly Saboteur[] = [
  saboteur(
    'forgets nothing',
    ['PRUNE-1', 'PRUNE-4'],
    pruning(() => async () => 0),
  ),
  saboteur(
    'forgets what is not old enough',
    ['PRUNE-1'],
    pruning((real) => (before, limit) => real(new Date(before.getTime() + 1), limit)),
  ),
  saboteur('forgets messages that were never sent', ['PRUNE-1'], forgettingTheQueue),
  saboteur('forgets entries before their messages', ['PRUNE-2'], forgettingEntries),
  saboteur(
    'lets entries that must stay take places',
    ['PRUNE-2'],
    pruning((real) => async (before, limit) => (limit === 1 ? 0 : real(before, limit))),
  ),
  saboteur(
    'forgets without a limit',
    ['PRUNE-3'],
    pruning((real) => (before) => real(before, 1_000)),
  ),
  saboteur(
    'counts half of what it forgets',
    ['PRUNE-1', 'PRUNE-3'],
    pruning((real) => async (before, limit) => Math.ceil((await real(before, limit)) / 2)),
  ),
  saboteur('tells everybody of the same rows', ['PRUNE-4'], (storage) => {
    let running: Promise<number> | null = null;
    return pruning((real) => (before, limit) => {
      running ??= real(before, limit).finally(() => {
        running = null;
      });
      return running;
    })(storage);
  }),
  saboteur(
    'always has forgotten something',
    ['PRUNE-4'],
    pruning((real) => async (before, limit) => Math.max(1, await real(before, limit))),
  ),
];
