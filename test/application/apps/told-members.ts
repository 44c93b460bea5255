// What members are told who came too late: never who reviews.
import { isDeepStrictEqual } from 'node:util';
import type { Submission } from '../../../src/domain/review/submission.js';
import { refusalOf } from '../support/verdicts.js';

/** Null where every member who was refused was told what was decided, and when, and not by whom. */
export function misinformedMembers(
  { settled }: Submission,
  outcomes: readonly PromiseSettledResult<unknown>[],
): string | null {
  const truth = {
    code: 'already_decided',
    path: ['submissionId'],
    decision: settled?.what,
    decidedAt: settled?.at,
  };
  const late = outcomes.map(refusalOf).filter((refusal) => refusal !== null);
  return late.every((refusal) => isDeepStrictEqual(refusal, truth)) ? null : 'told of another';
}
