// What is asked of submissions and of the queue.
import {
  isOpen,
  lanes,
  openStates,
  type Submission,
} from '../../../src/domain/review/submission.js';
import type { SubmissionId } from '../../../src/domain/shared/ids.js';
import type { QueueFilter, QueueKey } from '../../../src/ports/storage.js';
import { organizationId, userId } from '../../../src/testing/contract/specimens.js';
import { appId } from '../../../src/testing/contract/specimens-of-apps.js';
import { numbers } from './random-values.js';
import { rowsOf, type ScanModel } from './scan-model.js';
import { inTwoPages, now, type Question, twoPages } from './scan-questions.js';
import { limit, oldestFirst } from './sweep-questions.js';

function all(model: ScanModel): readonly Submission[] {
  return rowsOf.submissions(model).map(({ value }) => value);
}

function rowsOfApp(model: ScanModel, n: number) {
  return rowsOf.submissions(model).filter(({ value }) => value.appId === appId(n));
}

const questionsOfApps = numbers.flatMap((n): Question[] => [
  {
    name: `the open submission of app ${n}`,
    ask: ({ submissions }) => submissions.findOpen(appId(n)),
    answer: (model) => rowsOfApp(model, n).find(({ value }) => isOpen(value)) ?? null,
  },
  {
    name: `the submissions listed of app ${n}`,
    ask: ({ submissions }) =>
      twoPages((after: SubmissionId | null, most) =>
        submissions.listByApp(appId(n), { after, limit: most, skip: 0 }),
      ),
    answer: (model) =>
      inTwoPages(
        rowsOfApp(model, n)
          .map(({ value }) => value)
          .toReversed(),
      ),
  },
  {
    name: `all submissions of app ${n}`,
    ask: ({ submissions }) => submissions.ofApp(appId(n), limit),
    answer: (model) => rowsOfApp(model, n).slice(0, limit),
  },
  {
    name: `the last superseded submission of app ${n}`,
    ask: ({ submissions }) => submissions.lastSuperseded(appId(n)),
    answer: (model) =>
      rowsOfApp(model, n)
        .filter(({ value }) => value.state === 'superseded')
        .toSorted((a, b) => Number(a.value.releasedAt) - Number(b.value.releasedAt))
        .at(-1) ?? null,
  },
  {
    name: `what reviewer ${n} has claimed`,
    ask: ({ submissions }) => submissions.claimedBy(userId(n), now, limit),
    answer: (model) =>
      all(model)
        .filter(({ state }) => state === 'in_review')
        .filter(({ lease }) => lease?.holder === userId(n) && lease.until > now)
        .slice(0, limit),
  },
  {
    name: `the apps of organization ${n} in review`,
    ask: ({ submissions }) => submissions.openOf(organizationId(n), limit),
    answer: (model) =>
      all(model)
        .filter((each) => isOpen(each) && each.organizationId === organizationId(n))
        .map((each) => each.appId)
        .slice(0, limit),
  },
]);

const queues: readonly QueueFilter[] = [
  ...openStates.map((state) => ({ state })),
  { state: 'claimable', now },
];

const questionsOfQueues = queues.map(
  (filter): Question => ({
    name: `the queue of those ${filter.state}`,
    ask: ({ submissions }) =>
      twoPages((after: QueueKey | null, most) =>
        submissions.queue(filter, { after, limit: most, skip: 0 }),
      ),
    answer: (model) =>
      inTwoPages(
        all(model)
          .filter((each) => isIn(each, filter))
          .toSorted((a, b) => lanes.indexOf(a.lane) - lanes.indexOf(b.lane) || dueFirst(a, b)),
      ),
  }),
);

function isIn({ state, lease }: Submission, filter: QueueFilter): boolean {
  if (filter.state !== 'claimable') return state === filter.state;
  const isGiven = lease !== undefined && lease.until > filter.now;
  return state === 'waiting_for_review' || (state === 'in_review' && !isGiven);
}

/** The rows come by id. */
function dueFirst(a: Submission, b: Submission): number {
  return a.dueAt.getTime() - b.dueAt.getTime();
}

const undecided: readonly string[] = ['waiting_for_review', 'in_review', 'pending_second_approval'];

const questionsOfAll: readonly Question[] = [
  {
    name: 'what waits',
    ask: async ({ submissions }) => (await submissions.waiting(100)).map(asText).sort(),
    answer: (model) =>
      all(model)
        .filter(({ state }) => undecided.includes(state))
        .map(({ lane, enteredAt, dueAt }) => asText({ lane, enteredAt, dueAt }))
        .sort(),
  },
  {
    name: 'how much waits up to a limit',
    ask: async ({ submissions }) => (await submissions.waiting(limit)).length,
    answer: (model) =>
      Math.min(limit, all(model).filter(({ state }) => undecided.includes(state)).length),
  },
  {
    name: 'the approvals overdue',
    ask: ({ submissions }) => submissions.overdue(now, limit),
    answer: (model) =>
      oldestFirst(
        rowsOf.submissions(model).filter(({ value }) => value.state === 'approved'),
        ({ value }) => value.approvedUntil,
      ),
  },
];

function asText(value: object): string {
  return JSON.stringify(value, Object.keys(value).sort());
}

export const submissionQuestions: readonly Question[] = [
  ...questionsOfApps,
  ...questionsOfQueues,
  ...questionsOfAll,
];
