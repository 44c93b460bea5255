// Checks the refusal of members who come too late: it must not name a reviewer.
import { isDeepStrictEqual } from 'node:util';
import type { Submission } from '../../../src/domain/review/submission.js';
import { refusalOf } from '../support/race-outcomes.js';

/** Null if every refused member learns the decision and its time, but not who decided. */
export function findWrongMemberInfo(
  { lastOutcome }: Submission,
  outcomes: readonly PromiseSettledResult<unknown>[],
): string | null {
  const truth = {
    code: 'already_decided',
    path: ['submissionId'],
    decision: lastOutcome?.command,
    decidedAt: lastOutcome?.at,
  };
  const late = outcomes.map(refusalOf).filter((refusal) => refusal !== null);
  return late.every((refusal) => isDeepStrictEqual(refusal, truth)) ? null : 'wrong refusal';
}
