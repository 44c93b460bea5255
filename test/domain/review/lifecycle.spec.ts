import { describe, expect, it } from 'vitest';
import { editDraft, listingOf } from '../../../src/domain/app/app.js';
import {
  expireApproval,
  isOverdue,
  release,
  resubmit,
  revoke,
  submit,
  withdraw,
} from '../../../src/domain/review/lifecycle.js';
import { openStates } from '../../../src/domain/review/submission.js';
import type { Issue } from '../../../src/domain/shared/refusal.js';
import { later, nameOf, now, userIdOf } from '../support/samples.js';
import { appWith, appWithout } from './support/perform.js';
import {
  appOf,
  approvalEnd,
  cy,
  day,
  developer,
  digestOf,
  grounds,
  liveOf,
  manifestOf,
  policy,
  snapshotOf,
  submissionIdOf,
  submissionIn,
} from './support/review-samples.js';

const at = later(2 * day);
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

describe('what is submitted', () => {
  const app = appOf({ submissions: 0 });
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
    dueAt: later(7 * day, at),
    submittedAt: at,
    submittedBy: colleague,
    claims: 0,
    decisions: [],
    createdAt: at,
    updatedAt: at,
  };

  it('enters the queue at its end, in a case of its own, and is counted', () => {
    expect(submit(app, null, submitting, policy)).toStrictEqual({
      ok: true,
      value: { submission: entered, app: { ...app, submissions: 1, updatedAt: at } },
    });
  });

  it('is an update where something is live', () => {
    const before = submissionIn('released');
    expect(submit(appWith(before), null, submitting, policy)).toMatchObject({
      ok: true,
      value: { submission: { lane: 'update', dueAt: later(3 * day, at), revision: 2 } },
    });
  });

  it('is what it was when it was submitted, however the draft is edited meanwhile', () => {
    const done = submit(app, null, submitting, policy);
    if (!done.ok) throw new Error('it was ready');
    const edited = editDraft(done.value.app, manifestOf({ name: nameOf('Other') }), developer, at);
    const approved = submissionIn('approved', { ...done.value.submission, state: 'approved' });
    const released = release(edited, approved, null, developer, later(1, at));
    expect(released).toMatchObject({
      ok: true,
      value: { app: { draft: edited.draft, live: { listing: { name: 'Captions' } } } },
    });
  });

  it('waits for the one that is open, whatever else there is to say', () => {
    const kept = appOf({ enforcement: { state: 'suspended' } });
    const open = submissionIn('in_review');
    expect(submit(kept, open, { ...submitting, issues }, policy)).toEqual({
      ok: false,
      refusal: { code: 'submission_already_open', submissionId: open.id },
    });
  });

  it.each(['suspended', 'taken_down'] as const)('is not of an app that is %s', (state) => {
    const kept = appOf({ enforcement: { state } });
    const refused = { ok: false, refusal: { code: 'app_suspended', path: ['appId'] } };
    expect(submit(kept, null, { ...submitting, issues }, policy)).toEqual(refused);
    expect(resubmit(kept, submissionIn('changes_requested'), submitting)).toEqual(refused);
  });

  it('may be of an app that is warned', () => {
    const warned = appOf({ enforcement: { state: 'warned' } });
    expect(submit(warned, null, submitting, policy).ok).toBe(true);
  });

  it('is ready, or refused with all that is missing', () => {
    const refused = {
      ok: false,
      refusal: { code: 'not_ready', path: ['draft', 'logoUrl'], issues },
    };
    expect(submit(app, null, { ...submitting, issues }, policy)).toEqual(refused);
    const sentBack = submissionIn('changes_requested');
    expect(resubmit(app, sentBack, { ...submitting, issues })).toEqual(refused);
  });
});

