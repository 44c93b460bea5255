// How reviewers claim submissions, and conflicts of interest.
import { describe, expect, it } from 'vitest';
import {
  claimSubmission,
  isLeased,
  leaseLostRefusal,
  releaseClaim,
  renewClaim,
} from '../../../src/domain/review/claim-submission.js';
import { conflictOfInterestRefusal } from '../../../src/domain/review/conflict-of-interest.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { now, secondsLater, userIdOf } from '../support/samples.js';
import {
  ada,
  bo,
  day,
  developer,
  hour,
  leaseEnd,
  policy,
  submissionInState,
} from './support/review-samples.js';

const free = { ...bo, activeClaimCount: 0 };
const holder = { ...ada, activeClaimCount: 1 };
const waiting = submissionInState('waiting_for_review');
const claimed = submissionInState('in_review');
const justBefore = secondsLater(-0.001, leaseEnd);

describe('a claim', () => {
  it('is a lease of one hour with the first lease token', () => {
    expect(claimSubmission(waiting, free, policy, secondsLater(60))).toEqual({
      ok: true,
      value: {
        ...waiting,
        state: 'in_review',
        claimCount: 1,
        lease: { holder: bo.userId, leaseToken: 1, until: secondsLater(60 + hour) },
        updatedAt: secondsLater(60),
      },
    });
  });

  it('lasts as long as the policy says', () => {
    const claimed = claimSubmission(
      waiting,
      free,
      resolvePolicy({ reviewLeaseDuration: 300 }),
      now,
    );
    expect(claimed).toMatchObject({ ok: true, value: { lease: { until: secondsLater(300) } } });
  });

  it('refuses other claims until it expires, also by its holder, and raises the token after that', () => {
    const refused = { ok: false, refusal: { code: 'not_claimable', path: ['submissionId'] } };
    expect(claimSubmission(claimed, free, policy, justBefore)).toEqual(refused);
    expect(claimSubmission(claimed, { ...ada, activeClaimCount: 1 }, policy, justBefore)).toEqual(
      refused,
    );
    expect(claimSubmission(claimed, free, policy, leaseEnd)).toMatchObject({
      ok: true,
      value: {
        claimCount: 2,
        lease: { holder: bo.userId, leaseToken: 2, until: secondsLater(hour, leaseEnd) },
      },
    });
  });

  it('raises the token after a released claim', () => {
    const back = releaseClaim(claimed, ada, 1, policy, secondsLater(90));
    expect(back).toStrictEqual({
      ok: true,
      value: { ...waiting, claimCount: 1, updatedAt: secondsLater(90) },
    });
    const again = back.ok ? claimSubmission(back.value, free, policy, secondsLater(91)) : back;
    expect(again).toMatchObject({ ok: true, value: { claimCount: 2, lease: { leaseToken: 2 } } });
  });

  it.each([
    [0, true],
    [2, true],
    [3, false],
    [4, false],
  ])('by a reviewer with %i of three claims: %s', (activeClaimCount, isAllowed) => {
    const done = claimSubmission(waiting, { ...bo, activeClaimCount }, policy, now);
    expect(done.ok).toBe(isAllowed);
    if (!done.ok) expect(done.refusal).toEqual({ code: 'claim_limit_reached', limit: 3 });
  });

  it('is refused for a conflict of interest', () => {
    const refused = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const submitter = { userId: developer, memberships: [], activeClaimCount: 0 };
    expect(claimSubmission(waiting, submitter, policy, now)).toEqual(refused);
    expect(claimSubmission(waiting, { ...free, memberships: [{}] }, policy, now)).toEqual(refused);
  });
});

