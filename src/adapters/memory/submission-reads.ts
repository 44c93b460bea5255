// The reads of submissions: of one app, of the review queue, and lists for deletion and maintenance.

import { isLeased } from '../../domain/review/claim-submission.js';
import { laneRank, queueKeyOf } from '../../domain/review/review-queue.js';
import {
  type Lane,
  lanes,
  type OpenSubmissionState,
  type Submission,
  undecidedStates,
} from '../../domain/review/submission.js';
import { summarizeSubmission } from '../../domain/review/submission-summary.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { QueueFilter, QueuePageKey, SubmissionReads } from '../../ports/storage.js';
import type { SubmissionsTable } from './app-tables.js';
import { compositeKey, singleIndexKey } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { comparePositions, type Position, positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

export function createSubmissionReads(
  { submissions }: MemoryTables,
  call: CallRunner,
): SubmissionReads {
  return {
    findById: (id) => call(() => submissions.find(id)),

    findOpen: (appId) => call(() => submissions.findBy(submissions.openByApp, appId)),

    findNewest: (appId) =>
      call(() => takeFirst(submissions.rowsAt(submissions.byApp.descending(appId)), 1)[0] ?? null),

    listByApp: (appId, pageRequest) =>
      call(() => {
        const before = positionOfIdOrNull(pageRequest.after);
        const own = submissions.rowsAt(submissions.byApp.descending(appId, before));
        const summaries = filterMap(own, ({ value }) => summarizeSubmission(value));
        return takeRowPage(summaries, pageRequest, ({ id }) => id);
      }),

    listAllByApp: (appId, limit) =>
      call(() => takeFirst(submissions.rowsAt(submissions.byApp.ascending(appId)), limit)),

    findLastSuperseded: (appId) =>
      call(() => {
        const superseded = submissions.rowsAt(submissions.supersededByApp.descending(appId));
        return takeFirst(superseded, 1)[0] ?? null;
      }),

    listQueue: (filter, pageRequest) =>
      call(() => {
        const queue = walkQueue(submissions, filter, pageRequest.after);
        return takeRowPage(filterMap(queue, summarizeSubmission), pageRequest, queueKeyOf);
      }),

    listUndecided: (limit) =>
      call(() =>
        takeFirst(
          filterMap(walkUndecided(submissions), ({ lane, enteredAt, dueAt }) => ({
            lane,
            enteredAt,
            dueAt,
          })),
          limit,
        ),
      ),

    listClaimedBy: (reviewer, now, limit) =>
      call(() => {
        const claimed = submissions.rowsAt(submissions.byLeaseHolder.ascending(reviewer));
        const held = filterMap(claimed, ({ value }) =>
          isLeased(value, now) ? summarizeSubmission(value) : null,
        );
        return takeFirst(held, limit);
      }),

    listAppIdsWithOpen: (organizationId, limit) =>
      call(() => {
        const open = submissions.rowsAt(submissions.openByOrganization.ascending(organizationId));
        return takeFirst(
          filterMap(open, ({ value }) => value.appId),
          limit,
        );
      }),

    listExpiredApprovals: (now, limit) =>
      call(() =>
        takeFirst(
          submissions.rowsAt(submissions.byApprovedUntil.upTo(singleIndexKey, now.getTime())),
          limit,
        ),
      ),
  };
}

function submissionOf({ value }: Versioned<Submission>): Submission {
  return value;
}

/** Walks the lanes in the order of their rank, starting after the key. */
function* walkQueue(
  submissions: SubmissionsTable,
  filter: QueueFilter,
  after: QueuePageKey | null,
): Iterable<Submission> {
  for (const lane of lanes) {
    const rank = laneRank(lane);
    if (after !== null && rank < after.rank) continue;
    const isCut = after !== null && rank === after.rank;
    const from = isCut ? { atMs: after.dueAt.getTime(), id: after.id } : null;
    yield* walkLane(submissions, filter, lane, from);
  }
}

function walkLane(
  submissions: SubmissionsTable,
  filter: QueueFilter,
  lane: Lane,
  after: Position | null,
): Iterable<Submission> {
  const inState = (state: OpenSubmissionState) => walkStateAndLane(submissions, state, lane, after);
  if (filter.state !== 'claimable') return inState(filter.state);
  const leaseOver = filterMap(inState('in_review'), (row) =>
    isLeased(row, filter.now) ? null : row,
  );
  return mergeInQueueOrder(inState('waiting_for_review'), leaseOver);
}

function walkStateAndLane(
  submissions: SubmissionsTable,
  state: OpenSubmissionState,
  lane: Lane,
  after: Position | null = null,
): Iterable<Submission> {
  const positions = submissions.byStateAndLane.ascending(compositeKey(state, lane), after);
  return filterMap(submissions.rowsAt(positions), submissionOf);
}

/** Merges two lists that are in the order of the queue. */
function* mergeInQueueOrder(
  one: Iterable<Submission>,
  other: Iterable<Submission>,
): Iterable<Submission> {
  const [ones, others] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [first, second] = [ones.next(), others.next()];
  while (!first.done || !second.done) {
    if (second.done || (!first.done && isBeforeInQueue(first.value, second.value))) {
      yield first.value;
      first = ones.next();
    } else {
      yield second.value;
      second = others.next();
    }
  }
}

function isBeforeInQueue(one: Submission, other: Submission): boolean {
  return comparePositions(queuePositionOf(one), queuePositionOf(other)) < 0;
}

function queuePositionOf({ dueAt, id }: Submission): Position {
  return { atMs: dueAt.getTime(), id };
}

function* walkUndecided(submissions: SubmissionsTable): Iterable<Submission> {
  for (const state of undecidedStates) {
    for (const lane of lanes) yield* walkStateAndLane(submissions, state, lane);
  }
}
