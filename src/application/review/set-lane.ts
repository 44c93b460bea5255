// Moves a submission to another lane of the queue.

import * as z from 'zod';
import { parseReasonText } from '../../domain/review/decision-reason.js';
import { setLane } from '../../domain/review/set-lane.js';
import { type Lane, lanes } from '../../domain/review/submission.js';
import type { SubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { AnyCommandRefusalCode, CommandSpec } from '../use-case/command.js';
import { submissionIdSchema } from '../use-case/input.js';
import { decisionTextSchema, type ReviewTransitionRefusalCode } from './decision-input.js';
import {
  type AnyReviewRefusalCode,
  createReviewCommandSpec,
  type PreparedReview,
} from './review-command.js';
import type { ReviewerSubmissionView } from './views.js';

/** The new lane of a submission, and why. */
export interface SetLaneInput {
  readonly submissionId: string;
  readonly lane: Lane;
  /** For the other reviewers; 1 to 4,000 characters. */
  readonly reason: string;
}

interface ParsedSetLane extends Omit<SetLaneInput, 'submissionId'> {
  readonly submissionId: SubmissionId;
}

export type SetLaneRefusalCode =
  | ReviewTransitionRefusalCode
  | 'conflict_of_interest'
  | 'reason_required'
  | AnyReviewRefusalCode;

export const setLaneSpec: CommandSpec<
  SetLaneInput,
  ParsedSetLane,
  PreparedReview<ParsedSetLane>,
  ReviewerSubmissionView,
  SetLaneRefusalCode
> = createReviewCommandSpec({
  action: 'review.set_lane',
  command: 'setLane',
  schema: z.lazy(() =>
    z.strictObject({
      submissionId: submissionIdSchema,
      lane: z.enum(lanes),
      reason: decisionTextSchema,
    }),
  ),
  completeInput(
    input: ParsedSetLane,
  ): Result<ParsedSetLane, RefusalOf<'reason_required' | AnyCommandRefusalCode>> {
    const reason = /* REV-63 */ parseReasonText(input.reason);
    return reason === null
      ? refuse({ code: 'reason_required', path: ['reason'] })
      : ok({ ...input, reason });
  },
  guardsReviewer: true,
  decide({ deps, now }, { submission, app, reviewer }, { lane, reason }) {
    const after = setLane(submission.value, { lane, reason }, reviewer, deps.policy, now);
    if (!after.ok) return after;
    const { id: submissionId, appId } = after.value;
    const { organizationId } = app.value;
    return ok({
      submission: after.value,
      events: [{ type: 'lane_set', organizationId, appId, submissionId, lane }],
    });
  },
});
