import { describe, expect, it } from 'vitest';
import {
  addresseeRefusal,
  close,
  closedRefusal,
  expiryFrom,
  type Invitation,
  type InvitationState,
  invitationStates,
  invite,
  parseTokenDigest,
  renew,
  resend,
  stateAt,
} from '../../../src/domain/organization/invitation.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import {
  after,
  claimsOf,
  emailOf,
  invitationIdOf,
  leaseIdOf,
  mentra,
  now,
  pendingInvitation,
  tokenOf,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;
const policy = policyWith();
const expiry = after(hour);

function resendAt(invitation: Invitation, at: Date, numbers = policy) {
  const revision = invitation.revision + 1;
  return resend(invitation, claimsOf(revision, expiryFrom(at, numbers)), tokenOf(revision), numbers, at);
}

describe('a first invitation', () => {
  const given = {
    email: emailOf('Ada@Example.com'),
    role: 'member',
    inviter: userIdOf(1),
    byMail: true,
    claims: claimsOf(1, expiry),
    token: tokenOf(1),
    now,
  } as const;
  const invited = {
    id: invitationIdOf(0xb),
    organizationId: mentra,
    email: 'Ada@Example.com',
    emailKey: 'ada@example.com',
    role: 'member',
    tokenDigest: tokenOf(1).digest,
    kid: 'k1',
    revision: 1,
    invitedBy: userIdOf(1),
    invitedAt: now,
    expiresAt: expiry,
    state: 'pending',
    emailSentCount: 0,
    delivery: { state: 'queued', attempts: 0, nextAttemptAt: now },
    sends: { startedAt: now, count: 1, lastAt: now },
    createdAt: now,
    updatedAt: now,
  };

  it('is pending, and queued to be mailed', () => {
    expect(invite(given)).toEqual(invited);
  });

  it('is not mailed where the link is to be handed over', () => {
    expect(invite({ ...given, byMail: false })).toEqual({
      ...invited,
      delivery: { state: 'none', attempts: 0 },
    });
  });
});

describe('the digest of a token', () => {
  it('is 64 lower-case hex digits', () => {
    expect(parseTokenDigest('0123456789abcdef'.repeat(4))).toBe('0123456789abcdef'.repeat(4));
    const none = ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), 'g'.repeat(64), `${'a'.repeat(64)}\n`];
    expect(none.map(parseTokenDigest)).toEqual(none.map(() => null));
  });
});

describe('expiry', () => {
  it('is a whole second, the policy’s seven days after the one in which it was made', () => {
    expect(expiryFrom(now, policy)).toEqual(new Date('2026-11-29T12:00:00.000Z'));
    expect(expiryFrom(now, policyWith({ invitationLifetime: hour }))).toEqual(
      new Date('2026-11-22T13:00:00.000Z'),
    );
  });

  it('counts from its moment on, whatever has been written', () => {
    const invitation = pendingInvitation();
    expect(stateAt(invitation, after(hour - 0.001))).toBe('pending');
    expect(stateAt(invitation, after(hour))).toBe('expired');
    expect(stateAt(invitation, after(hour + 0.001))).toBe('expired');
  });
});

/** For each stored state what a command is told before expiry, and from then on. */
const table: Readonly<Record<InvitationState, readonly [before: string | null, after: string | null]>> = {
  pending: [null, 'invitation_expired'],
  accepted: ['invitation_already_accepted', 'invitation_already_accepted'],
  declined: ['invitation_declined', 'invitation_declined'],
  revoked: ['invitation_revoked', 'invitation_revoked'],
  expired: ['invitation_expired', 'invitation_expired'],
};

describe('an invitation', () => {
  it.each(invitationStates)('that is stored as %s lets a command through only while pending', (state) => {
    const invitation = pendingInvitation({ state });
    const [before, afterwards] = table[state];
    const told = [after(0), after(hour - 0.001), after(hour), after(365 * day)].map(
      (at) => closedRefusal(invitation, at)?.code ?? null,
    );
    expect(told).toEqual([before, before, afterwards, afterwards]);
  });

  const closings = [
    ['accepted', 'invitation_already_accepted'],
    ['declined', 'invitation_declined'],
    ['revoked', 'invitation_revoked'],
  ] as const;
  it.each(closings)('once %s is closed to every command for good', (state, code) => {
    const closed = close(pendingInvitation(), state, userIdOf(2), after(60));
    expect(closed).toEqual({
      ...pendingInvitation(),
      state,
      delivery: { state: 'dropped', attempts: 0 },
      closedAt: after(60),
      closedBy: userIdOf(2),
      updatedAt: after(60),
    });
    for (const at of [after(60), expiry, after(day)]) {
      expect(closedRefusal(closed, at)).toEqual({ code });
    }
  });

  it('that the platform closes names nobody', () => {
    const closed = close(pendingInvitation(), 'revoked', null, after(60));
    expect(closed).not.toHaveProperty('closedBy');
    expect(closed.closedAt).toEqual(after(60));
  });

  it('is no longer sent once it is closed: a relay that holds it has lost its lease', () => {
    const lease = { id: leaseIdOf(1), until: after(60) };
    const held = pendingInvitation({
      delivery: { state: 'queued', attempts: 3, nextAttemptAt: now, lease },
    });
    expect(close(held, 'declined', userIdOf(2), now).delivery).toEqual({
      state: 'dropped',
      attempts: 3,
    });
  });

  it.each(['none', 'sent', 'failed', 'dropped'] as const)(
    'keeps what came of its delivery when it is closed: %s',
    (state) => {
      const rested = pendingInvitation({ delivery: { state, attempts: 2 } });
      expect(close(rested, 'accepted', userIdOf(2), now).delivery).toEqual({ state, attempts: 2 });
    },
  );
});

