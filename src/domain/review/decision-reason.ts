// The reason that a reviewer gives for a decision: codes and a text.

import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { ReviewReasonCode } from './submission.js';

/** The reason of a decision: reason codes and a text for people. */
export interface DecisionReason {
  readonly reasons: readonly ReviewReasonCode[];
  /** A text that `parseDecisionReason` accepted. */
  readonly text: string;
}

export const maxDecisionTextLength = 4_000;
/** Refused: `reason_required` without a reason code, or if the text has no visible letter or digit. */
export function parseDecisionReason(
  reasons: readonly ReviewReasonCode[] | null | undefined,
  text: string | null | undefined,
): Result<DecisionReason, RefusalOf<'reason_required'>> {
  if (reasons == null || /* REV-51 */ reasons.length === 0) {
    return refuse({ code: 'reason_required', path: ['reasons'] });
  }
  const words = parseReasonText(text);
  if (words === null) return refuse({ code: 'reason_required', path: ['text'] });
  return ok({ reasons: [...new Set(reasons)], text: words });
}

/** The text in NFC, trimmed. Null if it is absent, empty or has no visible letter or digit. */
export function parseReasonText(text: string | null | undefined): string | null {
  const words = (text ?? '').normalize('NFC').trim();
  return /* REV-52 */ readablePattern.test(words) ? words : null;
}

/** A letter or digit that is visible. Some letters are blank, such as U+3164. */
const readablePattern = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;
