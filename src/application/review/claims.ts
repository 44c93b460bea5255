// The claims of reviewers on submissions: claim, renew and release.

import * as z from 'zod';
import {
  type ClaimRefusal,
  claimSubmission,
  releaseClaim,
  renewClaim,
} from '../../domain/review/claim-submission.js';
import { ok } from '../../domain/shared/result.js';
import {
  type SubmissionIdInput,
  submissionIdInputSchema,
} from '../submissions/submission-input.js';
import type { CommandSpec } from '../use-case/command.js';
import { submissionIdSchema, type WithParsedIds } from '../use-case/input.js';
import { leaseTokenSchema } from './decision-input.js';
import {
  type AnyReviewRefusalCode,
  createReviewCommandSpec,
  type PreparedReview,
} from './review-command.js';
import type { ReviewerSubmissionView } from './views.js';

type ClaimCommandSpec<I, O, C extends ClaimRefusal['code'] | 'lease_lost'> = CommandSpec<
  I,
  O,
  PreparedReview<O>,
  ReviewerSubmissionView,
  C | AnyReviewRefusalCode
>;

export type ClaimSubmissionRefusalCode = ClaimRefusal['code'] | AnyReviewRefusalCode;

export const claimSpec: ClaimCommandSpec<
  SubmissionIdInput,
  WithParsedIds<SubmissionIdInput>,
  ClaimRefusal['code']
> = createReviewCommandSpec({
  action: 'review.claim',
  command: 'claim',
  schema: submissionIdInputSchema,
  completeInput: ok,
  guardsReviewer: true,
  decide({ deps, now }, { submission, reviewer }) {
    const after = claimSubmission(submission.value, reviewer, deps.policy, now);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});

/** A claim on a submission, with its lease token. */
export interface HeldClaimInput {
  readonly submissionId: string;
  /** `lease.leaseToken` of the submission that `claim` returned. */
  readonly leaseToken: number;
}

const heldClaimSchema: z.ZodType<WithParsedIds<HeldClaimInput>, HeldClaimInput> = z.lazy(() =>
  z.strictObject({
    submissionId: submissionIdSchema,
    leaseToken: leaseTokenSchema,
  }),
);

type HeldClaimRefusalCode =
  | 'already_decided'
  | 'invalid_transition'
  | 'lease_lost'
  | 'conflict_of_interest';

type RenewalRefusalCode = HeldClaimRefusalCode | 'claim_limit_reached';

export type RenewClaimRefusalCode = RenewalRefusalCode | AnyReviewRefusalCode;

export type ReleaseClaimRefusalCode = HeldClaimRefusalCode | AnyReviewRefusalCode;

/** Guards the reviewer, as `claim` does: a claim at the same time may have counted this one as expired. */
export const renewClaimSpec: ClaimCommandSpec<
  HeldClaimInput,
  WithParsedIds<HeldClaimInput>,
  RenewalRefusalCode
> = createReviewCommandSpec({
  action: 'review.renew_claim',
  command: 'renewClaim',
  schema: heldClaimSchema,
  completeInput: ok,
  guardsReviewer: true,
  decide({ deps, now }, { submission, reviewer }, { leaseToken }) {
    const after = renewClaim(submission.value, reviewer, leaseToken, deps.policy, now);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});

export const releaseClaimSpec: ClaimCommandSpec<
  HeldClaimInput,
  WithParsedIds<HeldClaimInput>,
  HeldClaimRefusalCode
> = createReviewCommandSpec({
  action: 'review.release_claim',
  command: 'releaseClaim',
  schema: heldClaimSchema,
  completeInput: ok,
  guardsReviewer: false,
  decide({ deps, now }, { submission, reviewer }, { leaseToken }) {
    const after = releaseClaim(submission.value, reviewer, leaseToken, deps.policy, now);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});