describe('who answers', () => {
  const invitation = pendingInvitation();
  const ada = emailOf('ADA@example.com').key;
  const eve = emailOf('eve@example.com').key;
  it.each([
    [ada, true, null],
    [ada, false, 'email_not_verified'],
    [eve, true, 'invitation_email_mismatch'],
    // Whether a stranger's address is verified is not what is wrong.
    [eve, false, 'invitation_email_mismatch'],
  ] as const)('is the person at the address, once verified: %s, %s, %s', (emailKey, emailVerified, code) => {
    expect(addresseeRefusal(invitation, { emailKey, emailVerified })?.code ?? null).toBe(code);
  });

  it('is not whoever has a sub-address of it', () => {
    const { key } = emailOf('ada+guild@example.com');
    expect(addresseeRefusal(invitation, { emailKey: key, emailVerified: true })).toEqual({
      code: 'invitation_email_mismatch',
    });
  });
});

describe('resending', () => {
  it('makes a new revision with a new token and expiry, queued anew', () => {
    const held = pendingInvitation({
      delivery: {
        state: 'queued',
        attempts: 3,
        nextAttemptAt: now,
        lease: { id: leaseIdOf(1), until: after(600) },
      },
      emailSentCount: 3,
      lastEmailSentAt: now,
    });
    expect(resendAt(held, after(60))).toEqual({
      ok: true,
      value: {
        ...held,
        tokenDigest: tokenOf(2).digest,
        kid: 'k2',
        revision: 2,
        expiresAt: expiryFrom(after(60), policy),
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: after(60) },
        sends: { startedAt: now, count: 2, lastAt: after(60) },
        updatedAt: after(60),
      },
    });
  });

  it('waits a minute', () => {
    const invitation = pendingInvitation();
    expect(resendAt(invitation, now)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 60 },
    });
    expect(resendAt(invitation, after(59.999))).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 1 },
    });
    expect(resendAt(invitation, after(60)).ok).toBe(true);
    expect(resendAt(invitation, now, policyWith({ resendCooldown: 0 })).ok).toBe(true);
  });

  it('happens ten times in the 24 hours from the first, which counts', () => {
    const sent = pendingInvitation({ sends: { startedAt: now, count: 10, lastAt: after(hour) } });
    expect(resendAt(sent, after(2 * hour))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 22 * hour },
    });
    expect(resendAt(sent, after(day - 0.001))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 1 },
    });
    expect(resendAt(sent, after(day))).toMatchObject({
      ok: true,
      value: { sends: { startedAt: after(day), count: 1, lastAt: after(day) } },
    });
    const ninth = pendingInvitation({ sends: { startedAt: now, count: 9, lastAt: after(hour) } });
    expect(resendAt(ninth, after(2 * hour))).toMatchObject({
      ok: true,
      value: { sends: { startedAt: now, count: 10, lastAt: after(2 * hour) } },
    });
  });
});

describe('inviting again after expiry', () => {
  const expired = pendingInvitation({
    emailSentCount: 2,
    lastEmailSentAt: after(5),
    delivery: { state: 'sent', attempts: 2 },
  });
  const again = {
    email: emailOf('Ada@example.com'),
    role: 'admin',
    inviter: userIdOf(7),
    byMail: true,
    claims: claimsOf(2, after(9 * day)),
    token: tokenOf(2),
    now: after(2 * day),
  } as const;

  it('renews the row: next revision, new inviter, new role, what was sent still counted', () => {
    expect(renew(expired, again, policy)).toEqual({
      ok: true,
      value: {
        ...expired,
        email: 'Ada@example.com',
        role: 'admin',
        tokenDigest: tokenOf(2).digest,
        kid: 'k2',
        revision: 2,
        invitedBy: userIdOf(7),
        invitedAt: after(2 * day),
        expiresAt: after(9 * day),
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: after(2 * day) },
        sends: { startedAt: after(2 * day), count: 1, lastAt: after(2 * day) },
        updatedAt: after(2 * day),
      },
    });
  });

  it('opens one that a sweep has closed, and leaves no trace of the closing', () => {
    const swept = { ...expired, state: 'expired', closedAt: after(day) } as const;
    const renewed = renew(swept, again, policy);
    expect(renewed).toMatchObject({ ok: true, value: { state: 'pending' } });
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('closedAt');
  });

  it('may be without mail', () => {
    expect(renew(expired, { ...again, byMail: false }, policy)).toMatchObject({
      ok: true,
      value: { delivery: { state: 'none', attempts: 0 } },
    });
  });

  it('is sending as well: the same pause and the same number a day', () => {
    const cool = policyWith({ resendCooldown: day });
    expect(renew(expired, { ...again, now: after(2 * hour) }, cool)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 22 * hour },
    });
    expect(renew(expired, { ...again, now: after(2 * hour) }, policyWith({ sendsPerDay: 1 }))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 22 * hour },
    });
  });
});
