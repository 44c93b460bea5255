// How a race ended, in words: who was answered what, and whether whoever came too late was told the truth.
import { isDeepStrictEqual } from 'node:util';
import type { Submission } from '../../../src/domain/review/submission.js';
import { answers } from './races.js';

type Outcomes = readonly PromiseSettledResult<unknown>[];

/** As in `1 ok, 7 package_name_taken`. */
export function counted(outcomes: Outcomes): string {
  const words = answers(outcomes);
  const count = (word: string) => words.filter((one) => one === word).length;
  return [...new Set(words)].map((word) => `${count(word)} ${word}`).join(', ');
}

/** What was answered, where it is none of these. */
export function unlessAnswered(outcomes: Outcomes, ...expected: readonly string[]): string | null {
  const all = counted(outcomes);
  return expected.includes(all) ? null : all;
}

/** Null where whoever was refused as `already_decided` was told who was faster, when, and with what. */
export function misinformed({ settled }: Submission, outcomes: Outcomes): string | null {
  const late = outcomes.map(refusalOf).filter((refusal) => codeOf(refusal) === 'already_decided');
  const truth = {
    code: 'already_decided',
    path: ['submissionId'],
    decision: settled?.what,
    decidedAt: settled?.at,
    decidedBy: settled?.by,
  };
  return late.every((refusal) => isDeepStrictEqual(refusal, truth)) ? null : 'told of another';
}

export function refusalOf(outcome: PromiseSettledResult<unknown>): unknown {
  if (outcome.status === 'rejected') return null;
  const { value } = outcome;
  return typeof value === 'object' && value !== null && 'refusal' in value ? value.refusal : null;
}

function codeOf(refusal: unknown): unknown {
  return typeof refusal === 'object' && refusal !== null && 'code' in refusal ? refusal.code : null;
}
