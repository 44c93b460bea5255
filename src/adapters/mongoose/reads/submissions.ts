// The reads of submissions: single ones, of an app, of an organization, and those whose approval has expired. Those of
// reviewers are in review-queue.ts.

import type { Submission } from '../../../domain/review/submission.js';
import type { AppId } from '../../../domain/shared/ids.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { SubmissionReads } from '../../../ports/storage.js';
import { decodeId, versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, toObjectId } from '../fields/field.js';
import type { FindOptions, RowReader } from '../reader.js';
import { reviewQueueReads } from './review-queue.js';
import { findFirstRows, pageOptionsById, toRowPage } from './row-pages.js';
import { submissionSummary } from './summaries.js';

export function submissionReads(reader: RowReader): SubmissionReads {
  const findOne = async (filter: BsonRecord) => {
    const row = await reader.findOne('submissions', filter);
    return row === null ? null : toVersionedSubmission(row);
  };
  const first = (
    filter: BsonRecord,
    findOptions: Pick<FindOptions, 'limit' | 'hint'> & Partial<FindOptions>,
  ) => findFirstRows(reader, 'submissions', filter, findOptions);
  return {
    ...reviewQueueReads(reader),
    findById: async (id) => findOne({ _id: toObjectId(id) }),
    findOpen: async (appId) => findOne({ app: toObjectId(appId), isOpen: true }),
    async findNewest(appId) {
      const options = { sort: { _id: -1 }, limit: 1, hint: 'submissions.by_app' } as const;
      const [row] = await first({ app: toObjectId(appId) }, options);
      return row === undefined ? null : toVersionedSubmission(row);
    },
    async listByApp(appId, pageRequest) {
      const { after } = pageRequest;
      const before = after === null ? {} : { _id: { $lt: toObjectId(after) } };
      const { projection, fromRow } = submissionSummary;
      const findOptions = {
        ...pageOptionsById(pageRequest, -1),
        hint: 'submissions.by_app',
        projection,
      };
      const rows = await reader.find(
        'submissions',
        { app: toObjectId(appId), ...before },
        findOptions,
      );
      return toRowPage(rows, pageRequest, fromRow, ({ id }) => id);
    },
    async listAllByApp(appId, limit) {
      const rows = await first({ app: toObjectId(appId) }, { limit, hint: 'submissions.by_app' });
      return rows.map(toVersionedSubmission);
    },
    async findLastSuperseded(appId) {
      const filter = { app: toObjectId(appId), state: 'superseded' };
      const [row] = await first(filter, lastReleasedOptions);
      return row === undefined ? null : toVersionedSubmission(row);
    },
    async listAppIdsWithOpen(organizationId, limit) {
      const filter = { organization: toObjectId(organizationId), isOpen: true };
      const findOptions = {
        limit,
        hint: 'submissions.open_by_organization',
        ...appProjection,
      };
      const rows = await first(filter, findOptions);
      return rows.map((row) => decodeId<AppId>('submissions', row, 'app'));
    },
    async listExpiredApprovals(now, limit) {
      const filter = { state: 'approved', approvedUntil: { $lte: now } };
      const sort = { approvedUntil: 1, _id: 1 } as const;
      const rows = await first(filter, { sort, limit, hint: 'submissions.by_approved_until' });
      return rows.map(toVersionedSubmission);
    },
  };
}

function toVersionedSubmission(row: BsonRecord): Versioned<Submission> {
  return versionedFromRow(collections.submissions, row);
}

const lastReleasedOptions = {
  sort: { releasedAt: -1, _id: -1 },
  limit: 1,
  hint: 'submissions.superseded_by_app',
} as const;

const appProjection = { projection: { app: 1 } } as const;