describe('what is submitted again', () => {
  const app = appOf({ submissions: 4 });
  const before = submissionIn('changes_requested', {
    caseId: submissionIdOf(3),
    lane: 'security',
    laneReason: 'It leaks.',
    dueAt: later(day),
    revision: 4,
  });
  const again = resubmit(app, before, submitting);

  it('is another revision in the same case, at the place that it had', () => {
    expect(again).toMatchObject({
      ok: true,
      value: {
        app: { submissions: 5, updatedAt: at },
        submission: {
          id: submissionIdOf(5),
          caseId: submissionIdOf(3),
          revision: 5,
          state: 'waiting_for_review',
          lane: 'security',
          laneReason: 'It leaks.',
          enteredAt: now,
          dueAt: later(day),
          submittedAt: at,
          submittedBy: colleague,
        },
      },
    });
  });

  it('begins without a claim, a decision or an end', () => {
    if (!again.ok) throw new Error('it was ready');
    expect(again.value.submission).toMatchObject({ claims: 0, decisions: [] });
    expect(again.value.submission).not.toHaveProperty('lease');
    expect(again.value.submission).not.toHaveProperty('settled');
  });

  it('replaces the one before, for good', () => {
    expect(again).toMatchObject({ ok: true });
    if (!again.ok) return;
    expect(again.value.replaced).toStrictEqual({
      ...before,
      state: 'replaced',
      settled: { what: 'resubmit', at, by: colleague },
      updatedAt: at,
    });
  });
});

describe('what is withdrawn', () => {
  it.each(openStates)('may be %s, and is under no claim any more', (state) => {
    const { lease: _lease, ...open } = submissionIn(state);
    expect(withdraw(submissionIn(state), colleague, at)).toStrictEqual({
      ok: true,
      value: {
        ...open,
        state: 'withdrawn',
        settled: { what: 'withdraw', at, by: colleague },
        updatedAt: at,
      },
    });
  });

  it('names nobody where a service has done it', () => {
    const done = withdraw(submissionIn('in_review'), null, at);
    expect(done).toMatchObject({ ok: true, value: { settled: { what: 'withdraw', at } } });
    if (done.ok) expect(done.value.settled).not.toHaveProperty('by');
  });
});

describe('a release', () => {
  const approved = submissionIn('approved', { snapshot: snapshotOf({ name: nameOf('Two') }) }, 2);

  it('gives users exactly the snapshot that was approved', () => {
    const app = appWithout(approved);
    const released = {
      ...approved,
      state: 'released',
      releasedAt: at,
      settled: { what: 'release', at, by: colleague },
      updatedAt: at,
    };
    expect(release(app, approved, null, colleague, at)).toStrictEqual({
      ok: true,
      value: {
        submission: released,
        app: {
          ...app,
          live: {
            submissionId: approved.id,
            revision: 2,
            digest: approved.digest,
            releasedAt: at,
            listing: listingOf(approved.snapshot),
          },
          updatedAt: at,
        },
        superseded: null,
      },
    });
  });

  it('shows nothing that is not for the store', () => {
    const done = release(appWithout(approved), approved, null, colleague, at);
    if (!done.ok) throw new Error('it was approved');
    expect(Object.keys(done.value.app.live?.listing ?? {}).sort()).toEqual(
      `appType description hardwareRequirements logoUrl name permissions previewImages
        privacyPolicyUrl publisher supportUrl version`.split(/\s+/),
    );
  });

  it('takes the place of the one before, which can come back', () => {
    const before = submissionIn('released');
    const done = release(appWith(before), approved, before, null, at);
    expect(done).toMatchObject({
      ok: true,
      value: {
        app: { live: { submissionId: approved.id } },
        superseded: {
          ...before,
          state: 'superseded',
          settled: { what: 'supersede', at },
          updatedAt: at,
        },
      },
    });
    if (done.ok) expect(done.value.superseded?.releasedAt).toEqual(before.releasedAt);
  });

  it.each(['suspended', 'taken_down'] as const)('is none of an app that is %s', (state) => {
    const kept = { ...appWithout(approved), enforcement: { state } };
    expect(release(kept, approved, null, colleague, at)).toEqual({
      ok: false,
      refusal: { code: 'app_suspended', path: ['appId'] },
    });
  });

  it('may be of an app that is warned or delisted', () => {
    const app = {
      ...appWithout(approved),
      enforcement: { state: 'warned' },
      delistedAt: now,
    } as const;
    expect(release(app, approved, null, colleague, at).ok).toBe(true);
  });
});

