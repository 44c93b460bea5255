// Approves a submission under a claim.

import * as z from 'zod';
import { approveSubmission } from '../../domain/review/decide-submission.js';
import { ok } from '../../domain/shared/result.js';
import { guardChange } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import {
  leaseTokenSchema,
  type ParsedReviewedSnapshot,
  type ReviewedSnapshotInput,
  type ReviewTransitionRefusalCode,
  reviewedSnapshotFields,
} from './decision-input.js';
import {
  type AnyReviewRefusalCode,
  createReviewCommandSpec,
  type PreparedReview,
} from './review-command.js';
import type { ReviewerSubmissionView } from './views.js';

/** The snapshot to approve, with the lease token of the claim. */
export interface ApproveInput extends ReviewedSnapshotInput {
  /** `lease.leaseToken` of the submission that `claim` returned. */
  readonly leaseToken: number;
}

export interface ParsedApprove extends ParsedReviewedSnapshot {
  readonly leaseToken: number;
}

export type ApprovalRefusalCode =
  | ReviewTransitionRefusalCode
  | 'lease_lost'
  | 'digest_mismatch'
  | 'conflict_of_interest';

export type ApproveRefusalCode = ApprovalRefusalCode | AnyReviewRefusalCode;

/** Guards the app: the live release decides whether a second approval is needed. */
export const approveSpec: CommandSpec<
  ApproveInput,
  ParsedApprove,
  PreparedReview<ParsedApprove>,
  ReviewerSubmissionView,
  ApproveRefusalCode
> = createReviewCommandSpec({
  action: 'review.approve',
  command: 'approve',
  schema: z.lazy(() => z.strictObject({ ...reviewedSnapshotFields, leaseToken: leaseTokenSchema })),
  completeInput: ok,
  guardsReviewer: true,
  decide({ deps, now }, { submission, app, reviewer }, { digest: seenDigest, leaseToken }) {
    const { policy } = deps;
    const decision = { reviewer, policy, digest: seenDigest, leaseToken, now };
    const after = approveSubmission(submission.value, app.value, decision);
    return after.ok ? ok({ submission: after.value, changes: [guardChange('apps', app)] }) : after;
  },
});
