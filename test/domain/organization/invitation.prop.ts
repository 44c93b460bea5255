import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addresseeRefusal,
  close,
  closedRefusal,
  expire,
  expiryFrom,
  type Invitation,
  type InvitationEvent,
  invitationEvents,
  reissue,
  renew,
  resend,
  stateAt,
} from '../../../src/domain/organization/invitation.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { dates, emails, invitations, users } from '../../../src/testing/arbitraries/index.js';
import {
  claimsOf,
  emailOf,
  later,
  pendingInvitation,
  tokenOf,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;

describe('expiry', () => {
  it('is a whole second within the lifetime, and less than a second before its end', () => {
    const lifetimes = fc.integer({ min: hour, max: 30 * day });
    fc.assert(
      fc.property(dates(), lifetimes, (at, invitationLifetime) => {
        const expiresAt = expiryFrom(at, policyWith({ invitationLifetime }));
        expect(expiresAt.getMilliseconds()).toBe(0);
        const left = (expiresAt.getTime() - at.getTime()) / 1_000;
        expect(left).toBeLessThanOrEqual(invitationLifetime);
        expect(left).toBeGreaterThan(invitationLifetime - 1);
      }),
    );
  });

  it('is all that time does to an invitation', () => {
    fc.assert(
      fc.property(invitations(), dates(), (invitation, at) => {
        const isOver = at.getTime() >= invitation.expiresAt.getTime();
        const expected = invitation.state === 'pending' && isOver ? 'expired' : invitation.state;
        expect(stateAt(invitation, at)).toBe(expected);
        expect(closedRefusal(invitation, at) === null).toBe(expected === 'pending');
      }),
    );
  });
});

/** What an event does with an invitation that lets it through; null where a limit refuses it. */
const effects: Readonly<
  Record<InvitationEvent, (invitation: Invitation, at: Date) => Invitation | null>
> = {
  accept: (invitation, at) => close(invitation, 'accept', userIdOf(2), at),
  decline: (invitation, at) => close(invitation, 'decline', userIdOf(2), at),
  revoke: (invitation, at) => close(invitation, 'revoke', null, at),
  expire: (invitation, at) => expire(invitation, at),
  resend: (invitation, at) => resent(invitation, at),
  reissue: (invitation, at) => reissued(invitation, at),
  renew: (invitation, at) => renewed(invitation, at),
};
const events: fc.Arbitrary<InvitationEvent> = fc.constantFrom(...invitationEvents);
const policy = policyWith({ invitationLifetime: hour, resendCooldown: 0, sendsPerDay: 100 });

function resent(invitation: Invitation, at: Date): Invitation | null {
  const revision = invitation.revision + 1;
  const claims = claimsOf(revision, expiryFrom(at, policy));
  const result = resend(invitation, claims, tokenOf(revision), policy, at);
  return result.ok ? result.value : null;
}

function reissued(invitation: Invitation, at: Date): Invitation {
  const revision = invitation.revision + 1;
  const claims = claimsOf(revision, expiryFrom(at, policy));
  return reissue(invitation, claims, tokenOf(revision), at);
}

function renewed(invitation: Invitation, at: Date): Invitation | null {
  const revision = invitation.revision + 1;
  const given = {
    email: emailOf('ada@example.com'),
    role: 'admin',
    inviter: userIdOf(3),
    byMail: false,
    claims: claimsOf(revision, expiryFrom(at, policy)),
    token: tokenOf(revision),
    now: at,
  } as const;
  const result = renew(invitation, given, policy);
  return result.ok ? result.value : null;
}

/** An expired invitation may be renewed, one that no sweep has seen be swept, a pending one all the rest, a closed one nothing. */
function mayBe(event: InvitationEvent, invitation: Invitation, at: Date): boolean {
  const state = stateAt(invitation, at);
  if (event === 'renew') return state === 'expired';
  if (event === 'expire') return state === 'expired' && invitation.state === 'pending';
  return state === 'pending';
}

/** The machine as the rules draw it: what is stored, and when it expires. */
interface Model {
  stored: 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired';
  expiresAt: number;
  revision: number;
}

const closings = { accept: 'accepted', decline: 'declined', revoke: 'revoked' } as const;

function step(model: Model, event: InvitationEvent, at: number): void {
  const isOver = at >= model.expiresAt;
  const isOpen = model.stored === 'pending' && !isOver;
  const isExpired = model.stored === 'expired' || (model.stored === 'pending' && isOver);
  if (event === 'expire') {
    if (isExpired) model.stored = 'expired';
  } else if (event === 'resend' || event === 'reissue' || event === 'renew') {
    if (event === 'renew' ? !isExpired : !isOpen) return;
    model.stored = 'pending';
    model.expiresAt = Math.floor(at / 1_000) * 1_000 + hour * 1_000;
    model.revision += 1;
  } else if (isOpen) model.stored = closings[event];
}

/** A limit on sends may refuse what could not be done anyway. */
function outcomeOf(event: InvitationEvent, invitation: Invitation, at: Date): string {
  try {
    return effects[event](invitation, at) === null ? 'refused' : 'done';
  } catch (error) {
    expect(String(error)).toContain(`that is ${invitation.state} cannot ${event}`);
    return 'cannot';
  }
}

describe('an invitation', () => {
  it('goes through any sequence of events as the rules draw it', () => {
    const steps = fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 3, arbitrary: events },
          {
            weight: 4,
            arbitrary: fc.constantFrom<InvitationEvent>('resend', 'renew', 'expire', 'reissue'),
          },
        ),
        fc.integer({ min: 0, max: 90 * 60 }),
      ),
      { maxLength: 14 },
    );
    const reached = new Set<string>();
    fc.assert(
      fc.property(steps, (given) => {
        let invitation = pendingInvitation();
        const model: Model = {
          stored: 'pending',
          expiresAt: invitation.expiresAt.getTime(),
          revision: 1,
        };
        let at = invitation.createdAt;
        for (const [event, seconds] of given) {
          at = later(seconds, at);
          if (mayBe(event, invitation, at)) {
            reached.add(`${invitation.state} ${event}`);
            invitation = effects[event](invitation, at) ?? invitation;
          }
          step(model, event, at.getTime());
          expect([invitation.state, invitation.revision, invitation.expiresAt.getTime()]).toEqual([
            model.stored,
            model.revision,
            model.expiresAt,
          ]);
        }
      }),
      { numRuns: 300 },
    );
    expect([...reached].sort()).toEqual([
      'expired renew',
      'pending accept',
      'pending decline',
      'pending expire',
      'pending reissue',
      'pending renew',
      'pending resend',
      'pending revoke',
    ]);
  });

  it('stays the same invitation of the same organization with the same beginning, whatever is done', () => {
    fc.assert(
      fc.property(invitations(['pending', 'expired']), events, dates(), (invitation, event, at) => {
        if (!mayBe(event, invitation, at)) return;
        const { id, organizationId, createdAt, emailSentCount, lastEmailSentAt } = invitation;
        const done = effects[event](invitation, at);
        if (done === null) return;
        expect(done).toMatchObject({ id, organizationId, createdAt, emailSentCount });
        expect(done.lastEmailSentAt).toEqual(lastEmailSentAt);
        expect(done.updatedAt).toEqual(at);
      }),
      { numRuns: 300 },
    );
  });

  it('stays as it is once it is closed, whatever is tried', () => {
    fc.assert(
      fc.property(
        invitations(['accepted', 'declined', 'revoked']),
        events,
        dates(),
        (invitation, event, at) => {
          const before = structuredClone(invitation);
          expect(mayBe(event, invitation, at)).toBe(false);
          expect(['refused', 'cannot']).toContain(outcomeOf(event, invitation, at));
          expect(invitation).toEqual(before);
        },
      ),
    );
  });

  it('takes every trace of the old token with it when it gets a new one', () => {
    fc.assert(
      fc.property(invitations(['pending', 'expired']), dates(), (invitation, at) => {
        for (const event of ['resend', 'reissue', 'renew'] as const) {
          const next = mayBe(event, invitation, at) ? effects[event](invitation, at) : null;
          if (next === null) continue;
          expect(next.revision).toBe(invitation.revision + 1);
          expect(JSON.stringify(next)).not.toContain(invitation.tokenDigest);
          expect(next.delivery).not.toHaveProperty('lease');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('who answers', () => {
  it('has the invited address by its key, and has verified it', () => {
    fc.assert(
      fc.property(invitations(), users(), fc.boolean(), (invitation, user, isAddressee) => {
        const answering = isAddressee ? { ...user, emailKey: invitation.emailKey } : user;
        const isTheirs = answering.emailKey === invitation.emailKey;
        const verdict = answering.emailVerified ? null : 'email_not_verified';
        expect(addresseeRefusal(invitation, answering)?.code ?? null).toBe(
          isTheirs ? verdict : 'invitation_email_mismatch',
        );
      }),
    );
  });

  it('is nobody by an address that is not the key', () => {
    fc.assert(
      fc.property(emails(), emails(), (one, other) => {
        const refusal = addresseeRefusal(
          { emailKey: one.key },
          { emailKey: other.key, emailVerified: true },
        );
        expect(refusal === null).toBe(one.key === other.key);
      }),
    );
  });
});
