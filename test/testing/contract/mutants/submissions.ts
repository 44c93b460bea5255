// Mutants with a wrong review queue, or that lose submissions.
import type { SubmissionSummary } from '../../../../src/domain/review/submission-summary.js';
import { atMinute } from '../../../../src/testing/contract/fixtures.js';
import {
  fieldOf,
  noLimit,
  oneMillisecondAfter,
  oneMillisecondBefore,
  type StorageMutant,
  setField,
  storageMutant,
  withAlteredAnswer,
  withMethods,
} from './storage-mutant.js';

const queueMutants: readonly StorageMutant[] = [
  storageMutant(
    'ignores lanes in the queue',
    ['READ-54', 'READ-55', 'PAGE-1'],
    withMethods('submissions', (real) => ({
      listQueue: async (filter, pageRequest) => {
        const { items, next } = await real.listQueue(filter, pageRequest);
        return { items: items.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()), next };
      },
    })),
  ),
  storageMutant(
    'ignores the due time in the queue',
    ['READ-54', 'READ-55'],
    withMethods('submissions', (real) => ({
      listQueue: async (filter, pageRequest) => {
        const { items, next } = await real.listQueue(filter, pageRequest);
        return { items: items.toSorted(byLaneAndId), next };
      },
    })),
  ),
  storageMutant(
    'ends claims a millisecond too early',
    ['READ-55'],
    withMethods('submissions', (real) => ({
      listQueue: (filter, pageRequest) =>
        real.listQueue(
          filter.state === 'claimable'
            ? { ...filter, now: oneMillisecondAfter(filter.now) }
            : filter,
          pageRequest,
        ),
    })),
  ),
  storageMutant(
    'ends claims a millisecond too late',
    ['READ-55', 'PAGE-1'],
    withMethods('submissions', (real) => ({
      listQueue: (filter, pageRequest) =>
        real.listQueue(
          filter.state === 'claimable'
            ? { ...filter, now: oneMillisecondBefore(filter.now) }
            : filter,
          pageRequest,
        ),
    })),
  ),
  storageMutant(
    'returns more fields of undecided submissions',
    ['READ-56'],
    withAlteredAnswer('submissions.listUndecided', (answer) => {
      if (Array.isArray(answer)) for (const each of answer) setField(each, 'state', 'in_review');
    }),
  ),
  storageMutant(
    'leaves claimed submissions out of the undecided ones',
    ['READ-56'],
    withMethods('submissions', (real) => ({
      listUndecided: async (limit) => {
        const first = { limit, after: null, skip: 0 };
        const { items } = await real.listQueue({ state: 'waiting_for_review' }, first);
        return items.map(({ lane, enteredAt, dueAt }) => ({ lane, enteredAt, dueAt }));
      },
    })),
  ),
  storageMutant(
    'lists claims that have ended',
    ['READ-57'],
    withMethods('submissions', (real) => ({
      listClaimedBy: (reviewer, _now, limit) => real.listClaimedBy(reviewer, atMinute(-99), limit),
    })),
  ),
  storageMutant(
    'treats approved submissions as closed',
    ['READ-50', 'READ-58'],
    withMethods('submissions', (real) => ({
      findOpen: async (id) => {
        const found = await real.findOpen(id);
        return found?.value.state === 'approved' ? null : found;
      },
      listAppIdsWithOpen: async (id, limit) => {
        const ids = await real.listAppIdsWithOpen(id, limit);
        const open = await Promise.all(ids.map(real.findOpen));
        return ids.filter((_id, place) => open[place]?.value.state !== 'approved');
      },
    })),
  ),
];

const byLaneAndId = (a: SubmissionSummary, b: SubmissionSummary) =>
  a.lane === b.lane ? (a.id < b.id ? -1 : 1) : 0;

const submissionTimeMutants: readonly StorageMutant[] = [
  storageMutant(
    'ends approvals a millisecond too early',
    ['READ-59'],
    withMethods('submissions', (real) => ({
      listExpiredApprovals: (now, limit) =>
        real.listExpiredApprovals(oneMillisecondAfter(now), limit),
    })),
  ),
  storageMutant(
    'ends approvals a millisecond too late',
    ['READ-59'],
    withMethods('submissions', (real) => ({
      listExpiredApprovals: (now, limit) =>
        real.listExpiredApprovals(oneMillisecondBefore(now), limit),
    })),
  ),
  storageMutant(
    'lists the latest end of an approval first',
    ['READ-59'],
    withMethods('submissions', (real) => ({
      listExpiredApprovals: async (now, limit) =>
        (await real.listExpiredApprovals(now, noLimit)).toReversed().slice(0, limit),
    })),
  ),
  storageMutant(
    'lists submissions without a limit',
    ['READ-52', 'READ-56', 'READ-57', 'READ-58', 'READ-59'],
    withMethods('submissions', (real) => ({
      listAllByApp: (id) => real.listAllByApp(id, noLimit),
      listUndecided: () => real.listUndecided(noLimit),
      listClaimedBy: (reviewer, now) => real.listClaimedBy(reviewer, now, noLimit),
      listAppIdsWithOpen: (id) => real.listAppIdsWithOpen(id, noLimit),
      listExpiredApprovals: (now) => real.listExpiredApprovals(now, noLimit),
    })),
  ),
];

const submissionListMutants: readonly StorageMutant[] = [
  storageMutant(
    'hides withdrawn submissions',
    ['READ-49', 'READ-52', 'ROUNDTRIP-14'],
    withMethods('submissions', (real) => ({
      findById: async (id) => {
        const found = await real.findById(id);
        return found?.value.state === 'withdrawn' ? null : found;
      },
      listAllByApp: async (id, limit) => {
        const rows = await real.listAllByApp(id, limit);
        return rows.filter(({ value }) => value.state !== 'withdrawn');
      },
    })),
  ),
  storageMutant(
    'finds the oldest submission as the newest',
    ['READ-66'],
    withMethods('submissions', (real) => ({
      findNewest: async (id) => (await real.listAllByApp(id, 1))[0] ?? null,
    })),
  ),
  storageMutant(
    'lists whole submissions',
    ['READ-51'],
    withAlteredAnswer('submissions.listByApp', (answer) => {
      const items = fieldOf(answer, 'items');
      if (Array.isArray(items)) for (const each of items) setField(each, 'decisions', []);
    }),
  ),
  storageMutant(
    'hides replaced submissions',
    ['READ-51'],
    withMethods('submissions', (real) => ({
      listByApp: async (id, pageRequest) => {
        const { items, next } = await real.listByApp(id, pageRequest);
        return { items: items.filter(({ state }) => state !== 'replaced'), next };
      },
    })),
  ),
  storageMutant(
    'finds the superseded submission with the highest id',
    ['READ-53'],
    withMethods('submissions', (real) => ({
      findLastSuperseded: async (id) => {
        const rows = await real.listAllByApp(id, noLimit);
        return rows.findLast(({ value }) => value.state === 'superseded') ?? null;
      },
    })),
  ),
];

export const submissionMutants: readonly StorageMutant[] = [
  ...queueMutants,
  ...submissionTimeMutants,
  ...submissionListMutants,
];
