// Reads of submissions and of the queue, with their expected results.
import {
  isOpenSubmission,
  lanes,
  openSubmissionStates,
  type Submission,
} from '../../../src/domain/review/submission.js';
import { summarizeSubmission } from '../../../src/domain/review/submission-summary.js';
import type { SubmissionId } from '../../../src/domain/shared/ids.js';
import type { QueueFilter, QueuePageKey } from '../../../src/ports/storage.js';
import { appId } from '../../../src/testing/contract/app-fixtures.js';
import { organizationId, userId } from '../../../src/testing/contract/fixtures.js';
import { listLimit, oldestFirst } from './maintenance-read-cases.js';
import { smallNumbers } from './random-values.js';
import { now, type ReadCase, readTwoPages, splitInTwoPages } from './read-cases.js';
import { rowsOf, type ScanModel } from './scan-model.js';

function allSubmissions(model: ScanModel): readonly Submission[] {
  return rowsOf.submissions(model).map(({ value }) => value);
}

function rowsOfApp(model: ScanModel, n: number) {
  return rowsOf.submissions(model).filter(({ value }) => value.appId === appId(n));
}

const appSubmissionCases = smallNumbers.flatMap((n): ReadCase[] => [
  {
    name: `the open submission of app ${n}`,
    read: ({ submissions }) => submissions.findOpen(appId(n)),
    expected: (model) => rowsOfApp(model, n).find(({ value }) => isOpenSubmission(value)) ?? null,
  },
  {
    name: `the submissions listed of app ${n}`,
    read: ({ submissions }) =>
      readTwoPages((after: SubmissionId | null, most) =>
        submissions.listByApp(appId(n), { after, limit: most, skip: 0 }),
      ),
    expected: (model) =>
      splitInTwoPages(
        rowsOfApp(model, n)
          .map(({ value }) => summarizeSubmission(value))
          .toReversed(),
      ),
  },
  {
    name: `all submissions of app ${n}`,
    read: ({ submissions }) => submissions.listAllByApp(appId(n), listLimit),
    expected: (model) => rowsOfApp(model, n).slice(0, listLimit),
  },
  {
    name: `the last superseded submission of app ${n}`,
    read: ({ submissions }) => submissions.findLastSuperseded(appId(n)),
    expected: (model) =>
      rowsOfApp(model, n)
        .filter(({ value }) => value.state === 'superseded')
        .toSorted((a, b) => Number(a.value.releasedAt) - Number(b.value.releasedAt))
        .at(-1) ?? null,
  },
  {
    name: `what reviewer ${n} has claimed`,
    read: ({ submissions }) => submissions.listClaimedBy(userId(n), now, listLimit),
    expected: (model) =>
      allSubmissions(model)
        .filter(({ state }) => state === 'in_review')
        .filter(({ lease }) => lease?.holder === userId(n) && lease.until > now)
        .slice(0, listLimit)
        .map(summarizeSubmission),
  },
  {
    name: `the apps of organization ${n} in review`,
    read: ({ submissions }) => submissions.listAppIdsWithOpen(organizationId(n), listLimit),
    expected: (model) =>
      allSubmissions(model)
        .filter((each) => isOpenSubmission(each) && each.organizationId === organizationId(n))
        .map((each) => each.appId)
        .slice(0, listLimit),
  },
]);

const queueFilters: readonly QueueFilter[] = [
  ...openSubmissionStates.map((state) => ({ state })),
  { state: 'claimable', now },
];

const queueCases = queueFilters.map(
  (filter): ReadCase => ({
    name: `the queue of those ${filter.state}`,
    read: ({ submissions }) =>
      readTwoPages((after: QueuePageKey | null, most) =>
        submissions.listQueue(filter, { after, limit: most, skip: 0 }),
      ),
    expected: (model) =>
      splitInTwoPages(
        allSubmissions(model)
          .filter((each) => matchesQueueFilter(each, filter))
          .toSorted((a, b) => lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || dueFirst(a, b))
          .map(summarizeSubmission),
      ),
  }),
);

function matchesQueueFilter({ state, lease }: Submission, filter: QueueFilter): boolean {
  if (filter.state !== 'claimable') return state === filter.state;
  const isGiven = lease !== undefined && lease.until > filter.now;
  return state === 'waiting_for_review' || (state === 'in_review' && !isGiven);
}

/** The rows are ordered by id. */
function dueFirst(a: Submission, b: Submission): number {
  return a.dueAt.getTime() - b.dueAt.getTime();
}

const undecidedStates: readonly string[] = [
  'waiting_for_review',
  'in_review',
  'pending_second_approval',
];

const allSubmissionCases: readonly ReadCase[] = [
  {
    name: 'the undecided submissions',
    read: async ({ submissions }) => (await submissions.listUndecided(100)).map(asText).sort(),
    expected: (model) =>
      allSubmissions(model)
        .filter(({ state }) => undecidedStates.includes(state))
        .map(({ lane, enteredAt, dueAt }) => asText({ lane, enteredAt, dueAt }))
        .sort(),
  },
  {
    name: 'the undecided submissions up to a limit',
    read: async ({ submissions }) => (await submissions.listUndecided(listLimit)).length,
    expected: (model) =>
      Math.min(
        listLimit,
        allSubmissions(model).filter(({ state }) => undecidedStates.includes(state)).length,
      ),
  },
  {
    name: 'the overdue approvals',
    read: ({ submissions }) => submissions.listExpiredApprovals(now, listLimit),
    expected: (model) =>
      oldestFirst(
        rowsOf.submissions(model).filter(({ value }) => value.state === 'approved'),
        ({ value }) => value.approvedUntil,
      ),
  },
];

function asText(value: object): string {
  return JSON.stringify(value, Object.keys(value).sort());
}

export const submissionReadCases: readonly ReadCase[] = [
  ...appSubmissionCases,
  ...queueCases,
  ...allSubmissionCases,
];
