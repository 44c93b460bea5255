import { describe, expect, it } from 'vitest';
import {
  addresseeRefusal,
  close,
  closedRefusal,
  expiryFrom,
  type InvitationState,
  invitationStates,
  invite,
  parseTokenDigest,
  stateAt,
} from '../../../src/domain/organization/invitation.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import {
  claimsOf,
  emailOf,
  invitationIdOf,
  languageOf,
  later,
  leaseIdOf,
  membershipIdOf,
  mentra,
  now,
  pendingInvitation,
  tokenOf,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;
const policy = policyWith();
const expiry = later(hour);

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

  it('keeps with which membership it was made', () => {
    const invitedAs = { membershipId: membershipIdOf(1), version: 3, restorations: 0 };
    expect(invite({ ...given, invitedAs })).toEqual({ ...invited, invitedAs });
  });

  it('keeps in which language its mail is to be', () => {
    const language = languageOf('pt-BR');
    expect(invite({ ...given, language })).toEqual({ ...invited, language: 'pt-BR' });
    expect(invite(given)).not.toHaveProperty('language');
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

describe('expiry', () => {
  it('is a whole second, the policy’s seven days after the one in which it was made', () => {
    expect(expiryFrom(now, policy)).toEqual(new Date('2026-11-29T12:00:00.000Z'));
    expect(expiryFrom(now, policyWith({ invitationLifetime: hour }))).toEqual(
      new Date('2026-11-22T13:00:00.000Z'),
    );
  });

  it('counts from its moment on, whatever has been written', () => {
    const invitation = pendingInvitation();
    expect(stateAt(invitation, later(hour - 0.001))).toBe('pending');
    expect(stateAt(invitation, later(hour))).toBe('expired');
    expect(stateAt(invitation, later(hour + 0.001))).toBe('expired');
  });
});

/** For each stored state what a command is told before expiry, and from then on. */
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
    'that is stored as %s lets a command through only while pending',
    (state) => {
      const invitation = pendingInvitation({ state });
      const [before, afterwards] = table[state];
      const told = [later(0), later(hour - 0.001), later(hour), later(365 * day)].map(
        (at) => closedRefusal(invitation, at)?.code ?? null,
      );
      expect(told).toEqual([before, before, afterwards, afterwards]);
    },
  );

  const closings = [
    ['accept', 'accepted', 'invitation_already_accepted'],
    ['decline', 'declined', 'invitation_declined'],
    ['revoke', 'revoked', 'invitation_revoked'],
  ] as const;
  it.each(closings)('by %s is %s, and closed to every command for good', (event, state, code) => {
    const closed = close(pendingInvitation(), event, userIdOf(2), later(60));
    expect(closed).toEqual({
      ...pendingInvitation(),
      state,
      delivery: { state: 'dropped', attempts: 0 },
      closedAt: later(60),
      closedBy: userIdOf(2),
      updatedAt: later(60),
    });
    for (const at of [later(60), expiry, later(day)]) {
      expect(closedRefusal(closed, at)).toEqual({ code });
    }
  });

  it('that the platform closes names nobody', () => {
    const closed = close(pendingInvitation(), 'revoke', null, later(60));
    expect(closed).not.toHaveProperty('closedBy');
    expect(closed.closedAt).toEqual(later(60));
  });

  it('is no longer sent once it is closed: a relay that holds it has lost its lease', () => {
    const lease = { id: leaseIdOf(1), until: later(60) };
    const held = pendingInvitation({
      delivery: { state: 'queued', attempts: 3, nextAttemptAt: now, lease },
    });
    expect(close(held, 'decline', userIdOf(2), now).delivery).toEqual({
      state: 'dropped',
      attempts: 3,
    });
  });

  it.each(['none', 'sent', 'failed', 'dropped'] as const)(
    'keeps what came of its delivery when it is closed: %s',
    (state) => {
      const rested = pendingInvitation({ delivery: { state, attempts: 2 } });
      expect(close(rested, 'accept', userIdOf(2), now).delivery).toEqual({ state, attempts: 2 });
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
  ] as const)(
    'is the person at the address, once verified: %s, %s, %s',
    (emailKey, emailVerified, code) => {
      expect(addresseeRefusal(invitation, { emailKey, emailVerified })?.code ?? null).toBe(code);
    },
  );

  it('is not whoever has a sub-address of it', () => {
    const { key } = emailOf('ada+guild@example.com');
    expect(addresseeRefusal(invitation, { emailKey: key, emailVerified: true })).toEqual({
      code: 'invitation_email_mismatch',
    });
  });
});