describe('an approval', () => {
  const approved = submissionIn('approved');
  const justBefore = later(-0.001, approvalEnd);

  it('ends exactly when it says', () => {
    expect([justBefore, approvalEnd].map((when) => isOverdue(approved, when))).toEqual([
      false,
      true,
    ]);
    expect(isOverdue(submissionIn('in_review'), approvalEnd)).toBe(false);
  });

  it('is released until then and not from then on, whether its end is written down or not', () => {
    const app = appWithout(approved);
    expect(release(app, approved, null, developer, justBefore).ok).toBe(true);
    expect(release(app, approved, null, developer, approvalEnd)).toEqual({
      ok: false,
      refusal: { code: 'approval_expired' },
    });
  });

  it('is withdrawn until then and not from then on', () => {
    expect(withdraw(approved, developer, justBefore).ok).toBe(true);
    expect(withdraw(approved, developer, approvalEnd)).toEqual({
      ok: false,
      refusal: { code: 'approval_expired' },
    });
  });

  it('is written down as ended from then on, as of then, by nobody', () => {
    const late = later(day, approvalEnd);
    expect(expireApproval(approved, late)).toStrictEqual({
      ok: true,
      value: {
        ...approved,
        state: 'approval_expired',
        settled: { what: 'expireApproval', at: approvalEnd },
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

describe('a revocation', () => {
  const first = submissionIn('superseded', { snapshot: snapshotOf({ name: nameOf('One') }) }, 1);
  const live = submissionIn('released', { snapshot: snapshotOf({ name: nameOf('Two') }) }, 2);
  const app = appWith(live);
  const decision = { kind: 'revoke', by: cy.userId, at, ...grounds };
  const revokedOf = (submission: typeof live) => ({
    ...submission,
    state: 'revoked',
    decisions: [...submission.decisions, decision],
    settled: { what: 'revoke', at, by: cy.userId },
    updatedAt: at,
  });

  it('of what is live brings back the release before it', () => {
    const back = {
      ...first,
      state: 'released',
      settled: { what: 'fallBack', at, by: cy.userId },
      updatedAt: at,
    };
    expect(revoke(app, live, first, grounds, cy.userId, at)).toStrictEqual({
      ok: true,
      value: {
        submission: revokedOf(live),
        app: { ...app, live: liveOf(first), updatedAt: at },
        fallback: back,
      },
    });
  });

  it('of the first release leaves nothing live', () => {
    const { live: _live, ...empty } = app;
    expect(revoke(app, live, null, grounds, cy.userId, at)).toStrictEqual({
      ok: true,
      value: { submission: revokedOf(live), app: { ...empty, updatedAt: at }, fallback: null },
    });
  });

  it.each([
    ['superseded', first],
    ['approved', submissionIn('approved', {}, 3)],
  ])('of one that is %s leaves what is live alone', (_state, submission) => {
    const done = revoke(app, submission, null, grounds, cy.userId, at);
    expect(done).toStrictEqual({
      ok: true,
      value: { submission: revokedOf(submission), app, fallback: null },
    });
    if (done.ok) expect(done.value.app).toBe(app);
    // Not even where another one could come back.
    const other = submissionIn('superseded', {}, 4);
    expect(revoke(app, submission, other, grounds, cy.userId, at)).toEqual(done);
  });

  it('of all, one after the other, goes back to nothing', () => {
    const one = revoke(app, live, first, grounds, cy.userId, at);
    if (!one.ok || one.value.fallback === null) throw new Error('there was one before');
    const two = revoke(one.value.app, one.value.fallback, null, grounds, cy.userId, later(1, at));
    expect(two).toMatchObject({ ok: true, value: { submission: { state: 'revoked' } } });
    if (two.ok) expect(two.value.app).not.toHaveProperty('live');
  });

  it('needs no good standing of the app', () => {
    const kept = { ...app, enforcement: { state: 'taken_down' } } as const;
    expect(revoke(kept, live, first, grounds, cy.userId, at).ok).toBe(true);
  });
});
