// What happens when the platform revokes a submission.
import { describe, expect, it } from 'vitest';
import { revokeSubmission } from '../../../src/domain/review/revoke-submission.js';
import { secondsLater, toDisplayName } from '../support/samples.js';
import {
  cy,
  day,
  liveOf,
  sampleReasons,
  snapshotOf,
  submissionInState,
} from './support/review-samples.js';
import { appWithLiveSubmission } from './support/submission-commands.js';

const at = secondsLater(2 * day);

describe('revoking', () => {
  const first = submissionInState(
    'superseded',
    { snapshot: snapshotOf({ name: toDisplayName('One') }) },
    1,
  );
  const live = submissionInState(
    'released',
    { snapshot: snapshotOf({ name: toDisplayName('Two') }) },
    2,
  );
  const app = appWithLiveSubmission(live);
  const decision = { kind: 'revoke', by: cy.userId, at, ...sampleReasons };
  const revokedOf = (submission: typeof live) => ({
    ...submission,
    state: 'revoked',
    decisions: [...submission.decisions, decision],
    lastOutcome: { command: 'revoke', at, by: cy.userId },
    updatedAt: at,
  });

  it('the live release makes the release before it live again', () => {
    const back = {
      ...first,
      state: 'released',
      lastOutcome: { command: 'fallBack', at, by: cy.userId },
      updatedAt: at,
    };
    expect(revokeSubmission(app, live, first, sampleReasons, cy.userId, at)).toStrictEqual({
      ok: true,
      value: {
        submission: revokedOf(live),
        app: { ...app, live: liveOf(first), updatedAt: at },
        fallback: back,
      },
    });
  });

  it('the first release leaves nothing live', () => {
    const { live: _live, ...empty } = app;
    expect(revokeSubmission(app, live, null, sampleReasons, cy.userId, at)).toStrictEqual({
      ok: true,
      value: { submission: revokedOf(live), app: { ...empty, updatedAt: at }, fallback: null },
    });
  });

  it.each([
    ['superseded', first],
    ['approved', submissionInState('approved', {}, 3)],
  ])('a submission that is %s does not change the live release', (_state, submission) => {
    const done = revokeSubmission(app, submission, null, sampleReasons, cy.userId, at);
    expect(done).toStrictEqual({
      ok: true,
      value: { submission: revokedOf(submission), app, fallback: null },
    });
    if (done.ok) expect(done.value.app).toBe(app);
    // It does not change even if there is a superseded release.
    const other = submissionInState('superseded', {}, 4);
    expect(revokeSubmission(app, submission, other, sampleReasons, cy.userId, at)).toEqual(done);
  });

  it('one release after the other leaves nothing live', () => {
    const one = revokeSubmission(app, live, first, sampleReasons, cy.userId, at);
    if (!one.ok || one.value.fallback === null) throw new Error('there was one before');
    const two = revokeSubmission(
      one.value.app,
      one.value.fallback,
      null,
      sampleReasons,
      cy.userId,
      secondsLater(1, at),
    );
    expect(two).toMatchObject({ ok: true, value: { submission: { state: 'revoked' } } });
    if (two.ok) expect(two.value.app).not.toHaveProperty('live');
  });

  it('is possible for an app that is taken down', () => {
    const kept = { ...app, enforcement: { state: 'taken_down' } } as const;
    expect(revokeSubmission(kept, live, first, sampleReasons, cy.userId, at).ok).toBe(true);
  });
});
