import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/domain/app/app.js';
import { legacyStatus, legacyStatuses } from '../../../src/domain/review/projection.js';
import { type SubmissionState, submissionStates } from '../../../src/domain/review/submission.js';
import { later, now } from '../support/samples.js';
import { appWith, appWithout } from './support/perform.js';
import { ada, bo, grounds, submissionIn } from './support/review-samples.js';

const first = submissionIn('released');
const live = appWith(first);
const fresh = appWithout(first);

/** What an older client sees of an app of which nothing is live, by the state of its newest submission. */
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

describe('to an older client, an app', () => {
  it('is one of four things', () => {
    expect(legacyStatuses).toEqual(['DEVELOPMENT', 'SUBMITTED', 'REJECTED', 'PUBLISHED']);
  });

  it('that was never submitted is in development', () => {
    expect(legacyStatus(fresh, null)).toBe('DEVELOPMENT');
  });

  it.each(submissionStates)('whose newest submission is %s, with nothing live', (state) => {
    expect(legacyStatus(fresh, submissionIn(state))).toBe(table[state]);
  });

  it.each(submissionStates)('that is live is published, with a newest submission %s', (state) => {
    expect(legacyStatus(live, submissionIn(state, {}, 2))).toBe('PUBLISHED');
  });

  it('that is warned stays published', () => {
    const app: App = { ...live, enforcement: { state: 'warned', at: now, reason: 'Spam.' } };
    expect(legacyStatus(app, first)).toBe('PUBLISHED');
  });

  const hidden: readonly (readonly [string, Partial<App>])[] = [
    ['suspended', { enforcement: { state: 'suspended' } }],
    ['taken down', { enforcement: { state: 'taken_down' } }],
    ['delisted', { delistedAt: now }],
    ['deleted', { deletedAt: now }],
    ['no longer public', { visibility: 'organization' }],
  ];

  it.each(hidden)('that is live and %s is what its submission says', (_how, change) => {
    const app = { ...live, ...change };
    expect(legacyStatus(app, first)).toBe('DEVELOPMENT');
    expect(legacyStatus(app, submissionIn('in_review', {}, 2))).toBe('SUBMITTED');
    expect(legacyStatus(app, submissionIn('rejected', {}, 2))).toBe('REJECTED');
  });

  it('that was sent back by the second reviewer is submitted until it is withdrawn', () => {
    const decisions = [
      { kind: 'approve', by: ada.userId, at: now, reasons: [] },
      { kind: 'sendBack', by: bo.userId, at: later(1), ...grounds },
    ] as const;
    expect(legacyStatus(fresh, submissionIn('waiting_for_review', { decisions }))).toBe(
      'SUBMITTED',
    );
    expect(legacyStatus(fresh, submissionIn('withdrawn', { decisions }))).toBe('DEVELOPMENT');
  });

  it('that was withdrawn after changes were requested is rejected', () => {
    const { decisions } = submissionIn('changes_requested');
    expect(legacyStatus(fresh, submissionIn('withdrawn', { decisions }))).toBe('REJECTED');
  });
});
