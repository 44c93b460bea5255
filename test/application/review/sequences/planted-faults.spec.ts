// The invariants detect planted faults: storages with one fault each, as a forgotten rule in the core would cause it.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import type { App } from '../../../../src/domain/app/app.js';
import { parseSnapshotDigest } from '../../../../src/domain/app/snapshot-digest.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import { parseOperationId, parseUserId } from '../../../../src/domain/shared/ids.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { Change, Operation, Storage } from '../../../../src/ports/storage.js';
import { countingIds } from '../../../../src/testing/doubles/index.js';
import { assertPresent } from '../../../support/world.js';
import { withChanges, withCommit } from '../../../testing/altered-storage.js';
import { createEnvironment } from './environment.js';
import { createParticipants, type Participants } from './participants.js';
import { randomSequences } from './random-sequences.js';
import { runSequence } from './run-sequence.js';

const most = 1_000;
const day = 86_400_000;

interface PlantedFault {
  readonly fault: string;
  /** The number of the invariant that must detect it. */
  readonly violatedInvariant: number;
  readonly plant: (storage: Storage) => Storage;
}

/** Replaces methods of one part of the storage. */
function withMethods<P extends 'apps' | 'submissions'>(
  port: P,
  replace: (real: Storage[P]) => Partial<Storage[P]>,
): (storage: Storage) => Storage {
  return (storage) => {
    const replaced: Storage[P] = Object.create(storage[port]);
    return { ...storage, [port]: Object.assign(replaced, replace(storage[port])) };
  };
}

function withRewrittenSubmissions(
  rewrite: (submission: Submission) => Submission,
): (storage: Storage) => Storage {
  return withChanges(async (change) => {
    const isOne = change.collection === 'submissions' && 'value' in change;
    return [isOne ? { ...change, value: rewrite(change.value) } : change];
  });
}

function withMisreadSubmissions(
  misread: (submission: Submission) => Submission,
): (storage: Storage) => Storage {
  return withMethods('submissions', (real) => ({
    findById: async (id) => misreadAs(await real.findById(id), misread),
  }));
}

function misreadAs<T>(row: Versioned<T> | null, misread: (value: T) => T): Versioned<T> | null {
  return row === null ? null : { ...row, value: misread(row.value) };
}

function withRewrittenOperations(
  rewrite: (operation: Operation, storage: Storage) => Operation | Promise<Operation>,
): (storage: Storage) => Storage {
  return withCommit(async (operation, real, storage) => real(await rewrite(operation, storage)));
}

const nobody = assertPresent(parseUserId('e'.repeat(24)));
const noDigest = assertPresent(parseSnapshotDigest('e'.repeat(64)));
const ids = countingIds(0xeeee_eeee);

/** Removes `createdBy`, which no command may change. */
function withoutCreator(change: Change): Change {
  if (change.collection !== 'apps' || !('value' in change)) return change;
  const { createdBy: _createdBy, ...value }: App = change.value;
  return { ...change, value };
}

async function touchEndedSubmissions(operation: Operation, storage: Storage): Promise<Operation> {
  const entering = operation.changes.find(
    (change) => change.collection === 'submissions' && change.kind === 'insert',
  );
  if (entering?.collection !== 'submissions' || entering.kind !== 'insert') return operation;
  const own = await storage.submissions.listAllByApp(entering.value.appId, 100);
  const ended = own.find(({ value: { state } }) => state === 'withdrawn' || state === 'rejected');
  if (ended === undefined) return operation;
  const { value, version: expectedVersion } = ended;
  const touch = {
    kind: 'touch',
    collection: 'submissions',
    id: value.id,
    expectedVersion,
  } as const;
  return { ...operation, changes: [...operation.changes, touch] };
}

