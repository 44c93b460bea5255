import { describe, expect, it } from 'vitest';
import type { AppPermission, AppPermissionType } from '../../../src/domain/app/permission.js';
import {
  approve,
  groundsOf,
  needsSecondApproval,
  reject,
  requestChanges,
  secondApprove,
  sendBack,
  setLane,
  wordsOf,
} from '../../../src/domain/review/decisions.js';
import { type ReviewReason, reviewReasons } from '../../../src/domain/review/submission.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { later, now, userIdOf } from '../support/samples.js';
import { shown } from '../support/texts.js';
import { appWith, appWithout, verdictOn } from './support/perform.js';
import {
  ada,
  bo,
  cy,
  day,
  developer,
  digestOf,
  grounds,
  hour,
  leaseEnd,
  policy,
  snapshotOf,
  submissionIn,
} from './support/review-samples.js';

const at = later(900);
const claimed = submissionIn('in_review');
const pending = submissionIn('pending_second_approval');
const { lease: _lease, ...unclaimed } = claimed;
const live = appWith(submissionIn('released', {}, 9));
const verdict = verdictOn(claimed, at);
const second = { reviewer: bo, digest: pending.digest, now: at };

describe('an approval', () => {
  const decision = { kind: 'approve', by: ada.userId, at, reasons: [] };
  const settled = { what: 'approve', by: ada.userId, at };

  it('of an update that asks for nothing new can be released for 90 days', () => {
    expect(approve(claimed, live, verdict, policy)).toStrictEqual({
      ok: true,
      value: {
        ...unclaimed,
        state: 'approved',
        decisions: [decision],
        settled,
        approvedUntil: later(900 + 90 * day),
        updatedAt: at,
      },
    });
  });

  it('lasts as long as the policy says', () => {
    const short = policyWith({ approvalLifetime: day });
    const done = approve(claimed, live, verdict, short);
    expect(done).toMatchObject({ ok: true, value: { approvedUntil: later(900 + day) } });
  });

  it('of a new app waits for a second one', () => {
    expect(approve(claimed, appWithout(claimed), verdict, policy)).toStrictEqual({
      ok: true,
      value: {
        ...unclaimed,
        state: 'pending_second_approval',
        decisions: [decision],
        settled,
        updatedAt: at,
      },
    });
  });

  it('by a second reviewer needs no claim, and ends the waiting', () => {
    expect(secondApprove(pending, second, policy)).toStrictEqual({
      ok: true,
      value: {
        ...pending,
        state: 'approved',
        decisions: [
          ...pending.decisions,
          { kind: 'secondApprove', by: bo.userId, at, reasons: [] },
        ],
        settled: { what: 'secondApprove', by: bo.userId, at },
        approvedUntil: later(900 + 90 * day),
        updatedAt: at,
      },
    });
  });
});

describe('what a second reviewer sends back', () => {
  it('waits again, where it was, and says why', () => {
    expect(sendBack(pending, second, grounds)).toStrictEqual({
      ok: true,
      value: {
        ...pending,
        state: 'waiting_for_review',
        decisions: [...pending.decisions, { kind: 'sendBack', by: bo.userId, at, ...grounds }],
        settled: { what: 'sendBack', by: bo.userId, at },
        updatedAt: at,
      },
    });
  });

  it('may be approved first by the one, and then by the other', () => {
    const twice = submissionIn('pending_second_approval', {
      decisions: [
        ...pending.decisions,
        { kind: 'sendBack', by: bo.userId, at, ...grounds },
        { kind: 'approve', by: bo.userId, at, reasons: [] },
      ],
    });
    expect(secondApprove(twice, { ...second, reviewer: ada }, policy).ok).toBe(true);
    expect(secondApprove(twice, second, policy)).toMatchObject({
      refusal: { code: 'second_reviewer_required' },
    });
  });
});

