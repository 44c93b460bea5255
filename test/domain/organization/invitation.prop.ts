import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addresseeRefusal,
  close,
  closedRefusal,
  expiryFrom,
  type Invitation,
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

type Command = 'accept' | 'decline' | 'revoke' | 'resend' | 'renew';

/** What a command does with an invitation that lets it through; null where a rule refuses it. */
const effects: Readonly<Record<Command, (invitation: Invitation, at: Date) => Invitation | null>> =
  {
    accept: (invitation, at) => close(invitation, 'accepted', userIdOf(2), at),
    decline: (invitation, at) => close(invitation, 'declined', userIdOf(2), at),
    revoke: (invitation, at) => close(invitation, 'revoked', null, at),
    resend: (invitation, at) => resent(invitation, at),
    renew: (invitation, at) => renewed(invitation, at),
  };
const policy = policyWith({ invitationLifetime: hour, resendCooldown: 0, sendsPerDay: 100 });

function resent(invitation: Invitation, at: Date): Invitation | null {
  const revision = invitation.revision + 1;
  const claims = claimsOf(revision, expiryFrom(at, policy));
  const result = resend(invitation, claims, tokenOf(revision), policy, at);
  return result.ok ? result.value : null;
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

/** An expired invitation may be renewed, a pending one all the rest, a closed one nothing. */
function mayBe(command: Command, invitation: Invitation, at: Date): boolean {
  const refusal = closedRefusal(invitation, at);
  return command === 'renew' ? refusal?.code === 'invitation_expired' : refusal === null;
}

/** The machine as the rules draw it: the state and when it expires. */
interface Model {
  state: 'pending' | 'accepted' | 'declined' | 'revoked';
  expiresAt: number;
  revision: number;
}

function step(model: Model, command: Command, at: number): void {
  const isExpired = at >= model.expiresAt;
  if (model.state !== 'pending' || (command === 'renew') !== isExpired) return;
  if (command === 'accept') model.state = 'accepted';
  else if (command === 'decline') model.state = 'declined';
  else if (command === 'revoke') model.state = 'revoked';
  else {
    model.expiresAt = Math.floor(at / 1_000) * 1_000 + hour * 1_000;
    model.revision += 1;
  }
}

describe('an invitation', () => {
  it('goes through any sequence of commands as the rules draw it', () => {
    const commands = fc.array(
      fc.tuple(
        fc.constantFrom<Command>(
          'resend',
          'renew',
          'resend',
          'renew',
          'accept',
          'decline',
          'revoke',
        ),
        fc.integer({ min: 0, max: 90 * 60 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(commands, (given) => {
        let invitation = pendingInvitation();
        const model: Model = {
          state: 'pending',
          expiresAt: invitation.expiresAt.getTime(),
          revision: 1,
        };
        let at = invitation.createdAt;
        for (const [command, seconds] of given) {
          at = later(seconds, at);
          if (mayBe(command, invitation, at))
            invitation = effects[command](invitation, at) ?? invitation;
          step(model, command, at.getTime());
          expect([invitation.state, invitation.revision, invitation.expiresAt.getTime()]).toEqual([
            model.state,
            model.revision,
            model.expiresAt,
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays the same invitation of the same organization with the same beginning, whatever is done', () => {
    fc.assert(
      fc.property(
        invitations(),
        fc.constantFrom<Command>('accept', 'decline', 'revoke', 'resend', 'renew'),
        dates(),
        (invitation, command, at) => {
          const { id, organizationId, createdAt, emailSentCount, lastEmailSentAt } = invitation;
          const done = effects[command](invitation, at);
          if (done === null) return;
          expect(done).toMatchObject({ id, organizationId, createdAt, emailSentCount });
          expect(done.lastEmailSentAt).toEqual(lastEmailSentAt);
          expect(done.updatedAt).toEqual(at);
        },
      ),
    );
  });

  it('takes every trace of the old token with it when it gets a new one', () => {
    fc.assert(
      fc.property(invitations(['pending', 'expired']), dates(), (invitation, at) => {
        for (const make of [resent, renewed]) {
          const next = make(invitation, at);
          if (next === null) continue;
          expect(next.revision).toBe(invitation.revision + 1);
          expect(JSON.stringify(next)).not.toContain(invitation.tokenDigest);
          expect(next.delivery).not.toHaveProperty('lease');
        }
      }),
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
