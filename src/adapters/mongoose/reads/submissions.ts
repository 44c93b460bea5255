import { rankOf, type Waiting } from '../../../domain/review/queue.js';
import { lanes, type Submission, type SubmissionState } from '../../../domain/review/submission.js';
import type { AppId } from '../../../domain/shared/ids.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { QueueKey, SubmissionReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { date, type FieldsOf, objectId, oneOf, type Row } from '../fields.js';
import type { Part, Reader } from '../reader.js';
import { fieldsFrom, fromRow, versionedFrom } from '../tables.js';
import { idFrom } from './deleted.js';
import { inAnyLane, queueFilter } from './queue.js';
import { firstRows, partById, sliceOf } from './slices.js';

export function submissionReads(reader: Reader): SubmissionReads {
  const findOne = async (filter: Row) => {
    const row = await reader.findOne('submissions', filter);
    return row === null ? null : versioned(row);
  };
  const first = (filter: Row, part: Pick<Part, 'limit' | 'hint'> & Partial<Part>) =>
    firstRows(reader, 'submissions', filter, part);
  return {
    findById: async (id) => findOne({ _id: objectId(id) }),
    findOpen: async (appId) => findOne({ app: objectId(appId), isOpen: true }),
    async listByApp(appId, keyset) {
      const { after } = keyset;
      const before = after === null ? {} : { _id: { $lt: objectId(after) } };
      const part = { ...partById(keyset, -1), hint: 'submissions.by_app' };
      const rows = await reader.find('submissions', { app: objectId(appId), ...before }, part);
      return sliceOf(rows, keyset, plainly, ({ id }) => id);
    },
    async ofApp(appId, limit) {
      const rows = await first({ app: objectId(appId) }, { limit, hint: 'submissions.by_app' });
      return rows.map(versioned);
    },
    async lastSuperseded(appId) {
      const filter = { app: objectId(appId), state: 'superseded' };
      const [row] = await first(filter, lastReleased);
      return row === undefined ? null : versioned(row);
    },
    async queue(filter, keyset) {
      const { limit, skip, after } = keyset;
      const part = { sort: inOrder, skip, limit: limit + 1, hint: 'submissions.by_queue' };
      const rows = await reader.find('submissions', queueFilter(filter, after), part);
      return sliceOf(rows, keyset, plainly, keyOf);
    },
    async waiting(limit) {
      const filter = { state: { $in: [...undecided] }, ...inAnyLane };
      const rows = await first(filter, { limit, sort: {}, ...onlyWaiting });
      return rows.map((row) => fieldsFrom<Waiting>('submissions', waitingFields, row));
    },
    async claimedBy(reviewer, now, limit) {
      const filter = {
        'lease.holder': objectId(reviewer),
        state: 'in_review',
        'lease.until': { $gt: now },
      };
      const rows = await first(filter, { limit, hint: 'submissions.by_reviewer' });
      return rows.map(plainly);
    },
    async openOf(organizationId, limit) {
      const filter = { organization: objectId(organizationId), isOpen: true };
      const part = { limit, hint: 'submissions.open_by_organization', projection: onlyApp };
      const rows = await first(filter, part);
      return rows.map((row) => idFrom<AppId>('submissions', row, 'app'));
    },
    async overdue(now, limit) {
      const filter = { state: 'approved', approvedUntil: { $lte: now } };
      const sort = { approvedUntil: 1, _id: 1 } as const;
      const rows = await first(filter, { sort, limit, hint: 'submissions.by_approval_end' });
      return rows.map(versioned);
    },
  };
}

function plainly(row: Row): Submission {
  return fromRow(tables.submissions, row);
}

function versioned(row: Row): Versioned<Submission> {
  return versionedFrom(tables.submissions, row);
}

const lastReleased = {
  sort: { releasedAt: -1, _id: -1 },
  limit: 1,
  hint: 'submissions.superseded',
} as const;

const onlyApp = { app: 1 } as const;

const inOrder = { laneRank: 1, dueAt: 1, _id: 1 } as const;

function keyOf({ lane, dueAt, id }: Submission): QueueKey {
  return { rank: rankOf(lane), dueAt, id };
}

const undecided: readonly SubmissionState[] = [
  'waiting_for_review',
  'in_review',
  'pending_second_approval',
];

const waitingFields: FieldsOf<Waiting> = { lane: oneOf(lanes), enteredAt: date, dueAt: date };

/** All of it stands in the index. */
const onlyWaiting = {
  hint: 'submissions.by_queue',
  projection: { _id: 0, lane: 1, enteredAt: 1, dueAt: 1 },
} as const;
