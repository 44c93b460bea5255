// The decisions of reviewers and their refusals.
import { describe, expect, it } from 'vitest';
import type { AppSnapshot } from '../../../src/domain/app/app.js';
import type { AppPermission, AppPermissionType } from '../../../src/domain/app/app-permission.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import {
  approveSubmission,
  rejectSubmission,
  requestChanges,
} from '../../../src/domain/review/decide-submission.js';
import {
  parseDecisionReason,
  parseReasonText,
} from '../../../src/domain/review/decision-reason.js';
import {
  needsSecondApproval,
  secondApprove,
  sendBack,
} from '../../../src/domain/review/second-approval.js';
import { setLane } from '../../../src/domain/review/set-lane.js';
import { type ReviewReasonCode, reviewReasonCodes } from '../../../src/domain/review/submission.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { toAppVersion } from '../app/support/app-samples.js';
import { toAsciiText } from '../support/random-texts.js';
import {
  now,
  organizationIdOf,
  secondsLater,
  toDisplayName,
  userIdOf,
} from '../support/samples.js';
import {
  ada,
  bo,
  cy,
  day,
  developer,
  digestOf,
  hour,
  leaseEnd,
  policy,
  sampleReasons,
  snapshotOf,
  submissionInState,
} from './support/review-samples.js';
import {
  appWithLiveSubmission,
  appWithoutLiveSubmission,
  decisionInputFor,
} from './support/submission-commands.js';

const at = secondsLater(900);
const otherId = organizationIdOf(0xb);
const claimed = submissionInState('in_review');
const pending = submissionInState('pending_second_approval');
const { lease: _lease, ...unclaimed } = claimed;
const live = appWithLiveSubmission(submissionInState('released', {}, 9));
const decisionContext = decisionInputFor(claimed, at);
const second = { reviewer: bo, policy, digest: pending.digest, now: at };

describe('an approval', () => {
  const decision = { kind: 'approve', by: ada.userId, at, reasons: [] };
  const lastOutcome = { command: 'approve', by: ada.userId, at };

  it('of an update without new permissions can be released for 90 days', () => {
    expect(approveSubmission(claimed, live, decisionContext)).toStrictEqual({
      ok: true,
      value: {
        ...unclaimed,
        state: 'approved',
        decisions: [decision],
        lastOutcome,
        approvedUntil: secondsLater(900 + 90 * day),
        updatedAt: at,
      },
    });
  });

  it('lasts as long as the policy says', () => {
    const short = { ...decisionContext, policy: resolvePolicy({ approvalLifetime: day }) };
    const done = approveSubmission(claimed, live, short);
    expect(done).toMatchObject({ ok: true, value: { approvedUntil: secondsLater(900 + day) } });
  });

  it('of a new app waits for a second approval', () => {
    expect(
      approveSubmission(claimed, appWithoutLiveSubmission(claimed), decisionContext),
    ).toStrictEqual({
      ok: true,
      value: {
        ...unclaimed,
        state: 'pending_second_approval',
        decisions: [decision],
        lastOutcome,
        updatedAt: at,
      },
    });
  });

  it('by a second reviewer needs no claim and approves the submission', () => {
    expect(secondApprove(pending, second)).toStrictEqual({
      ok: true,
      value: {
        ...pending,
        state: 'approved',
        decisions: [
          ...pending.decisions,
          { kind: 'secondApprove', by: bo.userId, at, reasons: [] },
        ],
        lastOutcome: { command: 'secondApprove', by: bo.userId, at },
        approvedUntil: secondsLater(900 + 90 * day),
        updatedAt: at,
      },
    });
  });
});

