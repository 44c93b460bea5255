// The collection of submissions: what a document holds, and the indexes by which apps, reviewers and sweeps find it.

import { longestGrounds } from '../../domain/review/decisions.js';
import { rankOf } from '../../domain/review/queue.js';
import {
  type Decision,
  isOpen,
  lanes,
  type ReviewLease,
  reviewReasons,
  type Settled,
  type Submission,
  submissionCommands,
  submissionStates,
} from '../../domain/review/submission.js';
import { submissionFields } from '../../domain/shared/fields.js';
import { digest, words } from './app-values.js';
import { count, date, type Field, flag, id, listOf, oneOf, optional, stored } from './fields.js';
import { snapshot } from './manifests.js';
import { embedded, listOfEmbedded, type Table, table } from './tables.js';

const lease: Field<ReviewLease> = embedded<ReviewLease>({
  holder: id('User'),
  token: count(1),
  until: date,
});

const decisionKinds: readonly Decision['kind'][] = [
  'approve',
  'secondApprove',
  'sendBack',
  'requestChanges',
  'reject',
  'revoke',
];

const decisions: Field<readonly Decision[]> = listOfEmbedded<Decision>({
  kind: oneOf(decisionKinds),
  by: id('User'),
  at: date,
  reasons: listOf(oneOf(reviewReasons)),
  text: optional(words(longestGrounds)),
});

const settled: Field<Settled> = embedded<Settled>({
  what: oneOf(submissionCommands),
  at: date,
  by: optional(id('User')),
});

const onlyOpen = { partialFilterExpression: { isOpen: true } } as const;

export const submissions: Table<Submission> = table<Submission>({
  collection: 'submissions',
  model: 'Submission',
  fields: {
    id: stored('_id', id()),
    appId: stored('app', id('App')),
    organizationId: stored('organization', id('Organization')),
    caseId: stored('case', id('Submission')),
    revision: count(1),
    snapshot,
    digest,
    state: oneOf(submissionStates),
    lane: oneOf(lanes),
    laneReason: optional(words(longestGrounds)),
    enteredAt: date,
    dueAt: date,
    submittedAt: date,
    submittedBy: id('User'),
    claims: count(0),
    lease: optional(lease),
    decisions,
    settled: optional(settled),
    approvedUntil: optional(date),
    releasedAt: optional(date),
    createdAt: date,
    updatedAt: date,
  },
  derived: {
    isOpen: { field: flag, of: isOpen },
    /** Of open ones only: what is closed stands in no queue. */
    laneRank: {
      field: optional(count(0)),
      of: (submission) => (isOpen(submission) ? rankOf(submission.lane) : undefined),
    },
  },
  visibility: submissionFields,
  indexes: [
    { name: 'submissions.open', key: { app: 1 }, unique: true, ...onlyOpen },
    { name: 'submissions.by_app', key: { app: 1, _id: 1 } },
    // Holds all that the figures of the desk need of a submission, so that no document is read for them.
    {
      name: 'submissions.by_queue',
      key: {
        state: 1,
        laneRank: 1,
        dueAt: 1,
        _id: 1,
        'lease.until': 1,
        lane: 1,
        enteredAt: 1,
      },
      partialFilterExpression: { laneRank: { $exists: true } },
    },
    {
      name: 'submissions.superseded',
      key: { app: 1, releasedAt: 1, _id: 1 },
      partialFilterExpression: { state: 'superseded' },
    },
    {
      name: 'submissions.by_reviewer',
      key: { 'lease.holder': 1, _id: 1, 'lease.until': 1 },
      partialFilterExpression: { state: 'in_review' },
    },
    { name: 'submissions.open_by_organization', key: { organization: 1, _id: 1 }, ...onlyOpen },
    {
      name: 'submissions.by_approval_end',
      key: { approvedUntil: 1, _id: 1 },
      partialFilterExpression: { state: 'approved' },
    },
  ],
});