const plantedFaults: readonly PlantedFault[] = [
  {
    fault: 'does not store that a submission is released',
    violatedInvariant: 1,
    plant: withRewrittenSubmissions((submission) =>
      submission.state === 'released' ? { ...submission, state: 'approved' } : submission,
    ),
  },
  {
    fault: 'finds no open submission',
    violatedInvariant: 2,
    plant: withMethods('submissions', () => ({ findOpen: async () => null })),
  },
  {
    fault: 'returns another first reviewer',
    violatedInvariant: 3,
    plant: withMisreadSubmissions((submission) => ({
      ...submission,
      decisions: submission.decisions.map((decision) => ({ ...decision, by: nobody })),
    })),
  },
  {
    fault: 'returns leases that end a day later',
    violatedInvariant: 4,
    plant: withMisreadSubmissions(({ lease, ...submission }) =>
      lease === undefined
        ? submission
        : { ...submission, lease: { ...lease, until: new Date(lease.until.getTime() + day) } },
    ),
  },
  {
    fault: 'loses the texts of decisions',
    violatedInvariant: 5,
    plant: withRewrittenSubmissions((submission) => ({
      ...submission,
      decisions: submission.decisions.map(({ text: _text, ...decision }) => decision),
    })),
  },
  {
    fault: 'leaves out one published app',
    violatedInvariant: 6,
    plant: withMethods('apps', (real) => ({
      listPublished: async (...args) => ({
        items: (await real.listPublished(...args)).items.slice(1),
        next: null,
      }),
    })),
  },
  {
    fault: 'loses the events',
    violatedInvariant: 7,
    plant: withRewrittenOperations((operation) => {
      const { journal } = operation;
      return journal.kind === 'fence'
        ? operation
        : { ...operation, journal: { ...journal, events: [] } };
    }),
  },
  {
    fault: 'writes to closed submissions',
    violatedInvariant: 8,
    plant: withRewrittenOperations(touchEndedSubmissions),
  },
  {
    fault: 'stores the entries of repeatable commands under other ids',
    violatedInvariant: 9,
    plant: withRewrittenOperations((operation) => {
      const { journal } = operation;
      const isRepeatable = journal.kind === 'command' && journal.inputDigest !== undefined;
      const id = assertPresent(parseOperationId(ids.next()));
      return isRepeatable ? { ...operation, journal: { ...journal, id } } : operation;
    }),
  },
  {
    fault: 'lets approvals expire a day early',
    violatedInvariant: 10,
    plant: withMethods('submissions', (real) => ({
      listExpiredApprovals: async (now, limit) => {
        const rows = await real.listExpiredApprovals(new Date(now.getTime() + day), limit);
        return rows.map(({ value, version }) => ({
          value: { ...value, approvedUntil: now },
          version,
        }));
      },
    })),
  },
  {
    fault: 'loses the creator of an app when its draft is updated',
    violatedInvariant: 11,
    plant: withRewrittenOperations((operation) => {
      const { journal, changes } = operation;
      const isUpdate = journal.kind === 'command' && journal.action === 'app.update_draft';
      return isUpdate ? { ...operation, changes: changes.map(withoutCreator) } : operation;
    }),
  },
  {
    fault: 'finds no newest submission',
    violatedInvariant: 12,
    plant: withMethods('submissions', () => ({
      findNewest: async () => null,
    })),
  },
  {
    fault: 'stores another digest',
    violatedInvariant: 13,
    plant: withRewrittenSubmissions((submission) => ({ ...submission, digest: noDigest })),
  },
  {
    fault: 'returns no enforcement',
    violatedInvariant: 14,
    plant: withMethods('apps', (real) => ({
      findById: async (id) =>
        misreadAs(await real.findById(id), (app) => ({ ...app, enforcement: { state: 'none' } })),
    })),
  },
];

describe('review sequences', () => {
  let participants: Participants;

  beforeAll(async () => {
    participants = await createParticipants();
  });

  it.each(plantedFaults)('detect a storage that $fault', { timeout: 120_000 }, async (fault) => {
    const { failed } = await fc.check(
      fc.asyncProperty(randomSequences(), async (steps) => {
        const environment = await createEnvironment(participants, memoryStorage(), fault.plant);
        const { violation } = await runSequence(environment, steps);
        const isDetected = violation?.startsWith(`${fault.violatedInvariant}: `) === true;
        if (isDetected) throw new Error(violation);
      }),
      { numRuns: most, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