describe('a submission that a second reviewer sends back', () => {
  it('waits again at its old place, with the reason', () => {
    expect(sendBack(pending, second, sampleReasons)).toStrictEqual({
      ok: true,
      value: {
        ...pending,
        state: 'waiting_for_review',
        decisions: [
          ...pending.decisions,
          { kind: 'sendBack', by: bo.userId, at, ...sampleReasons },
        ],
        lastOutcome: { command: 'sendBack', by: bo.userId, at },
        updatedAt: at,
      },
    });
  });

  it('can be approved first by one reviewer and then by the other', () => {
    const twice = submissionInState('pending_second_approval', {
      decisions: [
        ...pending.decisions,
        { kind: 'sendBack', by: bo.userId, at, ...sampleReasons },
        { kind: 'approve', by: bo.userId, at, reasons: [] },
      ],
    });
    expect(secondApprove(twice, { ...second, reviewer: ada }).ok).toBe(true);
    expect(secondApprove(twice, second)).toMatchObject({
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
    'for an update with the new permission %s: %s',
    (type, isNeeded) => {
      const before = submissionInState('released', { snapshot: snapshotOf({ permissions: [] }) });
      const update = { snapshot: snapshotOf({ permissions: asking(type) }) };
      expect(needsSecondApproval(update, appWithLiveSubmission(before), policy)).toBe(isNeeded);
      const state = isNeeded ? 'pending_second_approval' : 'approved';
      const done = approveSubmission(
        { ...claimed, ...update },
        appWithLiveSubmission(before),
        decisionContext,
      );
      expect(done).toMatchObject({ ok: true, value: { state } });
    },
  );

  it('for every first release', () => {
    const plain = { snapshot: snapshotOf({ permissions: [] }) };
    expect(needsSecondApproval(plain, appWithoutLiveSubmission(claimed), policy)).toBe(true);
  });

  it('not for permissions that are live already, for fewer, or for another reason text', () => {
    const before = submissionInState('released', {
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
      expect(needsSecondApproval(update, appWithLiveSubmission(before), policy)).toBe(false);
    }
    const more = { snapshot: snapshotOf({ permissions: asking('CAMERA', 'LOCATION') }) };
    expect(needsSecondApproval(more, appWithLiveSubmission(before), policy)).toBe(true);
  });
});

describe('a big update needs a second approval', () => {
  const released = submissionInState('released', {
    snapshot: snapshotOf({ webviewUrl: 'https://view.mentra.glass/captions' }),
  });
  const { manifest, publisher } = released.snapshot;
  const needs = (change: Partial<AppSnapshot>, by = policy) =>
    needsSecondApproval(
      { snapshot: { ...released.snapshot, ...change } },
      appWithLiveSubmission(released),
      by,
    );
  const withManifest = (change: Partial<Manifest>) =>
    needs({ manifest: { ...manifest, ...change } });

  it('if it changes the name of the app', () => {
    expect(withManifest({ name: toDisplayName('Captions Pro') })).toBe(true);
    expect(withManifest({ name: toDisplayName('captions') })).toBe(true);
  });

  it('if another organization publishes it, under whatever name', () => {
    expect(needs({ publisher: { ...publisher, organizationId: otherId } })).toBe(true);
  });

  it('if its publisher has another name', () => {
    expect(needs({ publisher: { ...publisher, name: toDisplayName('Mentra') } })).toBe(true);
  });

  it.each([
    ['publicUrl', 'https://captions.example.com/', true],
    ['publicUrl', 'https://captions.mentra.glass:8443/', true],
    ['publicUrl', 'https://captions.mentra.glass.example.com/', true],
    ['publicUrl', 'https://captions.mentra.glass/v2?x=1', false],
    ['publicUrl', 'https://view.mentra.glass/', false],
    ['webviewUrl', 'https://login.example.com/', true],
    ['webviewUrl', 'https://captions.mentra.glass/view', false],
  ])('if it adds a server: %s %s: %s', (field, address, isNeeded) => {
    expect(withManifest({ [field]: address })).toBe(isNeeded);
  });

  it('not if it changes only texts, pictures, addresses for people, or leaves a server out', () => {
    const { webviewUrl: _webviewUrl, ...withoutView } = manifest;
    expect(needs({ manifest: withoutView })).toBe(false);
    expect(needs({ publisher: { ...publisher, website: 'https://mentra.example.com/' } })).toBe(
      false,
    );
    const texts = { description: 'All that people say.', version: toAppVersion('9.0.0') };
    const addresses = { supportUrl: 'https://other.example.com/', logoUrl: 'https://c.dn/l.png' };
    expect(withManifest({ ...texts, ...addresses })).toBe(false);
  });

  it('never, if the policy says so, also for a new app', () => {
    const alone = resolvePolicy({ secondApproval: 'never' });
    expect(needs({ publisher: { ...publisher, organizationId: otherId } }, alone)).toBe(false);
    expect(needsSecondApproval(released, appWithoutLiveSubmission(claimed), alone)).toBe(false);
    const done = approveSubmission(claimed, appWithoutLiveSubmission(claimed), {
      ...decisionContext,
      policy: alone,
    });
    expect(done).toMatchObject({ ok: true, value: { state: 'approved' } });
    // What waits for its second approval since before may be approved by the same reviewer.
    const again = { ...second, policy: alone, reviewer: ada };
    expect(secondApprove(pending, again)).toMatchObject({ ok: true, value: { state: 'approved' } });
  });
});

describe('a decision under a claim', () => {
  const decisions = {
    approve: (change: Partial<typeof decisionContext>, submission = claimed) =>
      approveSubmission(submission, live, { ...decisionContext, ...change }),
    requestChanges: (change: Partial<typeof decisionContext>, submission = claimed) =>
      requestChanges(submission, { ...decisionContext, ...change }, sampleReasons),
    reject: (change: Partial<typeof decisionContext>, submission = claimed) =>
      rejectSubmission(submission, { ...decisionContext, ...change }, sampleReasons),
  };
  const each = Object.entries(decisions);
  const lost = { ok: false, refusal: { code: 'lease_lost', path: ['token'] } };
  const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };

  it.each(each)(
    'to %s is possible only for the holder with the right lease token',
    (_name, decide) => {
      expect(decide({}).ok).toBe(true);
      expect(decide({ reviewer: bo })).toEqual(lost);
      expect(decide({ leaseToken: 0 })).toEqual(lost);
      expect(decide({ leaseToken: 2 })).toEqual(lost);
    },
  );

  it.each(each)('to %s is refused from the moment at which the claim expires', (_name, decide) => {
    expect(decide({ now: secondsLater(-0.001, leaseEnd) }).ok).toBe(true);
    expect(decide({ now: leaseEnd })).toEqual(lost);
  });

  it.each(each)('to %s is refused after another claim', (_name, decide) => {
    const lease = { holder: ada.userId, leaseToken: 2, until: secondsLater(2 * hour) };
    expect(decide({ leaseToken: 1 }, { ...claimed, claimCount: 2, lease })).toEqual(lost);
  });

  it.each(each)(
    'to %s is possible only on exactly the snapshot that the reviewer saw',
    (_name, decide) => {
      expect(decide({ digest: digestOf(2) })).toEqual({
        ok: false,
        refusal: { code: 'digest_mismatch', path: ['digest'] },
      });
    },
  );

  it.each(each)(
    'to %s is refused for an author, and for anybody who is a member or was one lately',
    (_name, decide) => {
      for (const leftAt of [secondsLater(5), now, secondsLater(-90 * day)])
        expect(decide({ reviewer: { ...ada, memberships: [{ leftAt }] } })).toEqual(conflict);
      expect(decide({ reviewer: { ...ada, memberships: [{}] } })).toEqual(conflict);
      const memberships = [{ leftAt: secondsLater(-90 * day - 1) }];
      expect(decide({ reviewer: { ...ada, memberships } }).ok).toBe(true);
      expect(decide({}, { ...claimed, authors: [developer, ada.userId] })).toEqual(conflict);
    },
  );
});

describe('a second decision', () => {
  const decisions = {
    secondApprove: (change: Partial<typeof second>) =>
      secondApprove(pending, { ...second, ...change }),
    sendBack: (change: Partial<typeof second>) =>
      sendBack(pending, { ...second, ...change }, sampleReasons),
  };

  it.each(Object.entries(decisions))('to %s needs another reviewer', (_name, decide) => {
    expect(decide({ reviewer: cy }).ok).toBe(true);
    expect(decide({ reviewer: ada })).toEqual({
      ok: false,
      refusal: { code: 'second_reviewer_required', path: ['actor'] },
    });
  });

  it.each(Object.entries(decisions))('to %s follows the same rules', (_name, decide) => {
    const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
    expect(decide({ reviewer: { userId: developer, memberships: [] } })).toEqual(conflict);
    expect(decide({ reviewer: { ...bo, memberships: [{}] } })).toEqual(conflict);
    expect(decide({ reviewer: { ...bo, memberships: [{ leftAt: now }] } })).toEqual(conflict);
    const memberships = [{ leftAt: secondsLater(-90 * day - 1) }];
    expect(decide({ reviewer: { ...bo, memberships } }).ok).toBe(true);
    expect(decide({ digest: digestOf(2) })).toEqual({
      ok: false,
      refusal: { code: 'digest_mismatch', path: ['digest'] },
    });
  });
});

describe('a decision reason', () => {
  const text = 'It does not start.';
  const noReasons = [undefined, null, []] as const;

  it.each(noReasons)('is refused without a reason code: %j', (reasons) => {
    expect(parseDecisionReason(reasons, text)).toEqual({
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
  ].map((words) => [
    words === undefined || words === null ? String(words) : toAsciiText(words),
    words,
  ]);

  it.each(nothing)('is refused with a text that has no letter or digit: %s', (_shown, words) => {
    expect(parseReasonText(words)).toBeNull();
    expect(parseDecisionReason(['other'], words)).toEqual({
      ok: false,
      refusal: { code: 'reason_required', path: ['text'] },
    });
  });

  it.each(['x', '7', '七', '  ok \n', '\u200bok', 'é'])(
    'can have any words as its text: %j',
    (words) => {
      expect(parseReasonText(words)).toBe(words.trim());
    },
  );

  it('has each reason code once, in order, and its text trimmed and in NFC', () => {
    const reasons: ReviewReasonCode[] = ['spam', 'privacy', 'spam', 'privacy', 'other'];
    expect(parseDecisionReason(reasons, '  Cafe\u0301 \n')).toEqual({
      ok: true,
      value: { reasons: ['spam', 'privacy', 'other'], text: 'Café' },
    });
    expect(parseDecisionReason(reviewReasonCodes, text)).toEqual({
      ok: true,
      value: { reasons: reviewReasonCodes, text },
    });
  });
});

describe('a negative decision', () => {
  it.each([
    ['requestChanges', requestChanges, 'changes_requested'],
    ['reject', rejectSubmission, 'rejected'],
  ] as const)(
    'to %s records the reviewer, the time and the reason, and ends the claim',
    (kind, decide, state) => {
      expect(decide(claimed, decisionContext, sampleReasons)).toStrictEqual({
        ok: true,
        value: {
          ...unclaimed,
          state,
          decisions: [{ kind, by: ada.userId, at, ...sampleReasons }],
          lastOutcome: { command: kind, by: ada.userId, at },
          updatedAt: at,
        },
      });
    },
  );
});

describe('another lane', () => {
  const urgent = { lane: 'security', reason: 'It leaks tokens.' } as const;

  it.each([
    ['security', 1],
    ['update', 3],
    ['new', 7],
  ] as const)('%s is due %i days after the case began, whenever it is set', (lane, days) => {
    const waiting = submissionInState('waiting_for_review', { submittedAt: secondsLater(2 * day) });
    expect(setLane(waiting, { lane, reason: 'Why.' }, bo, policy, secondsLater(5 * day))).toEqual({
      ok: true,
      value: {
        ...waiting,
        lane,
        laneReason: 'Why.',
        dueAt: secondsLater(days * day),
        updatedAt: secondsLater(5 * day),
      },
    });
  });

  it('does not change a claim', () => {
    const done = setLane(claimed, urgent, bo, policy, at);
    expect(done).toMatchObject({ ok: true, value: { lease: claimed.lease, claimCount: 1 } });
  });

  it('is refused for a conflict of interest', () => {
    const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const own = { userId: developer, memberships: [] };
    expect(setLane(claimed, urgent, own, policy, at)).toEqual(conflict);
    expect(setLane(claimed, urgent, { ...bo, memberships: [{}] }, policy, at)).toEqual(conflict);
    const stranger = { userId: userIdOf(0x99), memberships: [] };
    expect(setLane(claimed, urgent, stranger, policy, at).ok).toBe(true);
  });
});
