// New tokens for an existing invitation: it is resent while it is pending, and renewed after it expires.
import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import {
  invitationExpiryFrom,
  renewInvitation,
  resendInvitation,
} from '../../../src/domain/organization/send-invitation.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import {
  leaseIdOf,
  membershipIdOf,
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

function resendAt(invitation: Invitation, at: Date, numbers = policy) {
  const revision = invitation.revision + 1;
  return resendInvitation(
    invitation,
    sampleClaims(revision, invitationExpiryFrom(at, numbers)),
    sampleTokenFingerprint(revision),
    numbers,
    at,
  );
}

describe('resending', () => {
  it('makes a new revision with a new token and expiry, and queues the mail', () => {
    const held = pendingInvitation({
      delivery: {
        state: 'queued',
        attempts: 3,
        nextAttemptAt: now,
        lease: { id: leaseIdOf(1), until: secondsLater(600) },
      },
      emailSentCount: 3,
      lastEmailSentAt: now,
    });
    expect(resendAt(held, secondsLater(60))).toEqual({
      ok: true,
      value: {
        ...held,
        tokenDigest: sampleTokenFingerprint(2).digest,
        kid: 'k2',
        revision: 2,
        expiresAt: invitationExpiryFrom(secondsLater(60), policy),
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: secondsLater(60) },
        sendWindow: { startedAt: now, count: 2, lastAt: secondsLater(60) },
        updatedAt: secondsLater(60),
      },
    });
  });

  it('is refused for a minute after the last send', () => {
    const invitation = pendingInvitation();
    expect(resendAt(invitation, now)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 60 },
    });
    expect(resendAt(invitation, secondsLater(59.999))).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 1 },
    });
    expect(resendAt(invitation, secondsLater(60)).ok).toBe(true);
    expect(resendAt(invitation, now, resolvePolicy({ resendCooldown: 0 })).ok).toBe(true);
  });

  it('is possible until there are ten sends in 24 hours, the first invitation included', () => {
    const sent = pendingInvitation({
      sendWindow: { startedAt: now, count: 10, lastAt: secondsLater(hour) },
    });
    expect(resendAt(sent, secondsLater(2 * hour))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 22 * hour },
    });
    expect(resendAt(sent, secondsLater(day - 0.001))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 1 },
    });
    expect(resendAt(sent, secondsLater(day))).toMatchObject({
      ok: true,
      value: { sendWindow: { startedAt: secondsLater(day), count: 1, lastAt: secondsLater(day) } },
    });
    const ninth = pendingInvitation({
      sendWindow: { startedAt: now, count: 9, lastAt: secondsLater(hour) },
    });
    expect(resendAt(ninth, secondsLater(2 * hour))).toMatchObject({
      ok: true,
      value: { sendWindow: { startedAt: now, count: 10, lastAt: secondsLater(2 * hour) } },
    });
  });
});

describe('inviting again after expiry', () => {
  const expired = pendingInvitation({
    emailSentCount: 2,
    lastEmailSentAt: secondsLater(5),
    delivery: { state: 'sent', attempts: 2 },
  });
  const again = {
    email: toEmail('Ada@example.com'),
    role: 'admin',
    inviter: userIdOf(7),
    byMail: true,
    claims: sampleClaims(2, secondsLater(9 * day)),
    token: sampleTokenFingerprint(2),
    now: secondsLater(2 * day),
  } as const;

  it('renews the row with the next revision, a new inviter and role, and keeps the send counts', () => {
    expect(renewInvitation(expired, again, policy)).toEqual({
      ok: true,
      value: {
        ...expired,
        email: 'Ada@example.com',
        role: 'admin',
        tokenDigest: sampleTokenFingerprint(2).digest,
        kid: 'k2',
        revision: 2,
        invitedBy: userIdOf(7),
        invitedAt: secondsLater(2 * day),
        expiresAt: secondsLater(9 * day),
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: secondsLater(2 * day) },
        sendWindow: { startedAt: secondsLater(2 * day), count: 1, lastAt: secondsLater(2 * day) },
        updatedAt: secondsLater(2 * day),
      },
    });
  });

  it('reopens one that is stored as expired, and removes its closing fields', () => {
    const swept = { ...expired, state: 'expired', closedAt: secondsLater(day) } as const;
    const renewed = renewInvitation(swept, again, policy);
    expect(renewed).toMatchObject({ ok: true, value: { state: 'pending' } });
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('closedAt');
  });

  it('uses the language of the new invitation, never that of the old one', () => {
    const german = { ...expired, language: toLanguageTag('de') };
    const language = toLanguageTag('pt-BR');
    expect(renewInvitation(german, { ...again, language }, policy)).toMatchObject({
      ok: true,
      value: { language: 'pt-BR' },
    });
    const renewed = renewInvitation(german, again, policy);
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('language');
  });

  it('uses the membership of the new inviter, never that of the old one', () => {
    const before = { membershipId: membershipIdOf(1), demotions: 3, restoreCount: 0 };
    const old = { ...expired, inviterSnapshot: before };
    const inviterSnapshot = {
      membershipId: membershipIdOf(7),
      demotions: 1,
      restoreCount: 2,
    };
    expect(renewInvitation(old, { ...again, inviterSnapshot }, policy)).toMatchObject({
      ok: true,
      value: { inviterSnapshot: inviterSnapshot },
    });
    const renewed = renewInvitation(old, again, policy);
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('inviterSnapshot');
  });

  it('can be without mail', () => {
    expect(renewInvitation(expired, { ...again, byMail: false }, policy)).toMatchObject({
      ok: true,
      value: { delivery: { state: 'none', attempts: 0 } },
    });
  });

  it('counts as a send, with the same cooldown and daily maximum', () => {
    const cool = resolvePolicy({ resendCooldown: day });
    expect(renewInvitation(expired, { ...again, now: secondsLater(2 * hour) }, cool)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 22 * hour },
    });
    expect(
      renewInvitation(
        expired,
        { ...again, now: secondsLater(2 * hour) },
        resolvePolicy({ maxDailySendsPerInvitation: 1 }),
      ),
    ).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 22 * hour },
    });
  });
});
