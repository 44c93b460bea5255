// The collection of submissions: its fields, and the indexes for apps, reviewers and maintenance.

import { maxDecisionTextLength } from '../../../domain/review/decision-reason.js';
import { laneRank } from '../../../domain/review/review-queue.js';
import {
  isOpenSubmission,
  type LastTransition,
  lanes,
  type ReviewDecision,
  type ReviewLease,
  reviewReasonCodes,
  type Submission,
  submissionCommands,
  submissionStates,
} from '../../../domain/review/submission.js';
import { submissionFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import { boundedText, digest } from '../fields/app-text-fields.js';
import { embedded, listOfEmbedded } from '../fields/embedded.js';
import {
  date,
  type Field,
  flag,
  id,
  listOf,
  oneOf,
  optional,
  userId,
  wholeNumber,
  withStoredName,
} from '../fields/field.js';
import { snapshot } from '../fields/manifest.js';

const reviewLeaseField: Field<ReviewLease> = embedded<ReviewLease>({
  holder: userId(),
  leaseToken: wholeNumber(1),
  until: date,
});

const decisionKinds: readonly ReviewDecision['kind'][] = [
  'approve',
  'secondApprove',
  'sendBack',
  'requestChanges',
  'reject',
  'revoke',
];

const decisionsField: Field<readonly ReviewDecision[]> = listOfEmbedded<ReviewDecision>({
  kind: oneOf(decisionKinds),
  by: userId(),
  at: date,
  reasons: listOf(oneOf(reviewReasonCodes)),
  text: optional(boundedText(maxDecisionTextLength)),
});

const lastOutcomeField: Field<LastTransition> = embedded<LastTransition>({
  command: oneOf(submissionCommands),
  at: date,
  by: optional(userId()),
});

const openPartialIndex = { partialFilterExpression: { isOpen: true } } as const;

export const submissions: CollectionDefinition<Submission> = defineCollection<Submission>({
  collection: 'submissions',
  model: 'Submission',
  fields: {
    id: withStoredName('_id', id()),
    appId: withStoredName('app', id('App')),
    organizationId: withStoredName('organization', id('Organization')),
    caseId: withStoredName('case', id('Submission')),
    revision: wholeNumber(1),
    snapshot,
    digest,
    state: oneOf(submissionStates),
    lane: oneOf(lanes),
    laneReason: optional(boundedText(maxDecisionTextLength)),
    enteredAt: date,
    dueAt: date,
    submittedAt: date,
    submittedBy: userId(),
    authors: listOf(userId()),
    claimCount: wholeNumber(0),
    lease: optional(reviewLeaseField),
    decisions: decisionsField,
    lastOutcome: optional(lastOutcomeField),
    approvedUntil: optional(date),
    releasedAt: optional(date),
    createdAt: date,
    updatedAt: date,
  },
  derived: {
    isOpen: { field: flag, of: isOpenSubmission },
    /** Only for open submissions, because a closed one is in no queue. */
    laneRank: {
      field: optional(wholeNumber(0)),
      of: (submission) => (isOpenSubmission(submission) ? laneRank(submission.lane) : undefined),
    },
  },
  visibility: submissionFieldVisibility,
  indexes: [
    { name: 'submissions.open', key: { app: 1 }, unique: true, ...openPartialIndex }, // REV-8
    { name: 'submissions.by_app', key: { app: 1, _id: 1 } },
    // Holds all that the statistics of the queue need from a submission, so that no document is read for them.
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
      name: 'submissions.superseded_by_app',
      key: { app: 1, releasedAt: 1, _id: 1 },
      partialFilterExpression: { state: 'superseded' },
    },
    {
      name: 'submissions.by_lease_holder',
      key: { 'lease.holder': 1, _id: 1, 'lease.until': 1 },
      partialFilterExpression: { state: 'in_review' },
    },
    {
      name: 'submissions.open_by_organization',
      key: { organization: 1, _id: 1 },
      ...openPartialIndex,
    },
    {
      name: 'submissions.by_approved_until',
      key: { approvedUntil: 1, _id: 1 },
      partialFilterExpression: { state: 'approved' },
    },
  ],
});