describe('a second approval is needed', () => {
  const asking = (...types: AppPermissionType[]): AppPermission[] =>
    types.map((type) => ({ type, reason: 'To hear.', required: true }));

  it.each([
    ['MICROPHONE', true],
    ['CAMERA', true],
    ['LOCATION', true],
    ['BACKGROUND_LOCATION', true],
    ['READ_NOTIFICATIONS', true],
    ['CALENDAR', false],
    ['POST_NOTIFICATIONS', false],
  ] satisfies [AppPermissionType, boolean][])(
    'where an update newly asks for %s: %s',
    (type, isNeeded) => {
      const before = submissionIn('released', { snapshot: snapshotOf({ permissions: [] }) });
      const update = { snapshot: snapshotOf({ permissions: asking(type) }) };
      expect(needsSecondApproval(update, appWith(before))).toBe(isNeeded);
      const state = isNeeded ? 'pending_second_approval' : 'approved';
      const done = approve({ ...claimed, ...update }, appWith(before), verdict, policy);
      expect(done).toMatchObject({ ok: true, value: { state } });
    },
  );

  it('where anything at all asks for its first release', () => {
    const plain = { snapshot: snapshotOf({ permissions: [] }) };
    expect(needsSecondApproval(plain, appWithout(claimed))).toBe(true);
  });

  it('not for what is asked for already, for less, or in other words', () => {
    const before = submissionIn('released', {
      snapshot: snapshotOf({ permissions: asking('CAMERA', 'MICROPHONE') }),
    });
    const lists = [
      asking('CAMERA', 'MICROPHONE'),
      asking('MICROPHONE'),
      [{ type: 'CAMERA', reason: 'To see.', required: false } as const],
      [],
    ];
    for (const permissions of lists) {
      const update = { snapshot: snapshotOf({ permissions }) };
      expect(needsSecondApproval(update, appWith(before))).toBe(false);
    }
    const more = { snapshot: snapshotOf({ permissions: asking('CAMERA', 'LOCATION') }) };
    expect(needsSecondApproval(more, appWith(before))).toBe(true);
  });
});

describe('a decision under a claim', () => {
  const decisions = {
    approve: (change: Partial<typeof verdict>, submission = claimed) =>
      approve(submission, live, { ...verdict, ...change }, policy),
    requestChanges: (change: Partial<typeof verdict>, submission = claimed) =>
      requestChanges(submission, { ...verdict, ...change }, grounds),
    reject: (change: Partial<typeof verdict>, submission = claimed) =>
      reject(submission, { ...verdict, ...change }, grounds),
  };
  const each = Object.entries(decisions);
  const lost = { ok: false, refusal: { code: 'lease_lost', path: ['token'] } };
  const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };

  it.each(each)('to %s is the holder’s alone, under the token of the claim', (_name, decide) => {
    expect(decide({}).ok).toBe(true);
    expect(decide({ reviewer: bo })).toEqual(lost);
    expect(decide({ token: 0 })).toEqual(lost);
    expect(decide({ token: 2 })).toEqual(lost);
  });

  it.each(each)('to %s is late from the moment at which the claim ends', (_name, decide) => {
    expect(decide({ now: later(-0.001, leaseEnd) }).ok).toBe(true);
    expect(decide({ now: leaseEnd })).toEqual(lost);
  });

  it.each(each)('to %s is no more once another claim has come after it', (_name, decide) => {
    const lease = { holder: ada.userId, token: 2, until: later(2 * hour) };
    expect(decide({ token: 1 }, { ...claimed, claims: 2, lease })).toEqual(lost);
  });

  it.each(each)('to %s is of exactly the snapshot that was seen', (_name, decide) => {
    expect(decide({ digest: digestOf(2) })).toEqual({
      ok: false,
      refusal: { code: 'digest_mismatch', path: ['digest'] },
    });
  });

  it.each(each)('to %s is for nobody who belongs, or did since the case began', (_name, decide) => {
    for (const memberships of [[{}], [{ leftAt: now }], [{ leftAt: later(5) }]])
      expect(decide({ reviewer: { ...ada, memberships } })).toEqual(conflict);
    const memberships = [{ leftAt: later(-1) }];
    expect(decide({ reviewer: { ...ada, memberships } }).ok).toBe(true);
    expect(decide({}, { ...claimed, submittedBy: ada.userId })).toEqual(conflict);
  });
});

