// Checks the outcomes of a race: the results of the runners, and the refusals of those who came too late.
import { isDeepStrictEqual } from 'node:util';
import type { Submission } from '../../../src/domain/review/submission.js';
import { answerWordsOf } from './races.js';

type RaceOutcomes = readonly PromiseSettledResult<unknown>[];

/** Counts the results, as in `1 ok, 7 package_name_taken`. */
export function countAnswerWords(outcomes: RaceOutcomes): string {
  const words = answerWordsOf(outcomes);
  const count = (word: string) => words.filter((one) => one === word).length;
  return [...new Set(words)].map((word) => `${count(word)} ${word}`).join(', ');
}

/** The counted results if they are none of the expected ones; otherwise null. */
export function unexpectedAnswers(
  outcomes: RaceOutcomes,
  ...expected: readonly string[]
): string | null {
  const all = countAnswerWords(outcomes);
  return expected.includes(all) ? null : all;
}

/** Null if every `already_decided` refusal has the right decision, time and reviewer. */
export function findWrongDecisionInfo(
  { lastOutcome }: Submission,
  outcomes: RaceOutcomes,
): string | null {
  const late = outcomes
    .map(refusalOf)
    .filter((refusal) => refusalCodeOf(refusal) === 'already_decided');
  const truth = {
    code: 'already_decided',
    path: ['submissionId'],
    decision: lastOutcome?.command,
    decidedAt: lastOutcome?.at,
    decidedBy: lastOutcome?.by,
  };
  return late.every((refusal) => isDeepStrictEqual(refusal, truth)) ? null : 'wrong refusal';
}

export function refusalOf(outcome: PromiseSettledResult<unknown>): unknown {
  if (outcome.status === 'rejected') return null;
  const { value } = outcome;
  return typeof value === 'object' && value !== null && 'refusal' in value ? value.refusal : null;
}

function refusalCodeOf(refusal: unknown): unknown {
  return typeof refusal === 'object' && refusal !== null && 'code' in refusal ? refusal.code : null;
}
