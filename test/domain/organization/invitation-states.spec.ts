// The life of an invitation: every state with every event, by a list that is written down here a second time.
import { describe, expect, it } from 'vitest';
import {
  close,
  expire,
  type Invitation,
  type InvitationEvent,
  type InvitationState,
  invitationEvents,
  invitationStates,
  invitationTransitions,
  reissue,
  renew,
  resend,
} from '../../../src/domain/organization/invitation.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import {
  claimsOf,
  emailOf,
  languageOf,
  later,
  leaseIdOf,
  now,
  pendingInvitation,
  tokenOf,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;
const policy = policyWith();

/** From, by, to: what may happen; all the rest must not. */
const allowed: readonly (readonly [InvitationState, InvitationEvent, InvitationState])[] = [
  ['pending', 'accept', 'accepted'],
  ['pending', 'decline', 'declined'],
  ['pending', 'revoke', 'revoked'],
  ['pending', 'expire', 'expired'],
  ['pending', 'resend', 'pending'],
  ['pending', 'reissue', 'pending'],
  ['expired', 'renew', 'pending'],
];

const all = invitationStates.flatMap((state) =>
  invitationEvents.map((event) => ({
    state,
    event,
    to: allowed.find(([from, by]) => from === state && by === event)?.[2] ?? null,
  })),
);

function mustBe<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new Error('a limit has refused it');
  return result.value;
}

const at = later(60);
const anew = { claims: claimsOf(2, later(day, at)), token: tokenOf(2) };

/** The event as the core does it, at a time when no limit stands in its way. */
const done: Readonly<Record<InvitationEvent, (invitation: Invitation) => Invitation>> = {
  accept: (invitation) => close(invitation, 'accept', userIdOf(2), at),
  decline: (invitation) => close(invitation, 'decline', userIdOf(2), at),
  revoke: (invitation) => close(invitation, 'revoke', null, at),
  expire: (invitation) => expire(invitation, at),
  resend: (invitation) => mustBe(resend(invitation, anew.claims, anew.token, policy, at)),
  reissue: (invitation) => reissue(invitation, anew.claims, anew.token, at),
  renew: (invitation) => {
    const email = emailOf('ada@example.com');
    const given = { email, role: 'member', inviter: userIdOf(3), byMail: true, ...anew } as const;
    return mustBe(renew(invitation, { ...given, now: at }, policy));
  },
};

describe('an invitation that is stored as', () => {
  it.each(all)('$state, by $event, becomes $to (null: it cannot)', ({ state, event, to }) => {
    const invitation = pendingInvitation({ state });
    expect(invitationTransitions[state][event] ?? null).toBe(to);
    if (to === null) {
      expect(() => done[event](invitation)).toThrow(
        new Error(`an invitation that is ${state} cannot ${event}`),
      );
    } else expect(done[event](invitation).state).toBe(to);
    expect(invitation).toEqual(pendingInvitation({ state }));
  });

  it('accepted, declined or revoked stays so for good', () => {
    for (const state of ['accepted', 'declined', 'revoked'] as const) {
      expect(invitationTransitions[state]).toEqual({});
    }
  });

  it('pending is renewed once its time is over, though no sweep has come by', () => {
    const overdue = pendingInvitation({ expiresAt: at });
    expect(done.renew(overdue).state).toBe('pending');
    const inTime = pendingInvitation({ expiresAt: later(0.001, at) });
    expect(() => done.renew(inTime)).toThrow('an invitation that is pending cannot renew');
  });
});

describe('an invitation that a sweep finds overdue', () => {
  it('is expired since its time was over, by nobody, and written now', () => {
    const overdue = pendingInvitation({ expiresAt: later(30) });
    expect(expire(overdue, at)).toEqual({
      ...overdue,
      state: 'expired',
      delivery: { state: 'dropped', attempts: 0 },
      closedAt: later(30),
      updatedAt: at,
    });
  });

  it('is no longer sent: a relay that holds it has lost its lease', () => {
    const lease = { id: leaseIdOf(1), until: later(600) };
    const held = pendingInvitation({
      delivery: { state: 'queued', attempts: 3, nextAttemptAt: now, lease },
    });
    expect(expire(held, at).delivery).toEqual({ state: 'dropped', attempts: 3 });
  });

  it.each(['none', 'sent', 'failed', 'dropped'] as const)(
    'keeps what came of its delivery: %s',
    (state) => {
      const rested = pendingInvitation({ delivery: { state, attempts: 2 } });
      expect(expire(rested, at).delivery).toEqual({ state, attempts: 2 });
    },
  );
});

describe('an invitation that is issued anew', () => {
  const lease = { id: leaseIdOf(1), until: later(600) };
  const pending = pendingInvitation({
    language: languageOf('de'),
    emailSentCount: 4,
    lastEmailSentAt: now,
    sends: { startedAt: now, count: 10, lastAt: at },
    delivery: { state: 'queued', attempts: 3, nextAttemptAt: later(900), lease },
  });

  it('has the next token, and is mailed anew from the first attempt on, whatever limits sends have', () => {
    expect(reissue(pending, anew.claims, anew.token, at)).toEqual({
      ...pending,
      tokenDigest: tokenOf(2).digest,
      kid: 'k2',
      revision: 2,
      expiresAt: later(day, at),
      delivery: { state: 'queued', attempts: 0, nextAttemptAt: at },
      updatedAt: at,
    });
  });

  it.each(['sent', 'failed', 'dropped'] as const)('is mailed again after it was %s', (state) => {
    const rested = { ...pending, delivery: { state, attempts: 2 } };
    expect(reissue(rested, anew.claims, anew.token, at).delivery).toEqual({
      state: 'queued',
      attempts: 0,
      nextAttemptAt: at,
    });
  });

  it('is not mailed where its link was to be handed over', () => {
    const byHand = { ...pending, delivery: { state: 'none', attempts: 0 } } as const;
    expect(reissue(byHand, anew.claims, anew.token, at).delivery).toEqual({
      state: 'none',
      attempts: 0,
    });
  });
});
