// How an app is submitted and resubmitted.
import { describe, expect, it } from 'vitest';
import { editDraft } from '../../../src/domain/app/edit-draft.js';
import { releaseSubmission } from '../../../src/domain/review/release-submission.js';
import { resubmitApp, submitApp } from '../../../src/domain/review/submit-app.js';
import type { Issue } from '../../../src/domain/shared/refusal.js';
import { now, secondsLater, toDisplayName, userIdOf } from '../support/samples.js';
import {
  appOf,
  day,
  developer,
  digestOf,
  manifestOf,
  policy,
  snapshotOf,
  submissionIdOf,
  submissionInState,
} from './support/review-samples.js';
import { appWithLiveSubmission } from './support/submission-commands.js';

const at = secondsLater(2 * day);
const colleague = userIdOf(2);
const issues: Issue[] = [
  { code: 'missing', path: ['draft', 'logoUrl'], message: 'there is no logo' },
  { code: 'not_public', path: ['visibility'], message: 'it is private' },
];
const submitting = {
  id: submissionIdOf(5),
  snapshot: snapshotOf(),
  digest: digestOf(5),
  issues: [],
  by: colleague,
  now: at,
};

describe('submitting an app', () => {
  const app = appOf({ submissionCount: 0 });
  const entered = {
    id: submissionIdOf(5),
    appId: app.id,
    organizationId: app.organizationId,
    caseId: submissionIdOf(5),
    revision: 1,
    snapshot: snapshotOf(),
    digest: digestOf(5),
    state: 'waiting_for_review',
    lane: 'new',
    enteredAt: at,
    dueAt: secondsLater(7 * day, at),
    submittedAt: at,
    submittedBy: colleague,
    authors: [developer, colleague],
    claimCount: 0,
    decisions: [],
    createdAt: at,
    updatedAt: at,
  };

  it('puts it at the end of the queue in a new case, and counts it', () => {
    expect(submitApp(app, null, submitting, policy)).toStrictEqual({
      ok: true,
      value: { submission: entered, app: { ...app, submissionCount: 1, updatedAt: at } },
    });
  });

  it('makes an update if the app has a live release', () => {
    const before = submissionInState('released');
    expect(submitApp(appWithLiveSubmission(before), null, submitting, policy)).toMatchObject({
      ok: true,
      value: { submission: { lane: 'update', dueAt: secondsLater(3 * day, at), revision: 2 } },
    });
  });

  it('freezes the snapshot, so that later edits of the draft do not change it', () => {
    const done = submitApp(app, null, submitting, policy);
    if (!done.ok) throw new Error('it was ready');
    const edited = editDraft(
      done.value.app,
      manifestOf({ name: toDisplayName('Other') }),
      developer,
      at,
    );
    const approved = submissionInState('approved', { ...done.value.submission, state: 'approved' });
    const released = releaseSubmission(edited, approved, null, developer, secondsLater(1, at));
    expect(released).toMatchObject({
      ok: true,
      value: { app: { draft: edited.draft, live: { listing: { name: 'Captions' } } } },
    });
  });

  it('is refused first if a submission is open', () => {
    const kept = appOf({ enforcement: { state: 'suspended' } });
    const open = submissionInState('in_review');
    expect(submitApp(kept, open, { ...submitting, issues }, policy)).toEqual({
      ok: false,
      refusal: { code: 'submission_already_open', submissionId: open.id },
    });
  });

  it.each(['suspended', 'taken_down'] as const)('is refused for an app that is %s', (state) => {
    const kept = appOf({ enforcement: { state } });
    const refused = { ok: false, refusal: { code: 'app_suspended', path: ['appId'] } };
    expect(submitApp(kept, null, { ...submitting, issues }, policy)).toEqual(refused);
    expect(resubmitApp(kept, submissionInState('changes_requested'), submitting)).toEqual(refused);
  });

  it('is possible for an app that is warned', () => {
    const warned = appOf({ enforcement: { state: 'warned' } });
    expect(submitApp(warned, null, submitting, policy).ok).toBe(true);
  });

  it('is refused with all issues if the draft is not ready', () => {
    const refused = {
      ok: false,
      refusal: { code: 'not_ready', path: ['draft', 'logoUrl'], issues },
    };
    expect(submitApp(app, null, { ...submitting, issues }, policy)).toEqual(refused);
    const sentBack = submissionInState('changes_requested');
    expect(resubmitApp(app, sentBack, { ...submitting, issues })).toEqual(refused);
  });
});

describe('a resubmission', () => {
  const app = appOf({ submissionCount: 4 });
  const before = submissionInState('changes_requested', {
    caseId: submissionIdOf(3),
    lane: 'security',
    laneReason: 'It leaks.',
    dueAt: secondsLater(day),
    revision: 4,
  });
  const again = resubmitApp(app, before, submitting);

  it('is the next revision in the same case, at its old place in the queue', () => {
    expect(again).toMatchObject({
      ok: true,
      value: {
        app: { submissionCount: 5, updatedAt: at },
        submission: {
          id: submissionIdOf(5),
          caseId: submissionIdOf(3),
          revision: 5,
          state: 'waiting_for_review',
          lane: 'security',
          laneReason: 'It leaks.',
          enteredAt: now,
          dueAt: secondsLater(day),
          submittedAt: at,
          submittedBy: colleague,
        },
      },
    });
  });

  it('begins without a claim, a decision or an outcome', () => {
    if (!again.ok) throw new Error('it was ready');
    expect(again.value.submission).toMatchObject({ claimCount: 0, decisions: [] });
    expect(again.value.submission).not.toHaveProperty('lease');
    expect(again.value.submission).not.toHaveProperty('lastOutcome');
  });

  it('replaces the submission before it', () => {
    expect(again).toMatchObject({ ok: true });
    if (!again.ok) return;
    expect(again.value.replaced).toStrictEqual({
      ...before,
      state: 'replaced',
      lastOutcome: { command: 'resubmit', at, by: colleague },
      updatedAt: at,
    });
  });
});
