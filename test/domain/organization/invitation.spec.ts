// How an invitation is created, expires and is closed, and who may accept it.
import { describe, expect, it } from 'vitest';
import {
  addresseeRefusal,
  invitationClosedRefusal,
} from '../../../src/domain/organization/accept-invitation.js';
import { closeInvitation } from '../../../src/domain/organization/close-invitation.js';
import {
  type InvitationState,
  invitationStateAt,
  invitationStates,
  parseTokenDigest,
} from '../../../src/domain/organization/invitation.js';
import {
  createInvitation,
  invitationExpiryFrom,
} from '../../../src/domain/organization/send-invitation.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import {
  invitationIdOf,
  leaseIdOf,
  membershipIdOf,
  mentraId,
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
const expiry = secondsLater(hour);

describe('a first invitation', () => {
  const given = {
    email: toEmail('Ada@Example.com'),
    role: 'member',
    inviter: userIdOf(1),
    byMail: true,
    claims: sampleClaims(1, expiry),
    token: sampleTokenFingerprint(1),
    now,
  } as const;
  const invited = {
    id: invitationIdOf(0xb),
    organizationId: mentraId,
    email: 'Ada@Example.com',
    emailKey: 'ada@example.com',
    role: 'member',
    tokenDigest: sampleTokenFingerprint(1).digest,
    kid: 'k1',
    revision: 1,
    invitedBy: userIdOf(1),
    invitedAt: now,
    expiresAt: expiry,
    state: 'pending',
    emailSentCount: 0,
    delivery: { state: 'queued', attempts: 0, nextAttemptAt: now },
    sendWindow: { startedAt: now, count: 1, lastAt: now },
    createdAt: now,
    updatedAt: now,
  };

  it('is pending, and its mail is queued', () => {
    expect(createInvitation(given)).toEqual(invited);
  });

  it("keeps the inviter's membership", () => {
    const inviterSnapshot = {
      membershipId: membershipIdOf(1),
      demotions: 3,
      restoreCount: 0,
    };
    expect(createInvitation({ ...given, inviterSnapshot })).toEqual({
      ...invited,
      inviterSnapshot: inviterSnapshot,
    });
  });

  it('keeps the language of its mail', () => {
    const language = toLanguageTag('pt-BR');
    expect(createInvitation({ ...given, language })).toEqual({ ...invited, language: 'pt-BR' });
    expect(createInvitation(given)).not.toHaveProperty('language');
  });

  it('is not mailed if it is created without mail', () => {
    expect(createInvitation({ ...given, byMail: false })).toEqual({
      ...invited,
      delivery: { state: 'none', attempts: 0 },
    });
  });
});

describe('the digest of a token', () => {
  it('is 64 lower-case hex digits', () => {
    expect(parseTokenDigest('0123456789abcdef'.repeat(4))).toBe('0123456789abcdef'.repeat(4));
    const none = [
      '',
      'a'.repeat(63),
      'a'.repeat(65),
      'A'.repeat(64),
      'g'.repeat(64),
      `${'a'.repeat(64)}\n`,
    ];
    expect(none.map(parseTokenDigest)).toEqual(none.map(() => null));
  });
});

describe('the expiry of an invitation', () => {
  it('is seven days after creation, or as the policy says, rounded down to a second', () => {
    expect(invitationExpiryFrom(now, policy)).toEqual(new Date('2026-11-29T12:00:00.000Z'));
    expect(invitationExpiryFrom(now, resolvePolicy({ invitationLifetime: hour }))).toEqual(
      new Date('2026-11-22T13:00:00.000Z'),
    );
  });

  it('counts from its exact time, whatever state is stored', () => {
    const invitation = pendingInvitation();
    expect(invitationStateAt(invitation, secondsLater(hour - 0.001))).toBe('pending');
    expect(invitationStateAt(invitation, secondsLater(hour))).toBe('expired');
    expect(invitationStateAt(invitation, secondsLater(hour + 0.001))).toBe('expired');
  });
});

