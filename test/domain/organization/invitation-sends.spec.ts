// A new token for an invitation that exists: resent while it is pending, renewed once it has expired.
import { describe, expect, it } from 'vitest';
import {
  expiryFrom,
  type Invitation,
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
  membershipIdOf,
  now,
  pendingInvitation,
  tokenOf,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;
const policy = policyWith();

function resendAt(invitation: Invitation, at: Date, numbers = policy) {
  const revision = invitation.revision + 1;
  return resend(
    invitation,
    claimsOf(revision, expiryFrom(at, numbers)),
    tokenOf(revision),
    numbers,
    at,
  );
}

describe('resending', () => {
  it('makes a new revision with a new token and expiry, queued anew', () => {
    const held = pendingInvitation({
      delivery: {
        state: 'queued',
        attempts: 3,
        nextAttemptAt: now,
        lease: { id: leaseIdOf(1), until: later(600) },
      },
      emailSentCount: 3,
      lastEmailSentAt: now,
    });
    expect(resendAt(held, later(60))).toEqual({
      ok: true,
      value: {
        ...held,
        tokenDigest: tokenOf(2).digest,
        kid: 'k2',
        revision: 2,
        expiresAt: expiryFrom(later(60), policy),
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: later(60) },
        sends: { startedAt: now, count: 2, lastAt: later(60) },
        updatedAt: later(60),
      },
    });
  });

  it('waits a minute', () => {
    const invitation = pendingInvitation();
    expect(resendAt(invitation, now)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 60 },
    });
    expect(resendAt(invitation, later(59.999))).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 1 },
    });
    expect(resendAt(invitation, later(60)).ok).toBe(true);
    expect(resendAt(invitation, now, policyWith({ resendCooldown: 0 })).ok).toBe(true);
  });

  it('happens ten times in the 24 hours from the first, which counts', () => {
    const sent = pendingInvitation({ sends: { startedAt: now, count: 10, lastAt: later(hour) } });
    expect(resendAt(sent, later(2 * hour))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 22 * hour },
    });
    expect(resendAt(sent, later(day - 0.001))).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 1 },
    });
    expect(resendAt(sent, later(day))).toMatchObject({
      ok: true,
      value: { sends: { startedAt: later(day), count: 1, lastAt: later(day) } },
    });
    const ninth = pendingInvitation({ sends: { startedAt: now, count: 9, lastAt: later(hour) } });
    expect(resendAt(ninth, later(2 * hour))).toMatchObject({
      ok: true,
      value: { sends: { startedAt: now, count: 10, lastAt: later(2 * hour) } },
    });
  });
});

describe('inviting again after expiry', () => {
  const expired = pendingInvitation({
    emailSentCount: 2,
    lastEmailSentAt: later(5),
    delivery: { state: 'sent', attempts: 2 },
  });
  const again = {
    email: emailOf('Ada@example.com'),
    role: 'admin',
    inviter: userIdOf(7),
    byMail: true,
    claims: claimsOf(2, later(9 * day)),
    token: tokenOf(2),
    now: later(2 * day),
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
        invitedAt: later(2 * day),
        expiresAt: later(9 * day),
        delivery: { state: 'queued', attempts: 0, nextAttemptAt: later(2 * day) },
        sends: { startedAt: later(2 * day), count: 1, lastAt: later(2 * day) },
        updatedAt: later(2 * day),
      },
    });
  });

  it('opens one that a sweep has closed, and leaves no trace of the closing', () => {
    const swept = { ...expired, state: 'expired', closedAt: later(day) } as const;
    const renewed = renew(swept, again, policy);
    expect(renewed).toMatchObject({ ok: true, value: { state: 'pending' } });
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('closedAt');
  });

  it('is in the language of the new invitation, never in that of the old one', () => {
    const german = { ...expired, language: languageOf('de') };
    const language = languageOf('pt-BR');
    expect(renew(german, { ...again, language }, policy)).toMatchObject({
      ok: true,
      value: { language: 'pt-BR' },
    });
    const renewed = renew(german, again, policy);
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('language');
  });

  it('goes by the membership of the new inviter, never by that of the old one', () => {
    const before = { membershipId: membershipIdOf(1), version: 3, restorations: 0 };
    const old = { ...expired, invitedAs: before };
    const invitedAs = { membershipId: membershipIdOf(7), version: 1, restorations: 2 };
    expect(renew(old, { ...again, invitedAs }, policy)).toMatchObject({
      ok: true,
      value: { invitedAs },
    });
    const renewed = renew(old, again, policy);
    expect(renewed.ok && Object.keys(renewed.value)).not.toContain('invitedAs');
  });

  it('may be without mail', () => {
    expect(renew(expired, { ...again, byMail: false }, policy)).toMatchObject({
      ok: true,
      value: { delivery: { state: 'none', attempts: 0 } },
    });
  });

  it('is sending as well: the same pause and the same number a day', () => {
    const cool = policyWith({ resendCooldown: day });
    expect(renew(expired, { ...again, now: later(2 * hour) }, cool)).toEqual({
      ok: false,
      refusal: { code: 'resend_too_soon', retryAfter: 22 * hour },
    });
    expect(
      renew(expired, { ...again, now: later(2 * hour) }, policyWith({ sendsPerDay: 1 })),
    ).toEqual({
      ok: false,
      refusal: { code: 'rate_limited', retryAfter: 22 * hour },
    });
  });
});
