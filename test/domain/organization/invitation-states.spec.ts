// The states of an invitation: every state with every command, compared with a list of transitions.
import { describe, expect, it } from 'vitest';
import {
  closeInvitation,
  expireInvitation,
} from '../../../src/domain/organization/close-invitation.js';
import {
  type Invitation,
  type InvitationState,
  type InvitationTransition,
  invitationCommands,
  invitationStates,
  invitationTransitions,
} from '../../../src/domain/organization/invitation.js';
import {
  reissueInvitation,
  renewInvitation,
  resendInvitation,
} from '../../../src/domain/organization/send-invitation.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import {
  leaseIdOf,
  now,
  pendingInvitation,
  sampleClaims,
  sampleTokenFingerprint,
  secondsLater,
  toEmail,
  toLanguageTag,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;
const policy = resolvePolicy();

/** All possible transitions: from, by, to. */
const allowed: readonly (readonly [InvitationState, InvitationTransition, InvitationState])[] = [
  ['pending', 'accept', 'accepted'],
  ['pending', 'decline', 'declined'],
  ['pending', 'revoke', 'revoked'],
  ['pending', 'expire', 'expired'],
  ['pending', 'resend', 'pending'],
  ['pending', 'reissue', 'pending'],
  ['expired', 'renew', 'pending'],
];

const all = invitationStates.flatMap((state) =>
  invitationCommands.map((command) => ({
    state,
    command,
    to: allowed.find(([from, by]) => from === state && by === command)?.[2] ?? null,
  })),
);

function mustBe<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new Error('a limit has refused it');
  return result.value;
}

const at = secondsLater(60);
const nextToken = {
  claims: sampleClaims(2, secondsLater(day, at)),
  token: sampleTokenFingerprint(2),
};

/** Runs each command at a time when no limit refuses it. */
const done: Readonly<Record<InvitationTransition, (invitation: Invitation) => Invitation>> = {
  accept: (invitation) => closeInvitation(invitation, 'accept', userIdOf(2), at),
  decline: (invitation) => closeInvitation(invitation, 'decline', userIdOf(2), at),
  revoke: (invitation) => closeInvitation(invitation, 'revoke', null, at),
  expire: (invitation) => expireInvitation(invitation, at),
  resend: (invitation) =>
    mustBe(resendInvitation(invitation, nextToken.claims, nextToken.token, policy, at)),
  reissue: (invitation) => reissueInvitation(invitation, nextToken.claims, nextToken.token, at),
  renew: (invitation) => {
    const email = toEmail('ada@example.com');
    const given = {
      email,
      role: 'member',
      inviter: userIdOf(3),
      byMail: true,
      ...nextToken,
    } as const;
    return mustBe(renewInvitation(invitation, { ...given, now: at }, policy));
  },
};

describe('an invitation that is stored as', () => {
  it.each(all)('$state becomes $to by $command (null: not possible)', ({ state, command, to }) => {
    const invitation = pendingInvitation({ state });
    expect(invitationTransitions[state][command] ?? null).toBe(to);
    if (to === null) {
      expect(() => done[command](invitation)).toThrow(
        new Error(`an invitation in the state ${state} does not allow the command ${command}`),
      );
    } else expect(done[command](invitation).state).toBe(to);
    expect(invitation).toEqual(pendingInvitation({ state }));
  });

  it('accepted, declined or revoked never changes', () => {
    for (const state of ['accepted', 'declined', 'revoked'] as const) {
      expect(invitationTransitions[state]).toEqual({});
    }
  });

  it('pending can be renewed after it expires, even if its stored state is still pending', () => {
    const overdue = pendingInvitation({ expiresAt: at });
    expect(done.renew(overdue).state).toBe('pending');
    const inTime = pendingInvitation({ expiresAt: secondsLater(0.001, at) });
    expect(() => done.renew(inTime)).toThrow(
      'an invitation in the state pending does not allow the command renew',
    );
  });
});

describe('storing that an invitation has expired', () => {
  it('sets the closing time to its expiry, names no user, and is written now', () => {
    const overdue = pendingInvitation({ expiresAt: secondsLater(30) });
    expect(expireInvitation(overdue, at)).toEqual({
      ...overdue,
      state: 'expired',
      delivery: { state: 'dropped', attempts: 0 },
      closedAt: secondsLater(30),
      updatedAt: at,
    });
  });

  it('drops its queued mail, and a relay loses its lease', () => {
    const lease = { id: leaseIdOf(1), until: secondsLater(600) };
    const held = pendingInvitation({
      delivery: { state: 'queued', attempts: 3, nextAttemptAt: now, lease },
    });
    expect(expireInvitation(held, at).delivery).toEqual({ state: 'dropped', attempts: 3 });
  });

  it.each(['none', 'sent', 'failed', 'dropped'] as const)(
    'keeps an ended delivery: %s',
    (state) => {
      const rested = pendingInvitation({ delivery: { state, attempts: 2 } });
      expect(expireInvitation(rested, at).delivery).toEqual({ state, attempts: 2 });
    },
  );
});

describe('a reissued invitation', () => {
  const lease = { id: leaseIdOf(1), until: secondsLater(600) };
  const pending = pendingInvitation({
    language: toLanguageTag('de'),
    emailSentCount: 4,
    lastEmailSentAt: now,
    sendWindow: { startedAt: now, count: 10, lastAt: at },
    delivery: { state: 'queued', attempts: 3, nextAttemptAt: secondsLater(900), lease },
  });

  it('has a new token and is mailed again from the first attempt, without send limits', () => {
    expect(reissueInvitation(pending, nextToken.claims, nextToken.token, at)).toEqual({
      ...pending,
      tokenDigest: sampleTokenFingerprint(2).digest,
      kid: 'k2',
      revision: 2,
      expiresAt: secondsLater(day, at),
      delivery: { state: 'queued', attempts: 0, nextAttemptAt: at },
      updatedAt: at,
    });
  });

  it.each(['sent', 'failed', 'dropped'] as const)(
    'is mailed again if its delivery was %s',
    (state) => {
      const rested = { ...pending, delivery: { state, attempts: 2 } };
      expect(reissueInvitation(rested, nextToken.claims, nextToken.token, at).delivery).toEqual({
        state: 'queued',
        attempts: 0,
        nextAttemptAt: at,
      });
    },
  );

  it('is not mailed if it was created without mail', () => {
    const byHand = { ...pending, delivery: { state: 'none', attempts: 0 } } as const;
    expect(reissueInvitation(byHand, nextToken.claims, nextToken.token, at).delivery).toEqual({
      state: 'none',
      attempts: 0,
    });
  });
});