describe('a second decision', () => {
  const decisions = {
    secondApprove: (change: Partial<typeof second>) =>
      secondApprove(pending, { ...second, ...change }, policy),
    sendBack: (change: Partial<typeof second>) =>
      sendBack(pending, { ...second, ...change }, grounds),
  };

  it.each(Object.entries(decisions))('to %s is another reviewer’s', (_name, decide) => {
    expect(decide({ reviewer: cy }).ok).toBe(true);
    expect(decide({ reviewer: ada })).toEqual({
      ok: false,
      refusal: { code: 'second_reviewer_required', path: ['actor'] },
    });
  });

  it.each(Object.entries(decisions))('to %s passes the same rules', (_name, decide) => {
    const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
    expect(decide({ reviewer: { userId: developer, memberships: [] } })).toEqual(conflict);
    expect(decide({ reviewer: { ...bo, memberships: [{}] } })).toEqual(conflict);
    expect(decide({ reviewer: { ...bo, memberships: [{ leftAt: now }] } })).toEqual(conflict);
    expect(decide({ reviewer: { ...bo, memberships: [{ leftAt: later(-1) }] } }).ok).toBe(true);
    expect(decide({ digest: digestOf(2) })).toEqual({
      ok: false,
      refusal: { code: 'digest_mismatch', path: ['digest'] },
    });
  });
});

describe('grounds', () => {
  const text = 'It does not start.';
  const noReasons = [undefined, null, []] as const;

  it.each(noReasons)('are none without a reason: %j', (reasons) => {
    expect(groundsOf(reasons, text)).toEqual({
      ok: false,
      refusal: { code: 'reason_required', path: ['reasons'] },
    });
  });

  const nothing = [
    undefined,
    null,
    '',
    ' ',
    '\n\t\r',
    '\u00a0\u3000\u2003',
    '\u200b',
    '\u200b\u2060\ufeff\u200d',
    '\u00ad\u034f',
    '\u3164 \u115f',
    '\u202e\u2066',
    '…',
    '.,;!?-',
    '👍',
    '\u0301',
  ].map((words) => [words === undefined || words === null ? String(words) : shown(words), words]);

  it.each(nothing)('are none with a text that says nothing: %s', (_shown, words) => {
    expect(wordsOf(words)).toBeNull();
    expect(groundsOf(['other'], words)).toEqual({
      ok: false,
      refusal: { code: 'reason_required', path: ['text'] },
    });
  });

  it.each(['x', '7', '七', '  ok \n', '\u200bok', 'é'])('are any words: %j', (words) => {
    expect(wordsOf(words)).toBe(words.trim());
  });

  it('hold each reason once, as first named, and the text trimmed and composed', () => {
    const reasons: ReviewReason[] = ['spam', 'privacy', 'spam', 'privacy', 'other'];
    expect(groundsOf(reasons, '  Cafe\u0301 \n')).toEqual({
      ok: true,
      value: { reasons: ['spam', 'privacy', 'other'], text: 'Café' },
    });
    expect(groundsOf(reviewReasons, text)).toEqual({
      ok: true,
      value: { reasons: reviewReasons, text },
    });
  });
});

describe('a decision against a submission', () => {
  it.each([
    ['requestChanges', requestChanges, 'changes_requested'],
    ['reject', reject, 'rejected'],
  ] as const)('to %s says by whom, when and why, and ends the claim', (kind, decide, state) => {
    expect(decide(claimed, verdict, grounds)).toStrictEqual({
      ok: true,
      value: {
        ...unclaimed,
        state,
        decisions: [{ kind, by: ada.userId, at, ...grounds }],
        settled: { what: kind, by: ada.userId, at },
        updatedAt: at,
      },
    });
  });
});

describe('another lane', () => {
  const urgent = { lane: 'security', reason: 'It leaks tokens.' } as const;

  it.each([
    ['security', 1],
    ['update', 3],
    ['new', 7],
  ] as const)('%s is due %i days after the case began, whenever it was set', (lane, days) => {
    const waiting = submissionIn('waiting_for_review', { submittedAt: later(2 * day) });
    expect(setLane(waiting, { lane, reason: 'Why.' }, bo, policy, later(5 * day))).toEqual({
      ok: true,
      value: {
        ...waiting,
        lane,
        laneReason: 'Why.',
        dueAt: later(days * day),
        updatedAt: later(5 * day),
      },
    });
  });

  it('leaves a claim as it is', () => {
    const done = setLane(claimed, urgent, bo, policy, at);
    expect(done).toMatchObject({ ok: true, value: { lease: claimed.lease, claims: 1 } });
  });

  it('is set by nobody whose own the submission is', () => {
    const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const own = { userId: developer, memberships: [] };
    expect(setLane(claimed, urgent, own, policy, at)).toEqual(conflict);
    expect(setLane(claimed, urgent, { ...bo, memberships: [{}] }, policy, at)).toEqual(conflict);
    const stranger = { userId: userIdOf(0x99), memberships: [] };
    expect(setLane(claimed, urgent, stranger, policy, at).ok).toBe(true);
  });
});
