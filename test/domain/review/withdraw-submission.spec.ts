import { describe, expect, it } from 'vitest';
import { openSubmissionStates } from '../../../src/domain/review/submission.js';
import { withdrawSubmission } from '../../../src/domain/review/withdraw-submission.js';
import { secondsLater, userIdOf } from '../support/samples.js';
import { day, submissionInState } from './support/review-samples.js';

const at = secondsLater(2 * day);
const colleague = userIdOf(2);

describe('a withdrawn submission', () => {
  it.each(openSubmissionStates)('was in the state %s, and has no claim any more', (state) => {
    const { lease: _lease, ...open } = submissionInState(state);
    expect(withdrawSubmission(submissionInState(state), colleague, at)).toStrictEqual({
      ok: true,
      value: {
        ...open,
        state: 'withdrawn',
        lastOutcome: { command: 'withdraw', at, by: colleague },
        updatedAt: at,
      },
    });
  });

  it('records no user if a service withdraws it', () => {
    const done = withdrawSubmission(submissionInState('in_review'), null, at);
    expect(done).toMatchObject({ ok: true, value: { lastOutcome: { command: 'withdraw', at } } });
    if (done.ok) expect(done.value.lastOutcome).not.toHaveProperty('by');
  });
});
