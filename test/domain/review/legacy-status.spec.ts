// The status of an app for older clients.
import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import { legacyStatuses, legacyStatusOf } from '../../../src/domain/review/legacy-status.js';
import { type SubmissionState, submissionStates } from '../../../src/domain/review/submission.js';
import { now, secondsLater } from '../support/samples.js';
import { ada, bo, sampleReasons, submissionInState } from './support/review-samples.js';
import { appWithLiveSubmission, appWithoutLiveSubmission } from './support/submission-commands.js';

const first = submissionInState('released');
const live = appWithLiveSubmission(first);
const fresh = appWithoutLiveSubmission(first);

/** The legacy status of an app without a live release, by the state of its newest submission. */
const table: Readonly<Record<SubmissionState, string>> = {
  waiting_for_review: 'SUBMITTED',
  in_review: 'SUBMITTED',
  changes_requested: 'SUBMITTED',
  pending_second_approval: 'SUBMITTED',
  approved: 'SUBMITTED',
  released: 'DEVELOPMENT',
  superseded: 'DEVELOPMENT',
  replaced: 'REJECTED',
  rejected: 'REJECTED',
  withdrawn: 'DEVELOPMENT',
  approval_expired: 'DEVELOPMENT',
  revoked: 'REJECTED',
};

describe('the legacy status of an app', () => {
  it('is one of four values', () => {
    expect(legacyStatuses).toEqual(['DEVELOPMENT', 'SUBMITTED', 'REJECTED', 'PUBLISHED']);
  });

  it('that was never submitted is DEVELOPMENT', () => {
    expect(legacyStatusOf(fresh, null)).toBe('DEVELOPMENT');
  });

  it.each(submissionStates)(
    'whose newest submission is %s, and that is not live, matches the table',
    (state) => {
      expect(legacyStatusOf(fresh, submissionInState(state))).toBe(table[state]);
    },
  );

  it.each(submissionStates)('that is live is PUBLISHED, with a newest submission %s', (state) => {
    expect(legacyStatusOf(live, submissionInState(state, {}, 2))).toBe('PUBLISHED');
  });

  it('that is warned stays PUBLISHED', () => {
    const app: App = { ...live, enforcement: { state: 'warned', at: now, reason: 'Spam.' } };
    expect(legacyStatusOf(app, first)).toBe('PUBLISHED');
  });

  const hidden: readonly (readonly [string, Partial<App>])[] = [
    ['suspended', { enforcement: { state: 'suspended' } }],
    ['taken down', { enforcement: { state: 'taken_down' } }],
    ['delisted', { delistedAt: now }],
    ['deleted', { deletedAt: now }],
    ['no longer public', { visibility: 'organization' }],
  ];

  it.each(hidden)('that is live and %s depends on its newest submission', (_how, change) => {
    const app = { ...live, ...change };
    expect(legacyStatusOf(app, first)).toBe('DEVELOPMENT');
    expect(legacyStatusOf(app, submissionInState('in_review', {}, 2))).toBe('SUBMITTED');
    expect(legacyStatusOf(app, submissionInState('rejected', {}, 2))).toBe('REJECTED');
  });

  it('that was sent back by the second reviewer is SUBMITTED until it is withdrawn', () => {
    const decisions = [
      { kind: 'approve', by: ada.userId, at: now, reasons: [] },
      { kind: 'sendBack', by: bo.userId, at: secondsLater(1), ...sampleReasons },
    ] as const;
    expect(legacyStatusOf(fresh, submissionInState('waiting_for_review', { decisions }))).toBe(
      'SUBMITTED',
    );
    expect(legacyStatusOf(fresh, submissionInState('withdrawn', { decisions }))).toBe(
      'DEVELOPMENT',
    );
  });

  it('that was withdrawn after changes were requested is REJECTED', () => {
    const { decisions } = submissionInState('changes_requested');
    expect(legacyStatusOf(fresh, submissionInState('withdrawn', { decisions }))).toBe('REJECTED');
  });
});