/** For each stored state, the refusal of a command before expiry, and after it. */
const table: Readonly<
  Record<InvitationState, readonly [before: string | null, after: string | null]>
> = {
  pending: [null, 'invitation_expired'],
  accepted: ['invitation_already_accepted', 'invitation_already_accepted'],
  declined: ['invitation_declined', 'invitation_declined'],
  revoked: ['invitation_revoked', 'invitation_revoked'],
  expired: ['invitation_expired', 'invitation_expired'],
};

describe('an invitation', () => {
  it.each(invitationStates)(
    'that is stored as %s allows commands only while it is pending',
    (state) => {
      const invitation = pendingInvitation({ state });
      const [before, afterwards] = table[state];
      const codes = [
        secondsLater(0),
        secondsLater(hour - 0.001),
        secondsLater(hour),
        secondsLater(365 * day),
      ].map((at) => invitationClosedRefusal(invitation, at)?.code ?? null);
      expect(codes).toEqual([before, before, afterwards, afterwards]);
    },
  );

  const closings = [
    ['accept', 'accepted', 'invitation_already_accepted'],
    ['decline', 'declined', 'invitation_declined'],
    ['revoke', 'revoked', 'invitation_revoked'],
  ] as const;
  it.each(closings)('after %s is %s and refuses every later command', (command, state, code) => {
    const closed = closeInvitation(pendingInvitation(), command, userIdOf(2), secondsLater(60));
    expect(closed).toEqual({
      ...pendingInvitation(),
      state,
      delivery: { state: 'dropped', attempts: 0 },
      closedAt: secondsLater(60),
      closedBy: userIdOf(2),
      updatedAt: secondsLater(60),
    });
    for (const at of [secondsLater(60), expiry, secondsLater(day)]) {
      expect(invitationClosedRefusal(closed, at)).toEqual({ code });
    }
  });

  it('that the platform closes records no user', () => {
    const closed = closeInvitation(pendingInvitation(), 'revoke', null, secondsLater(60));
    expect(closed).not.toHaveProperty('closedBy');
    expect(closed.closedAt).toEqual(secondsLater(60));
  });

  it('drops its queued mail when it is closed, and a relay loses its lease', () => {
    const lease = { id: leaseIdOf(1), until: secondsLater(60) };
    const held = pendingInvitation({
      delivery: { state: 'queued', attempts: 3, nextAttemptAt: now, lease },
    });
    expect(closeInvitation(held, 'decline', userIdOf(2), now).delivery).toEqual({
      state: 'dropped',
      attempts: 3,
    });
  });

  it.each(['none', 'sent', 'failed', 'dropped'] as const)(
    'keeps an ended delivery when it is closed: %s',
    (state) => {
      const rested = pendingInvitation({ delivery: { state, attempts: 2 } });
      expect(closeInvitation(rested, 'accept', userIdOf(2), now).delivery).toEqual({
        state,
        attempts: 2,
      });
    },
  );
});

describe('the user who accepts or declines', () => {
  const invitation = pendingInvitation();
  const ada = toEmail('ADA@example.com').key;
  const eve = toEmail('eve@example.com').key;
  it.each([
    [ada, true, null],
    [ada, false, 'email_not_verified'],
    [eve, true, 'invitation_email_mismatch'],
    // For another user, the address mismatch comes first.
    [eve, false, 'invitation_email_mismatch'],
  ] as const)(
    'has the invited and verified address: %s, %s, %s',
    (emailKey, emailVerified, code) => {
      expect(addresseeRefusal(invitation, { emailKey, emailVerified })?.code ?? null).toBe(code);
    },
  );

  it('cannot be one with a sub-address of the invited address', () => {
    const { key } = toEmail('ada+guild@example.com');
    expect(addresseeRefusal(invitation, { emailKey: key, emailVerified: true })).toEqual({
      code: 'invitation_email_mismatch',
    });
  });
});
