// The shared input of review decisions: the reviewed snapshot, the lease token, and the reasons.

import * as z from 'zod';
import {
  parseSnapshotDigest,
  type SnapshotDigest,
  snapshotDigestPattern,
} from '../../domain/app/snapshot-digest.js';
import {
  type DecisionReason,
  maxDecisionTextLength,
  parseDecisionReason,
  parseReasonText,
} from '../../domain/review/decision-reason.js';
import { type ReviewReasonCode, reviewReasonCodes } from '../../domain/review/submission.js';
import type { SubmissionId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { hasInvisibleCharacter } from '../../domain/shared/visible-text.js';
import type { AnyCommandRefusalCode } from '../use-case/command.js';
import { parsedTextSchema, submissionIdSchema, textSchema } from '../use-case/input.js';

export const leaseTokenSchema: z.ZodNumber = z.number().int().min(1);

export type ReviewTransitionRefusalCode = 'already_decided' | 'invalid_transition';

/** The snapshot that the reviewer has looked at. */
export interface ReviewedSnapshotInput {
  readonly submissionId: string;
  /** `digest` of the submission. */
  readonly digest: string;
}

export interface ParsedReviewedSnapshot {
  readonly submissionId: SubmissionId;
  readonly digest: SnapshotDigest;
}

const digestSchema: z.ZodType<SnapshotDigest, string> = parsedTextSchema(
  snapshotDigestPattern,
  'a digest is 64 lower-case hex digits',
  parseSnapshotDigest,
);

/** A text for people, who must see all of it. The domain refuses an empty one with a code of its own. */
export const decisionTextSchema: z.ZodString = textSchema(maxDecisionTextLength).refine(
  (text) => parseReasonText(text) === null || /* REV-87 */ !hasInvisibleCharacter(text, '\n\r\t'),
  {
    message: 'the text contains a character that nobody can see',
    params: { code: 'invisible_character' },
  },
);

export const reviewedSnapshotFields: {
  submissionId: typeof submissionIdSchema;
  digest: typeof digestSchema;
} = { submissionId: submissionIdSchema, digest: digestSchema };

/** The reasons of a decision. The domain refuses empty ones. */
export interface DecisionReasonInput {
  readonly reasons?: readonly ReviewReasonCode[] | null | undefined;
  readonly text?: string | null | undefined;
}

export const decisionReasonFields: {
  [F in keyof DecisionReasonInput]-?: z.ZodType<DecisionReasonInput[F], DecisionReasonInput[F]>;
} = {
  reasons: z.array(z.enum(reviewReasonCodes)).max(reviewReasonCodes.length).nullable().optional(),
  text: decisionTextSchema.nullable().optional(),
};

export interface WithDecisionReason {
  readonly decisionReason: DecisionReason;
}

/** Adds the parsed reasons; refuses missing ones with `reason_required`. */
export function addDecisionReason<O extends DecisionReasonInput>(
  input: O,
): Result<O & WithDecisionReason, RefusalOf<'reason_required' | AnyCommandRefusalCode>> {
  const read = parseDecisionReason(input.reasons, input.text);
  return read.ok ? ok({ ...input, decisionReason: read.value }) : read;
}
