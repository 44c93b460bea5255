// Rules of review that no other test file proves.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../src/index.js';
import {
  approveAppOnce,
  claimApp,
  createReviewer,
  releaseApp,
  submitApp,
  updateDraft,
} from '../support/app-steps.js';
import { createMemoryWorld, day, systemActor } from '../support/world.js';

const reasonsAndText = { reasons: ['privacy'], text: 'Say what is recorded.' } as const;

describe('review', () => {
  it('hides from the organization that the second reviewer sent a submission back', async () => {
    const world = createMemoryWorld();
    const { creator, decisionInput } = await approveAppOnce(world);
    const { submissionId, digest } = decisionInput;
    const { review, submissions } = world.guildhall;
    const other = await createReviewer(world);
    const sentBack = orThrow(
      await review.sendBack(other, { submissionId, digest, ...reasonsAndText }),
    );
    expect(sentBack.decisions.map(({ kind }) => kind)).toEqual(['approve', 'sendBack']);
    const { decisions } = orThrow(await submissions.get(creator.actor, { submissionId }));
    expect(decisions.map(({ kind }) => kind)).toEqual(['approve']);
  });

  it('lets one of several reviewers claim a submission at once', async () => {
    const world = createMemoryWorld();
    const { submission } = await submitApp(world);
    const input = { submissionId: submission.id };
    const reviewers = [
      await createReviewer(world),
      await createReviewer(world),
      await createReviewer(world),
    ];
    const { review } = world.guildhall;
    const results = await Promise.all(reviewers.map((one) => review.claim(one, input)));
    const codes = results.map((result) => (result.ok ? 'ok' : result.refusal.code)).sort();
    expect(codes).toEqual(['not_claimable', 'not_claimable', 'ok']);
  });

  it('lists first what is due first, whenever it was submitted', async () => {
    const world = createMemoryWorld();
    const { review, submissions } = world.guildhall;
    const first = await claimApp(world);
    orThrow(await review.requestChanges(first.by, { ...first.decisionInput, ...reasonsAndText }));
    world.clock.advance(day);
    const second = await submitApp(world);
    const { draft } = await updateDraft(world, first, { description: 'Says what is recorded.' });
    const sentBack = { submissionId: first.submission.id, draftRevision: draft.revision };
    const again = orThrow(await submissions.resubmit(first.creator.actor, sentBack));
    const { items } = orThrow(await review.queue(first.by, {}));
    expect(items.map(({ id }) => id)).toEqual([again.id, second.submission.id]);
  });

  it('refuses another lane without a reason', async () => {
    const world = createMemoryWorld();
    const { submission } = await submitApp(world);
    const lane = { submissionId: submission.id, lane: 'security' } as const;
    const reviewer = await createReviewer(world);
    for (const reason of ['', ' ', '\u200b']) {
      expect(await world.guildhall.review.setLane(reviewer, { ...lane, reason })).toEqual({
        ok: false,
        refusal: { code: 'reason_required', path: ['reason'] },
      });
    }
  });

  it('shows the organization the new lane but not the reason', async () => {
    const world = createMemoryWorld();
    const { creator, submission } = await submitApp(world);
    const submissionId = submission.id;
    const { review, submissions } = world.guildhall;
    const lane = { submissionId, lane: 'security', reason: 'A tip from outside.' } as const;
    orThrow(await review.setLane(await createReviewer(world), lane));
    const seen = orThrow(await submissions.get(creator.actor, { submissionId }));
    expect(seen.lane).toBe('security');
    expect(seen).not.toHaveProperty('laneReason');
  });

  it('refuses enforcement without a reason, and shows the reason to the organization', async () => {
    const world = createMemoryWorld();
    const { appId, creator, by } = await releaseApp(world);
    const { apps, review } = world.guildhall;
    const empty = { ok: false, refusal: { code: 'reason_required', path: ['reason'] } };
    for (const reason of ['', ' ', '\u200b']) {
      for (const actor of [by, systemActor]) {
        expect(await review.warn(actor, { appId, reason })).toEqual(empty);
        expect(await review.suspend(actor, { appId, reason })).toEqual(empty);
      }
    }
    orThrow(await review.warn(by, { appId, reason: 'It listens.' }));
    const { app } = orThrow(await apps.get(creator.actor, { appId }));
    expect(app.enforcement).toMatchObject({ state: 'warned', reason: 'It listens.' });
  });

  it('allows exactly the transitions of the enforcement table', async () => {
    const world = createMemoryWorld();
    const { appId, by } = await releaseApp(world);
    const { review } = world.guildhall;
    const input = { appId, reason: 'It listens.' };
    const steps = [
      ['reinstate', 'none'],
      ['warn', true],
      ['warn', 'warned'],
      ['suspend', true],
      ['suspend', 'suspended'],
      ['warn', 'suspended'],
      ['takeDown', true],
      ['suspend', 'taken_down'],
      ['warn', 'taken_down'],
      ['reinstate', true],
    ] as const;
    for (const [command, expected] of steps) {
      const result = await review[command](by, input);
      expect([command, result]).toMatchObject([
        command,
        expected === true
          ? { ok: true }
          : { refusal: { code: 'invalid_transition', from: expected, command } },
      ]);
    }
  });

  it('refuses to revoke without reasons and text', async () => {
    const world = createMemoryWorld();
    const { submission, by } = await releaseApp(world);
    const submissionId = submission.id;
    for (const incomplete of [
      {},
      { ...reasonsAndText, reasons: [] },
      { ...reasonsAndText, text: ' ' },
    ]) {
      expect(
        await world.guildhall.review.revoke(by, { submissionId, ...incomplete }),
      ).toMatchObject({
        ok: false,
        refusal: { code: 'reason_required' },
      });
    }
  });
});
