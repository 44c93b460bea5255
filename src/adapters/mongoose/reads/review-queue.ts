// What reviewers read: the queue, what is undecided, and what a reviewer has claimed. The queue is read as ranges of its
// index, which MongoDB merges in their order.

import { queueKeyOf, type UndecidedSubmissionTimes } from '../../../domain/review/review-queue.js';
import { lanes, undecidedStates } from '../../../domain/review/submission.js';
import type { QueueFilter, QueuePageKey, SubmissionReads } from '../../../ports/storage.js';
import { fieldsFromRow } from '../collection-definition.js';
import {
  type BsonRecord,
  date,
  type FieldsOf,
  oneOf,
  requireNumber,
  requireString,
  toObjectId,
  toStoredUserId,
} from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { findFirstRows, pageOptions, toRowPage } from './row-pages.js';
import { submissionSummary } from './summaries.js';

export function reviewQueueReads(
  reader: RowReader,
): Pick<SubmissionReads, 'listQueue' | 'listUndecided' | 'listClaimedBy'> {
  return {
    async listQueue(filter, pageRequest) {
      const { projection, fromRow } = submissionSummary;
      const findOptions = {
        sort: queueOrder,
        ...pageOptions(pageRequest),
        hint: 'submissions.by_queue',
        projection,
      };
      const wanted = queueFilter(filter, pageRequest.after);
      const rows = await reader.find('submissions', wanted, findOptions);
      return toRowPage(rows, pageRequest, fromRow, queueKeyOf);
    },
    async listUndecided(limit) {
      const filter = { state: { $in: [...undecidedStates] }, ...anyLaneFilter };
      const rows = await findFirstRows(reader, 'submissions', filter, {
        limit,
        sort: {},
        ...undecidedOptions,
      });
      return rows.map((row) =>
        fieldsFromRow<UndecidedSubmissionTimes>('submissions', undecidedFields, row),
      );
    },
    async listClaimedBy(reviewer, now, limit) {
      const filter = {
        'lease.holder': toStoredUserId(reviewer),
        state: 'in_review',
        'lease.until': { $gt: now },
      };
      const rows = await findFirstRows(reader, 'submissions', filter, {
        limit,
        hint: 'submissions.by_lease_holder',
        projection: submissionSummary.projection,
      });
      return rows.map(submissionSummary.fromRow);
    },
  };
}

const queueOrder = { laneRank: 1, dueAt: 1, _id: 1 } as const; // REV-60

/**
 * The submissions after the key that match the filter. Each state has up to three ranges. A single range would read
 * all submissions due at the same time again on every page.
 */
function queueFilter(filter: QueueFilter, after: QueuePageKey | null): BsonRecord {
  const ranges = rangesAfter(after);
  return {
    $or: stateFilters(filter).flatMap((state) => ranges.map((range) => ({ ...state, ...range }))),
  };
}

function stateFilters(filter: QueueFilter): readonly BsonRecord[] {
  if (filter.state !== 'claimable') return [{ state: requireString(filter.state) }];
  const isOver = { $not: { $gt: filter.now } };
  return [{ state: 'waiting_for_review' }, { state: 'in_review', 'lease.until': isOver }];
}

/** Only open submissions have a rank. */
const anyLaneFilter: BsonRecord = { laneRank: { $gte: 0 } };

function rangesAfter(after: QueuePageKey | null): readonly BsonRecord[] {
  if (after === null) return [anyLaneFilter];
  const [laneRank, { dueAt }] = [requireNumber(after.rank), after];
  return [
    { laneRank, dueAt, _id: { $gt: toObjectId(after.id) } },
    { laneRank, dueAt: { $gt: dueAt } },
    { laneRank: { $gt: laneRank } },
  ];
}

const undecidedFields: FieldsOf<UndecidedSubmissionTimes> = {
  lane: oneOf(lanes),
  enteredAt: date,
  dueAt: date,
};

/** The index holds all of these fields. */
const undecidedOptions = {
  hint: 'submissions.by_queue',
  projection: { _id: 0, lane: 1, enteredAt: 1, dueAt: 1 },
} as const;
