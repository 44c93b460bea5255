// The invariants notice: storages with one fault each, as a rule forgotten in the core would leave them behind.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import type { App } from '../../../../src/domain/app/app.js';
import { parseDigest, type Submission } from '../../../../src/domain/review/submission.js';
import { parseOperationId, parseUserId } from '../../../../src/domain/shared/ids.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { Change, Operation, Storage } from '../../../../src/ports/storage.js';
import { countingIds } from '../../../../src/testing/doubles/index.js';
import { present } from '../../../support/guildhall.js';
import { changing, committing } from '../../../testing/contract/saboteurs/saboteur.js';
import { type Cast, newCast } from './cast.js';
import { runSequence } from './run.js';
import { sequences } from './sequence.js';
import { staged } from './stage.js';

const most = 1_000;
const day = 86_400_000;

interface Planted {
  readonly does: string;
  /** The invariant that tells of it. */
  readonly breaks: number;
  readonly plant: (storage: Storage) => Storage;
}

/** Other methods of a part of the storage; the rest of it stands behind them. */
function replacing<P extends 'apps' | 'submissions'>(
  port: P,
  replace: (real: Storage[P]) => Partial<Storage[P]>,
): (storage: Storage) => Storage {
  return (storage) => {
    const stand: Storage[P] = Object.create(storage[port]);
    return { ...storage, [port]: Object.assign(stand, replace(storage[port])) };
  };
}

function rewritingSubmissions(
  rewrite: (submission: Submission) => Submission,
): (storage: Storage) => Storage {
  return changing(async (change) => {
    const isOne = change.collection === 'submissions' && 'value' in change;
    return [isOne ? { ...change, value: rewrite(change.value) } : change];
  });
}

function readingSubmissions(
  misread: (submission: Submission) => Submission,
): (storage: Storage) => Storage {
  return replacing('submissions', (real) => ({
    findById: async (id) => misreadAs(await real.findById(id), misread),
  }));
}

function misreadAs<T>(row: Versioned<T> | null, misread: (value: T) => T): Versioned<T> | null {
  return row === null ? null : { ...row, value: misread(row.value) };
}

function rewritingOperations(
  rewrite: (operation: Operation, storage: Storage) => Operation | Promise<Operation>,
): (storage: Storage) => Storage {
  return committing(async (operation, real, storage) => real(await rewrite(operation, storage)));
}

const nobody = present(parseUserId('e'.repeat(24)));
const noDigest = present(parseDigest('e'.repeat(64)));
const ids = countingIds(0xeeee_eeee);

/** A field that no command may change once the app is there. */
function withoutMaker(change: Change): Change {
  if (change.collection !== 'apps' || !('value' in change)) return change;
  const { createdBy: _createdBy, ...value }: App = change.value;
  return { ...change, value };
}

async function touchingWhatHasEnded(operation: Operation, storage: Storage): Promise<Operation> {
  const entering = operation.changes.find(
    (change) => change.collection === 'submissions' && change.kind === 'insert',
  );
  if (entering?.collection !== 'submissions' || entering.kind !== 'insert') return operation;
  const own = await storage.submissions.ofApp(entering.value.appId, 100);
  const ended = own.find(({ value: { state } }) => state === 'withdrawn' || state === 'rejected');
  if (ended === undefined) return operation;
  const { value, version: expected } = ended;
  const touch = { kind: 'touch', collection: 'submissions', id: value.id, expected } as const;
  return { ...operation, changes: [...operation.changes, touch] };
}

const planted: readonly Planted[] = [
  {
    does: 'does not write down that something is released',
    breaks: 1,
    plant: rewritingSubmissions((submission) =>
      submission.state === 'released' ? { ...submission, state: 'approved' } : submission,
    ),
  },
  {
    does: 'finds no open submission',
    breaks: 2,
    plant: replacing('submissions', () => ({ findOpen: async () => null })),
  },
  {
    does: 'forgets who has decided first',
    breaks: 3,
    plant: readingSubmissions((submission) => ({
      ...submission,
      decisions: submission.decisions.map((decision) => ({ ...decision, by: nobody })),
    })),
  },
  {
    does: 'keeps leases for ever',
    breaks: 4,
    plant: readingSubmissions(({ lease, ...submission }) =>
      lease === undefined
        ? submission
        : { ...submission, lease: { ...lease, until: new Date(lease.until.getTime() + day) } },
    ),
  },
  {
    does: 'loses the words of decisions',
    breaks: 5,
    plant: rewritingSubmissions((submission) => ({
      ...submission,
      decisions: submission.decisions.map(({ text: _text, ...decision }) => decision),
    })),
  },
  {
    does: 'finds one app too few in the store',
    breaks: 6,
    plant: replacing('apps', (real) => ({
      search: async (...args) => ({
        items: (await real.search(...args)).items.slice(1),
        next: null,
      }),
    })),
  },
  {
    does: 'loses the facts',
    breaks: 7,
    plant: rewritingOperations((operation) => {
      const { journal } = operation;
      return journal.kind === 'fence'
        ? operation
        : { ...operation, journal: { ...journal, facts: [] } };
    }),
  },
  {
    does: 'writes over what has ended',
    breaks: 8,
    plant: rewritingOperations(touchingWhatHasEnded),
  },
  {
    does: 'keeps the entries of repeatable commands under other ids',
    breaks: 9,
    plant: rewritingOperations((operation) => {
      const { journal } = operation;
      const isRepeatable = journal.kind === 'command' && journal.inputDigest !== undefined;
      const id = present(parseOperationId(ids.next()));
      return isRepeatable ? { ...operation, journal: { ...journal, id } } : operation;
    }),
  },
  {
    does: 'is a day ahead with approvals',
    breaks: 10,
    plant: replacing('submissions', (real) => ({
      overdue: async (now, limit) => {
        const rows = await real.overdue(new Date(now.getTime() + day), limit);
        return rows.map(({ value, version }) => ({
          value: { ...value, approvedUntil: now },
          version,
        }));
      },
    })),
  },
  {
    does: 'loses who has made an app when its draft is updated',
    breaks: 11,
    plant: rewritingOperations((operation) => {
      const { journal, changes } = operation;
      const isUpdate = journal.kind === 'command' && journal.action === 'app.update_draft';
      return isUpdate ? { ...operation, changes: changes.map(withoutMaker) } : operation;
    }),
  },
  {
    does: 'lists no submissions',
    breaks: 12,
    plant: replacing('submissions', () => ({ listByApp: async () => ({ items: [], next: null }) })),
  },
  {
    does: 'keeps another digest',
    breaks: 13,
    plant: rewritingSubmissions((submission) => ({ ...submission, digest: noDigest })),
  },
  {
    does: 'reads no enforcement',
    breaks: 14,
    plant: replacing('apps', (real) => ({
      findById: async (id) =>
        misreadAs(await real.findById(id), (app) => ({ ...app, enforcement: { state: 'none' } })),
    })),
  },
];

describe('sequences', () => {
  let cast: Cast;

  beforeAll(async () => {
    cast = await newCast();
  });

  it.each(planted)('catch a storage that $does', { timeout: 120_000 }, async (fault) => {
    const { failed } = await fc.check(
      fc.asyncProperty(sequences(), async (steps) => {
        const stage = await staged(cast, memoryStorage(), fault.plant);
        const { violation } = await runSequence(stage, steps);
        const isTold = violation?.startsWith(`${fault.breaks}: `) === true;
        if (isTold) throw new Error(violation);
      }),
      { numRuns: most, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
