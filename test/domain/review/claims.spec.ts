import { describe, expect, it } from 'vitest';
import {
  claim,
  conflictOf,
  isLeased,
  leaseRefusal,
  releaseClaim,
  renewClaim,
} from '../../../src/domain/review/claims.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { later, now, userIdOf } from '../support/samples.js';
import {
  ada,
  bo,
  developer,
  hour,
  leaseEnd,
  policy,
  submissionIn,
} from './support/review-samples.js';

const free = { ...bo, claims: 0 };
const holder = { ...ada, claims: 1 };
const waiting = submissionIn('waiting_for_review');
const claimed = submissionIn('in_review');
const justBefore = later(-0.001, leaseEnd);

describe('a claim', () => {
  it('is a lease of an hour, with the first token', () => {
    expect(claim(waiting, free, policy, later(60))).toEqual({
      ok: true,
      value: {
        ...waiting,
        state: 'in_review',
        claims: 1,
        lease: { holder: bo.userId, token: 1, until: later(60 + hour) },
        updatedAt: later(60),
      },
    });
  });

  it('lasts as long as the policy says', () => {
    const claimed = claim(waiting, free, policyWith({ reviewLease: 300 }), now);
    expect(claimed).toMatchObject({ ok: true, value: { lease: { until: later(300) } } });
  });

  it('keeps others away until it ends, and its holder from a second one, and raises the token after that', () => {
    const refused = { ok: false, refusal: { code: 'not_claimable', path: ['submissionId'] } };
    expect(claim(claimed, free, policy, justBefore)).toEqual(refused);
    expect(claim(claimed, { ...ada, claims: 1 }, policy, justBefore)).toEqual(refused);
    expect(claim(claimed, free, policy, leaseEnd)).toMatchObject({
      ok: true,
      value: {
        claims: 2,
        lease: { holder: bo.userId, token: 2, until: later(hour, leaseEnd) },
      },
    });
  });

  it('raises the token after a claim that was given back', () => {
    const back = releaseClaim(claimed, ada, 1, later(90));
    expect(back).toStrictEqual({
      ok: true,
      value: { ...waiting, claims: 1, updatedAt: later(90) },
    });
    const again = back.ok ? claim(back.value, free, policy, later(91)) : back;
    expect(again).toMatchObject({ ok: true, value: { claims: 2, lease: { token: 2 } } });
  });

  it.each([
    [0, true],
    [2, true],
    [3, false],
    [4, false],
  ])('of somebody who has %i of three: %s', (claims, isAllowed) => {
    const done = claim(waiting, { ...bo, claims }, policy, now);
    expect(done.ok).toBe(isAllowed);
    if (!done.ok) expect(done.refusal).toEqual({ code: 'claim_limit_reached', limit: 3 });
  });

  it('is for nobody whose own the submission is', () => {
    const refused = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const submitter = { userId: developer, memberships: [], claims: 0 };
    expect(claim(waiting, submitter, policy, now)).toEqual(refused);
    expect(claim(waiting, { ...free, memberships: [{}] }, policy, now)).toEqual(refused);
  });
});

describe('a claim that is renewed', () => {
  it('lasts an hour from then, under the same token', () => {
    expect(renewClaim(claimed, holder, 1, policy, later(120))).toEqual({
      ok: true,
      value: {
        ...claimed,
        lease: { holder: ada.userId, token: 1, until: later(120 + hour) },
        updatedAt: later(120),
      },
    });
  });

  it('must be the holder’s, under its token, and last', () => {
    const refused = { ok: false, refusal: { code: 'lease_lost', path: ['token'] } };
    expect(renewClaim(claimed, free, 1, policy, later(120))).toEqual(refused);
    expect(renewClaim(claimed, holder, 2, policy, later(120))).toEqual(refused);
    expect(renewClaim(claimed, holder, 1, policy, leaseEnd)).toEqual(refused);
    expect(renewClaim(claimed, holder, 1, policy, justBefore).ok).toBe(true);
  });

  it('is one of three at most', () => {
    const renewedWith = (claims: number) =>
      renewClaim(claimed, { ...ada, claims }, 1, policy, later(120));
    expect(renewedWith(3).ok).toBe(true);
    expect(renewedWith(4)).toEqual({
      ok: false,
      refusal: { code: 'claim_limit_reached', limit: 3 },
    });
  });

  it('is for nobody whose own the submission has become', () => {
    const refused = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const joined = { ...holder, memberships: [{}] };
    expect(renewClaim(claimed, joined, 1, policy, later(120))).toEqual(refused);
    const left = { ...holder, memberships: [{ leftAt: later(60) }] };
    expect(renewClaim(claimed, left, 1, policy, later(120))).toEqual(refused);
  });
});

describe('a lease', () => {
  it.each([
    ['its holder, its token, at once', ada, 1, later(60), true],
    ['a millisecond before its end', ada, 1, justBefore, true],
    ['exactly at its end', ada, 1, leaseEnd, false],
    ['a millisecond after its end', ada, 1, later(0.001, leaseEnd), false],
    ['another holder', bo, 1, later(60), false],
    ['an older token', ada, 0, later(60), false],
    ['a token that is still to come', ada, 2, later(60), false],
  ] as const)('with %s: %s', (_how, reviewer, token, at, holds) => {
    const refusal = leaseRefusal(claimed, reviewer, token, at);
    expect(refusal).toEqual(holds ? null : { code: 'lease_lost', path: ['token'] });
  });

  it('is none where there is none', () => {
    expect(leaseRefusal(waiting, ada, 0, now)?.code).toBe('lease_lost');
    expect(isLeased(waiting, now)).toBe(false);
  });

  it('keeps a submission until its end, and not at it', () => {
    expect([later(60), justBefore, leaseEnd].map((at) => isLeased(claimed, at))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('an interest of one’s own', () => {
  const entered = submissionIn('waiting_for_review', { enteredAt: now, submittedAt: later(100) });
  const someone = userIdOf(0x31);

  it.each([
    ['the submitter', developer, [], true],
    ['a stranger', someone, [], false],
    ['a member now', someone, [{}], true],
    ['a member who left after the case began', someone, [{ leftAt: later(0.001) }], true],
    ['a member who left as the case began', someone, [{ leftAt: now }], true],
    ['a member who left before the case began', someone, [{ leftAt: later(-0.001) }], false],
    ['a member who left before, and came again', someone, [{ leftAt: later(-0.001) }, {}], true],
    [
      'a member who left twice, the second time after the case began',
      someone,
      [{ leftAt: later(-9) }, { leftAt: later(9) }],
      true,
    ],
  ])('has %s: %s', (_who, userId, memberships, has) => {
    expect(conflictOf(entered, { userId, memberships })).toEqual(
      has ? { code: 'conflict_of_interest' } : null,
    );
  });
});
