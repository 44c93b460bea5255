// The reads of submissions: what to ask, and what a scan answers.

import { queueKeyOf } from '../../domain/review/review-queue.js';
import {
  isOpenSubmission,
  openSubmissionStates,
  type Submission,
  undecidedStates,
} from '../../domain/review/submission.js';
import {
  type SubmissionSummary,
  summarizeSubmission,
} from '../../domain/review/submission-summary.js';
import type { AppId, SubmissionId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { QueueFilter, QueuePageKey } from '../../ports/storage.js';
import { ascending, descending, type OrderedList, ordered, pageOf, pages } from './paging.js';
import { every, everyTwo, type ReadTables } from './read-spec.js';
import { all, anyOrder, dueUntil, one, values } from './scan.js';
import { appIds, limits, moments, organizationIds, submissionIds, userIds } from './values.js';
import type { World } from './world.js';

export const submissionReads: ReadTables['submissions'] = {
  findById: {
    questions: () => every(submissionIds),
    answer: ({ submissions }, id) => one(submissions, (submission) => submission.id === id),
  },
  findOpen: {
    questions: () => every(appIds),
    answer: ({ submissions }, id) =>
      one(submissions, (submission) => submission.appId === id && isOpenSubmission(submission)),
  },
  findNewest: {
    questions: () => every(appIds),
    answer: (world, id) => submissionsOf(world, id).at(-1) ?? null,
  },
  listByApp: {
    questions: pages(every(appIds), summariesOf),
    answer: (world, id, page) => pageOf(summariesOf(world, id), page),
  },
  listAllByApp: {
    questions: () => every(appIds, limits),
    answer: (world, id, limit) => submissionsOf(world, id).slice(0, limit),
  },
  findLastSuperseded: {
    questions: () => every(appIds),
    answer: (world, id) =>
      submissionsOf(world, id)
        .filter(({ value }) => value.state === 'superseded')
        .toSorted((a, b) => Number(a.value.releasedAt) - Number(b.value.releasedAt))
        .at(-1) ?? null,
  },
  listQueue: {
    questions: pages(every(queueFilters()), queue),
    answer: (world, filter, page) => pageOf(queue(world, filter), page),
  },
  listUndecided: {
    questions: () => every(limits),
    anyAnswer: ({ submissions }, limit) =>
      anyOrder(
        values(submissions, ({ state }) => undecidedStates.some((one) => one === state)).map(
          ({ lane, enteredAt, dueAt }) => ({ lane, enteredAt, dueAt }),
        ),
        limit,
      ),
  },
  listClaimedBy: {
    questions: () => everyTwo(userIds, moments, limits),
    answer: ({ submissions }, reviewer, now, limit) =>
      values(submissions, (submission) => isClaimedAt(submission, now))
        .filter(({ lease }) => lease?.holder === reviewer)
        .map(summarizeSubmission)
        .slice(0, limit),
  },
  listAppIdsWithOpen: {
    questions: () => every(organizationIds, limits),
    answer: ({ submissions }, id, limit) =>
      values(submissions, isOpenSubmission)
        .filter(({ organizationId }) => organizationId === id)
        .map(({ appId }) => appId)
        .slice(0, limit),
  },
  listExpiredApprovals: {
    questions: () => every(moments, limits),
    answer: ({ submissions }, now, limit) => {
      const approved = all(submissions, ({ state }) => state === 'approved');
      return dueUntil(approved, now, ({ approvedUntil }) => approvedUntil).slice(0, limit);
    },
  },
};

function submissionsOf({ submissions }: World, id: AppId): readonly Versioned<Submission>[] {
  return all(submissions, ({ appId }) => appId === id);
}

function summariesOf(world: World, id: AppId): OrderedList<SubmissionSummary, SubmissionId> {
  const items = submissionsOf(world, id).map(({ value }) => summarizeSubmission(value));
  return ordered(items, (submission) => submission.id, descending);
}

function queueFilters(): readonly QueueFilter[] {
  return [
    ...openSubmissionStates.map((state) => ({ state })),
    ...moments.map((now) => ({ state: 'claimable', now }) as const),
  ];
}

function queue(
  { submissions }: World,
  filter: QueueFilter,
): OrderedList<SubmissionSummary, QueuePageKey> {
  const isWanted = (submission: Submission) =>
    filter.state === 'claimable'
      ? submission.state === 'waiting_for_review' ||
        (submission.state === 'in_review' && !isClaimedAt(submission, filter.now))
      : submission.state === filter.state;
  return ordered<SubmissionSummary, QueuePageKey>(
    values(submissions, isWanted).map(summarizeSubmission),
    queueKeyOf,
    (a, b) => a.rank - b.rank || a.dueAt.getTime() - b.dueAt.getTime() || ascending(a.id, b.id),
  );
}

function isClaimedAt({ state, lease }: Submission, now: Date): boolean {
  return state === 'in_review' && lease !== undefined && lease.until > now;
}
