// When an approval expires, and what is refused after that.
import { describe, expect, it } from 'vitest';
import { expireApproval, isApprovalExpired } from '../../../src/domain/review/approval-expiry.js';
import { releaseSubmission } from '../../../src/domain/review/release-submission.js';
import { withdrawSubmission } from '../../../src/domain/review/withdraw-submission.js';
import { secondsLater } from '../support/samples.js';
import { approvalEnd, day, developer, submissionInState } from './support/review-samples.js';
import { appWithoutLiveSubmission } from './support/submission-commands.js';

describe('an approval', () => {
  const approved = submissionInState('approved');
  const justBefore = secondsLater(-0.001, approvalEnd);

  it('expires exactly at its time', () => {
    expect([justBefore, approvalEnd].map((when) => isApprovalExpired(approved, when))).toEqual([
      false,
      true,
    ]);
    expect(isApprovalExpired(submissionInState('in_review'), approvalEnd)).toBe(false);
  });

  it('can be released until it expires, whatever state is stored', () => {
    const app = appWithoutLiveSubmission(approved);
    expect(releaseSubmission(app, approved, null, developer, justBefore).ok).toBe(true);
    expect(releaseSubmission(app, approved, null, developer, approvalEnd)).toEqual({
      ok: false,
      refusal: { code: 'approval_expired' },
    });
  });

  it('can be withdrawn until it expires', () => {
    expect(withdrawSubmission(approved, developer, justBefore).ok).toBe(true);
    expect(withdrawSubmission(approved, developer, approvalEnd)).toEqual({
      ok: false,
      refusal: { code: 'approval_expired' },
    });
  });

  it('is stored as expired with its expiry time and without a user', () => {
    const late = secondsLater(day, approvalEnd);
    expect(expireApproval(approved, late)).toStrictEqual({
      ok: true,
      value: {
        ...approved,
        state: 'approval_expired',
        lastOutcome: { command: 'expireApproval', at: approvalEnd },
        updatedAt: late,
      },
    });
    expect(expireApproval(approved, approvalEnd).ok).toBe(true);
    expect(expireApproval(approved, justBefore)).toEqual({
      ok: false,
      refusal: {
        code: 'invalid_transition',
        path: ['submissionId'],
        from: 'approved',
        command: 'expireApproval',
      },
    });
  });
});
