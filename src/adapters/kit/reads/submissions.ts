// The reads of submissions: of one app, of the review queue, and lists for deletion and maintenance.

import { isLeased } from '../../../domain/review/claim-submission.js';
import { laneRank, queueKeyOf } from '../../../domain/review/review-queue.js';
import { type Lane, lanes, undecidedStates } from '../../../domain/review/submission.js';
import { summarizeSubmission } from '../../../domain/review/submission-summary.js';
import type { QueueFilter, QueuePageKey, SubmissionReads } from '../../../ports/storage.js';
import type { RowView, Scan, StoredRow } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import { afterId, find, findByKey, findHighest, listOf } from '../rows.js';
import {
  concatenate,
  filterMap,
  inOrderOf,
  merge,
  takeFirst,
  type Walk,
  walkScan,
} from '../walk.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createSubmissionReads(read: ReadRunner): SubmissionReads {
  const { first } = listReads(read);
  const highest = (scan: Scan<'submissions'>) => read((view) => findHighest(view, scan));
  return {
    findById: (id) => read((view) => find(view, 'submissions', id)),
    findOpen: (appId) => read((view) => findByKey(view, 'submissions.open', [appId])),
    findNewest: (appId) => highest(listOf('submissions', 'byApp', [appId])),
    findLastSuperseded: (appId) => highest(listOf('submissions', 'supersededByApp', [appId])),

    listByApp: (appId, pageRequest) =>
      read((view) => {
        const range = { ...afterId(pageRequest.after), isDescending: true };
        const own = walkScan(view, listOf('submissions', 'byApp', [appId], range));
        const summaries = filterMap(own, ({ value }) => summarizeSubmission(value));
        return takeRowPage(summaries, pageRequest, ({ id }) => id);
      }),

    listAllByApp: (appId, limit) => first(listOf('submissions', 'byApp', [appId]), limit),

    listQueue: (filter, pageRequest) =>
      read((view) => {
        const queue = walkQueue(view, filter, pageRequest.after);
        const summaries = filterMap(queue, ({ value }) => summarizeSubmission(value));
        return takeRowPage(summaries, pageRequest, queueKeyOf);
      }),

    listUndecided: (limit) =>
      read((view) => {
        const times = filterMap(walkUndecided(view), ({ value }) => {
          const { lane, enteredAt, dueAt } = value;
          return { lane, enteredAt, dueAt };
        });
        return takeFirst(times, limit);
      }),

    listClaimedBy: (reviewer, now, limit) =>
      read((view) => {
        const claimed = walkScan(view, listOf('submissions', 'claimedByReviewer', [reviewer]));
        const held = filterMap(claimed, ({ value }) =>
          isLeased(value, now) ? summarizeSubmission(value) : null,
        );
        return takeFirst(held, limit);
      }),

    listAppIdsWithOpen: (organizationId, limit) =>
      read((view) => {
        const open = walkScan(view, listOf('submissions', 'openByOrganization', [organizationId]));
        return takeFirst(
          filterMap(open, ({ value }) => value.appId),
          limit,
        );
      }),

    listExpiredApprovals: (now, limit) =>
      first(listOf('submissions', 'byApprovedUntil', [], { to: [now.getTime()] }), limit),
  };
}

/** The lanes in the order of their rank, starting after the key. */
function walkQueue(
  view: RowView,
  filter: QueueFilter,
  after: QueuePageKey | null,
): Walk<StoredRow<'submissions'>> {
  const left = lanes.filter((lane) => after === null || laneRank(lane) >= after.rank);
  return concatenate(
    left.map((lane) => walkLane(view, filter, lane, after?.rank === laneRank(lane) ? after : null)),
  );
}

function walkLane(
  view: RowView,
  filter: QueueFilter,
  lane: Lane,
  after: QueuePageKey | null,
): Walk<StoredRow<'submissions'>> {
  const range = after === null ? {} : { after: [after.dueAt.getTime(), after.id] };
  const inState = (state: string) =>
    walkScan(view, listOf('submissions', 'queue', [state, lane], range));
  if (filter.state !== 'claimable') return inState(filter.state);
  const leaseOver = filterMap(inState('in_review'), (row) =>
    isLeased(row.value, filter.now) ? null : row,
  );
  return merge([inState('waiting_for_review'), leaseOver], inOrderOf('submissions', 'queue'));
}

function walkUndecided(view: RowView): Walk<StoredRow<'submissions'>> {
  return concatenate(
    undecidedStates.flatMap((state) =>
      lanes.map((lane) => walkScan(view, listOf('submissions', 'queue', [state, lane]))),
    ),
  );
}
