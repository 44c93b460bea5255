import { describe, expect, it } from 'vitest';
import { orThrow } from '../../src/index.js';
import {
  approvedOnce,
  claimed,
  nextVersion,
  released,
  reviewer,
  submitted,
} from '../support/apps.js';
import { day, memoryWorld, theSystem } from '../support/guildhall.js';

const said = { reasons: ['privacy'], text: 'Say what is recorded.' } as const;

describe('review', () => {
  it('keeps between reviewers what the second one has sent back', async () => {
    const world = memoryWorld();
    const { founder, verdict } = await approvedOnce(world);
    const { submissionId, digest } = verdict;
    const { review, submissions } = world.guildhall;
    const other = await reviewer(world);
    const sentBack = orThrow(await review.sendBack(other, { submissionId, digest, ...said }));
    expect(sentBack.decisions.map(({ kind }) => kind)).toEqual(['approve', 'sendBack']);
    const { decisions } = orThrow(await submissions.get(founder.actor, { submissionId }));
    expect(decisions.map(({ kind }) => kind)).toEqual(['approve']);
  });

  it('gives a submission to one of two reviewers who claim it at once', async () => {
    const world = memoryWorld();
    const { submission } = await submitted(world);
    const input = { submissionId: submission.id };
    const desk = [await reviewer(world), await reviewer(world), await reviewer(world)];
    const { review } = world.guildhall;
    const answers = await Promise.all(desk.map((one) => review.claim(one, input)));
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code)).sort();
    expect(codes).toEqual(['not_claimable', 'not_claimable', 'ok']);
  });

  it('shows first what is due first, whichever was submitted last', async () => {
    const world = memoryWorld();
    const { review, submissions } = world.guildhall;
    const first = await claimed(world);
    orThrow(await review.requestChanges(first.by, { ...first.verdict, ...said }));
    world.clock.advance(day);
    const second = await submitted(world);
    const { draft } = await nextVersion(world, first, { description: 'Says what is recorded.' });
    const sentBack = { submissionId: first.submission.id, draftRevision: draft.revision };
    const again = orThrow(await submissions.resubmit(first.founder.actor, sentBack));
    const { items } = orThrow(await review.queue(first.by, {}));
    expect(items.map(({ id }) => id)).toEqual([again.id, second.submission.id]);
  });

  it('moves nothing into another lane without a reason', async () => {
    const world = memoryWorld();
    const { submission } = await submitted(world);
    const lane = { submissionId: submission.id, lane: 'security' } as const;
    const desk = await reviewer(world);
    for (const reason of ['', ' ', '\u200b']) {
      expect(await world.guildhall.review.setLane(desk, { ...lane, reason })).toEqual({
        ok: false,
        refusal: { code: 'reason_required', path: ['reason'] },
      });
    }
  });

  it('tells the organization of another lane, and not why', async () => {
    const world = memoryWorld();
    const { founder, submission } = await submitted(world);
    const submissionId = submission.id;
    const { review, submissions } = world.guildhall;
    const lane = { submissionId, lane: 'security', reason: 'A tip from outside.' } as const;
    orThrow(await review.setLane(await reviewer(world), lane));
    const seen = orThrow(await submissions.get(founder.actor, { submissionId }));
    expect(seen.lane).toBe('security');
    expect(seen).not.toHaveProperty('laneReason');
  });

  it('imposes nothing on an app without a reason, which its organization reads', async () => {
    const world = memoryWorld();
    const { appId, founder, by } = await released(world);
    const { apps, review } = world.guildhall;
    const empty = { ok: false, refusal: { code: 'reason_required', path: ['reason'] } };
    for (const reason of ['', ' ', '\u200b']) {
      for (const actor of [by, theSystem]) {
        expect(await review.warn(actor, { appId, reason })).toEqual(empty);
        expect(await review.suspend(actor, { appId, reason })).toEqual(empty);
      }
    }
    orThrow(await review.warn(by, { appId, reason: 'It listens.' }));
    const { app } = orThrow(await apps.get(founder.actor, { appId }));
    expect(app.enforcement).toMatchObject({ state: 'warned', reason: 'It listens.' });
  });

  it('imposes what the table of enforcement names, and nothing else', async () => {
    const world = memoryWorld();
    const { appId, by } = await released(world);
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
      const answer = await review[command](by, input);
      expect([command, answer]).toMatchObject([
        command,
        expected === true
          ? { ok: true }
          : { refusal: { code: 'invalid_transition', from: expected, command } },
      ]);
    }
  });

  it('revokes nothing without grounds', async () => {
    const world = memoryWorld();
    const { submission, by } = await released(world);
    const submissionId = submission.id;
    for (const grounds of [{}, { ...said, reasons: [] }, { ...said, text: ' ' }]) {
      expect(await world.guildhall.review.revoke(by, { submissionId, ...grounds })).toMatchObject({
        ok: false,
        refusal: { code: 'reason_required' },
      });
    }
  });
});
