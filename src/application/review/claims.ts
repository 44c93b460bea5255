// Claims of reviewers on submissions.

import * as z from 'zod';
import {
  claim as claimed,
  type ClaimRefusal as DomainClaimRefusal,
  releaseClaim as released,
  renewClaim as renewed,
} from '../../domain/review/claims.js';
import type { SubmissionId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import type { ReviewView } from '../apps/views.js';
import {
  type OfSubmission,
  type OfSubmissionInput,
  ofSubmissionSchema,
} from '../submissions/release.js';
import type { CommandSpec } from '../use-case/command.js';
import { submissionIdSchema } from '../use-case/input.js';
import { type AnyReview, type Reviewing, reviewCommand } from './review-command.js';

type ReviewSpec<I, O, C extends DomainClaimRefusal['code'] | 'lease_lost'> = CommandSpec<
  I,
  O,
  Reviewing<O>,
  ReviewView,
  C | AnyReview
>;

export type ClaimRefusal = DomainClaimRefusal['code'] | AnyReview;

export const claimSpec: ReviewSpec<OfSubmissionInput, OfSubmission, DomainClaimRefusal['code']> =
  reviewCommand({
    action: 'review.claim',
    command: 'claim',
    schema: ofSubmissionSchema,
    read: ok,
    isGuarded: true,
    decide({ context, now }, { submission, reviewer }) {
      const after = claimed(submission.value, reviewer, context.policy, now);
      return after.ok ? ok({ submission: after.value }) : after;
    },
  });

/** A claim, by the token that it was given. */
export interface OfClaimInput {
  readonly submissionId: string;
  /** `lease.token`, as the claim has answered it. */
  readonly token: number;
}

export interface OfClaim {
  readonly submissionId: SubmissionId;
  readonly token: number;
}

export const tokenSchema: z.ZodNumber = z.number().int().min(1);

const ofClaimSchema: z.ZodType<OfClaim, OfClaimInput> = z.strictObject({
  submissionId: submissionIdSchema,
  token: tokenSchema,
});

type HeldRefusal = 'already_decided' | 'invalid_transition' | 'lease_lost';
type RenewalRefusal = HeldRefusal | 'claim_limit_reached' | 'conflict_of_interest';
export type RenewClaimRefusal = RenewalRefusal | AnyReview;
export type ReleaseClaimRefusal = HeldRefusal | AnyReview;

/** Guarded as a claim is: whoever claims meanwhile may have counted this one as over. */
export const renewClaimSpec: ReviewSpec<OfClaimInput, OfClaim, RenewalRefusal> = reviewCommand({
  action: 'review.renew_claim',
  command: 'renewClaim',
  schema: ofClaimSchema,
  read: ok,
  isGuarded: true,
  decide({ context, now }, { submission, reviewer }, { token }) {
    const after = renewed(submission.value, reviewer, token, context.policy, now);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});

export const releaseClaimSpec: ReviewSpec<OfClaimInput, OfClaim, HeldRefusal> = reviewCommand({
  action: 'review.release_claim',
  command: 'releaseClaim',
  schema: ofClaimSchema,
  read: ok,
  isGuarded: false,
  decide({ now }, { submission, reviewer }, { token }) {
    const after = released(submission.value, reviewer, token, now);
    return after.ok ? ok({ submission: after.value }) : after;
  },
});