describe('renewing a claim', () => {
  it('extends it by an hour with the same token', () => {
    expect(renewClaim(claimed, holder, 1, policy, secondsLater(120))).toEqual({
      ok: true,
      value: {
        ...claimed,
        lease: { holder: ada.userId, leaseToken: 1, until: secondsLater(120 + hour) },
        updatedAt: secondsLater(120),
      },
    });
  });

  it('needs the holder, the right token, and a claim that has not expired', () => {
    const refused = { ok: false, refusal: { code: 'lease_lost', path: ['token'] } };
    expect(renewClaim(claimed, free, 1, policy, secondsLater(120))).toEqual(refused);
    expect(renewClaim(claimed, holder, 2, policy, secondsLater(120))).toEqual(refused);
    expect(renewClaim(claimed, holder, 1, policy, leaseEnd)).toEqual(refused);
    expect(renewClaim(claimed, holder, 1, policy, justBefore).ok).toBe(true);
  });

  it('is refused above the limit of three claims', () => {
    const renewedWith = (activeClaimCount: number) =>
      renewClaim(claimed, { ...ada, activeClaimCount }, 1, policy, secondsLater(120));
    expect(renewedWith(3).ok).toBe(true);
    expect(renewedWith(4)).toEqual({
      ok: false,
      refusal: { code: 'claim_limit_reached', limit: 3 },
    });
  });

  it('is refused for a new conflict of interest', () => {
    const refused = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const joined = { ...holder, memberships: [{}] };
    expect(renewClaim(claimed, joined, 1, policy, secondsLater(120))).toEqual(refused);
    const left = { ...holder, memberships: [{ leftAt: secondsLater(60) }] };
    expect(renewClaim(claimed, left, 1, policy, secondsLater(120))).toEqual(refused);
  });
});

describe('a lease', () => {
  it.each([
    ['its holder, its token, at once', ada, 1, secondsLater(60), true],
    ['a millisecond before its end', ada, 1, justBefore, true],
    ['exactly at its end', ada, 1, leaseEnd, false],
    ['a millisecond after its end', ada, 1, secondsLater(0.001, leaseEnd), false],
    ['another holder', bo, 1, secondsLater(60), false],
    ['an older token', ada, 0, secondsLater(60), false],
    ['a token that is still to come', ada, 2, secondsLater(60), false],
  ] as const)('with %s: %s', (_how, reviewer, token, at, holds) => {
    const refusal = leaseLostRefusal(claimed, reviewer, token, at);
    expect(refusal).toEqual(holds ? null : { code: 'lease_lost', path: ['token'] });
  });

  it('is lost if there is none', () => {
    expect(leaseLostRefusal(waiting, ada, 0, now)?.code).toBe('lease_lost');
    expect(isLeased(waiting, now)).toBe(false);
  });

  it('holds the submission until its end, but not at its end', () => {
    expect([secondsLater(60), justBefore, leaseEnd].map((at) => isLeased(claimed, at))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a conflict of interest', () => {
  const [creator, editor] = [userIdOf(0x32), userIdOf(0x33)];
  const entered = submissionInState('waiting_for_review', {
    enteredAt: now,
    submittedAt: secondsLater(100),
    authors: [creator, editor, developer],
  });
  const someone = userIdOf(0x31);
  const longAgo = [{ leftAt: secondsLater(-90 * day - 0.001) }];

  it.each([
    ['the submitter', developer, [], true],
    ['a stranger', someone, [], false],
    ['a member now', someone, [{}], true],
    ['a member who left after the case began', someone, [{ leftAt: secondsLater(0.001) }], true],
    ['a member who left as the case began', someone, [{ leftAt: now }], true],
    ['the creator of the app, who has left long ago', creator, longAgo, true],
    ['who changed the draft last, and has left long ago', editor, longAgo, true],
    ['a member who left 90 days before', someone, [{ leftAt: secondsLater(-90 * day) }], true],
    ['a member who left earlier than that', someone, longAgo, false],
    ['a member who left long ago, and came again', someone, [...longAgo, {}], true],
    [
      'a member who left twice, the second time after the case began',
      someone,
      [...longAgo, { leftAt: secondsLater(9) }],
      true,
    ],
  ])('of %s: %s', (_who, userId, memberships, has) => {
    expect(conflictOfInterestRefusal(entered, { userId, memberships }, policy)).toEqual(
      has ? { code: 'conflict_of_interest' } : null,
    );
  });

  it('ends with the cooling-off period of the policy', () => {
    const reviewer = { userId: someone, memberships: [{ leftAt: secondsLater(-day) }] };
    const refusalWith = (reviewCoolingOffPeriod: number) =>
      conflictOfInterestRefusal(entered, reviewer, resolvePolicy({ reviewCoolingOffPeriod }));
    expect([refusalWith(0), refusalWith(day - 1)]).toEqual([null, null]);
    expect(refusalWith(day)).toEqual({ code: 'conflict_of_interest' });
  });
});
