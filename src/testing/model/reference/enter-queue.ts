// Puts a snapshot of a draft into the review queue.

import type { ModelApp, ModelQueuePlace, ModelSnapshot, ModelSubmission } from './app-rows.js';
import { submissionView } from './app-views.js';
import type { Caller } from './calls.js';
import { snapshotOf } from './manifests.js';
import { type ReferenceModel, recordJournalEntry, takeNextId } from './reference-model.js';

/** When a case of the lane must be decided. */
export function dueTime(
  { policy }: ReferenceModel,
  lane: ModelQueuePlace['lane'],
  enteredAt: number,
): number {
  const seconds = {
    security: policy.securityReviewDeadline,
    update: policy.updateReviewDeadline,
    new: policy.newAppReviewDeadline,
  };
  return enteredAt + seconds[lane] * 1000;
}

export function enterQueue(
  model: ReferenceModel,
  caller: Caller,
  app: ModelApp,
  id: string,
  { caseId, lane, laneReason, enteredAt, dueAt }: ModelQueuePlace,
  action: 'submission.submit' | 'submission.resubmit',
): object {
  const organization = model.organizations.get(app.organization);
  if (organization === undefined) throw new Error(`${app.id} has no organization`);
  const snapshot = snapshotOf(app, organization);
  app.submissionCount += 1;
  const submission: ModelSubmission = {
    ...{ id, caseId, lane, laneReason, enteredAt, dueAt },
    app: app.id,
    organization: app.organization,
    revision: app.submissionCount,
    snapshot,
    digest: digestOf(model, snapshot),
    state: 'waiting_for_review',
    submittedAt: model.now,
    submittedBy: caller,
    authors: authorsOf(app, caller),
    claimCount: 0,
    lease: null,
    decisions: [],
    outcome: null,
    approvedUntil: null,
    releasedAt: null,
  };
  model.submissions.set(id, submission);
  recordJournalEntry(model, action, id, [app.organization], [id]);
  return submissionView(submission);
}

/** The same name for the same snapshot. */
function digestOf(model: ReferenceModel, snapshot: ModelSnapshot): string {
  const text = JSON.stringify(snapshot);
  const digest = model.digests.get(text) ?? takeNextId(model, 'digest');
  model.digests.set(text, digest);
  return digest;
}

/** The people behind a draft, each once. */
export function authorsOf({ createdBy, changedBy }: ModelApp, submitter?: string): string[] {
  return [...new Set([createdBy, changedBy, submitter])].filter((id) => id !== undefined);
}
