// Random commands on an invitation, compared with a simple model.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addresseeRefusal,
  invitationClosedRefusal,
} from '../../../src/domain/organization/accept-invitation.js';
import {
  closeInvitation,
  expireInvitation,
} from '../../../src/domain/organization/close-invitation.js';
import {
  type Invitation,
  type InvitationTransition,
  invitationCommands,
  invitationStateAt,
} from '../../../src/domain/organization/invitation.js';
import {
  invitationExpiryFrom,
  reissueInvitation,
  renewInvitation,
  resendInvitation,
} from '../../../src/domain/organization/send-invitation.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { dates, emails, invitations, users } from '../../../src/testing/arbitraries/index.js';
import {
  pendingInvitation,
  sampleClaims,
  sampleTokenFingerprint,
  secondsLater,
  toEmail,
  userIdOf,
} from '../support/samples.js';

const hour = 3_600;
const day = 24 * hour;

describe('the expiry of an invitation', () => {
  it('is a whole second, less than a second before the end of the lifetime', () => {
    const lifetimes = fc.integer({ min: hour, max: 30 * day });
    fc.assert(
      fc.property(dates(), lifetimes, (at, invitationLifetime) => {
        const expiresAt = invitationExpiryFrom(at, resolvePolicy({ invitationLifetime }));
        expect(expiresAt.getMilliseconds()).toBe(0);
        const left = (expiresAt.getTime() - at.getTime()) / 1_000;
        expect(left).toBeLessThanOrEqual(invitationLifetime);
        expect(left).toBeGreaterThan(invitationLifetime - 1);
      }),
    );
  });

  it('is the only change that time makes', () => {
    fc.assert(
      fc.property(invitations(), dates(), (invitation, at) => {
        const isOver = at.getTime() >= invitation.expiresAt.getTime();
        const expected = invitation.state === 'pending' && isOver ? 'expired' : invitation.state;
        expect(invitationStateAt(invitation, at)).toBe(expected);
        expect(invitationClosedRefusal(invitation, at) === null).toBe(expected === 'pending');
      }),
    );
  });
});

/** Runs each command on an invitation. Null if a limit refuses it. */
const effects: Readonly<
  Record<InvitationTransition, (invitation: Invitation, at: Date) => Invitation | null>
> = {
  accept: (invitation, at) => closeInvitation(invitation, 'accept', userIdOf(2), at),
  decline: (invitation, at) => closeInvitation(invitation, 'decline', userIdOf(2), at),
  revoke: (invitation, at) => closeInvitation(invitation, 'revoke', null, at),
  expire: (invitation, at) => expireInvitation(invitation, at),
  resend: (invitation, at) => resent(invitation, at),
  reissue: (invitation, at) => reissued(invitation, at),
  renew: (invitation, at) => renewed(invitation, at),
};
const commands: fc.Arbitrary<InvitationTransition> = fc.constantFrom(...invitationCommands);
const policy = resolvePolicy({
  invitationLifetime: hour,
  resendCooldown: 0,
  maxDailySendsPerInvitation: 100,
});

function resent(invitation: Invitation, at: Date): Invitation | null {
  const revision = invitation.revision + 1;
  const claims = sampleClaims(revision, invitationExpiryFrom(at, policy));
  const result = resendInvitation(invitation, claims, sampleTokenFingerprint(revision), policy, at);
  return result.ok ? result.value : null;
}

function reissued(invitation: Invitation, at: Date): Invitation {
  const revision = invitation.revision + 1;
  const claims = sampleClaims(revision, invitationExpiryFrom(at, policy));
  return reissueInvitation(invitation, claims, sampleTokenFingerprint(revision), at);
}

function renewed(invitation: Invitation, at: Date): Invitation | null {
  const revision = invitation.revision + 1;
  const given = {
    email: toEmail('ada@example.com'),
    role: 'admin',
    inviter: userIdOf(3),
    byMail: false,
    claims: sampleClaims(revision, invitationExpiryFrom(at, policy)),
    token: sampleTokenFingerprint(revision),
    now: at,
  } as const;
  const result = renewInvitation(invitation, given, policy);
  return result.ok ? result.value : null;
}

/** Whether the command is possible: an expired invitation can be renewed (or stored as expired), a pending one allows all else, a closed one nothing. */
function mayBe(command: InvitationTransition, invitation: Invitation, at: Date): boolean {
  const state = invitationStateAt(invitation, at);
  if (command === 'renew') return state === 'expired';
  if (command === 'expire') return state === 'expired' && invitation.state === 'pending';
  return state === 'pending';
}

/** A model of the state machine: the stored state and the expiry. */
interface InvitationModel {
  stored: 'pending' | 'accepted' | 'declined' | 'revoked' | 'expired';
  expiresAt: number;
  revision: number;
}

const closings = { accept: 'accepted', decline: 'declined', revoke: 'revoked' } as const;

function applyToModel(model: InvitationModel, command: InvitationTransition, at: number): void {
  const isOver = at >= model.expiresAt;
  const isOpen = model.stored === 'pending' && !isOver;
  const isExpired = model.stored === 'expired' || (model.stored === 'pending' && isOver);
  if (command === 'expire') {
    if (isExpired) model.stored = 'expired';
  } else if (command === 'resend' || command === 'reissue' || command === 'renew') {
    if (command === 'renew' ? !isExpired : !isOpen) return;
    model.stored = 'pending';
    model.expiresAt = Math.floor(at / 1_000) * 1_000 + hour * 1_000;
    model.revision += 1;
  } else if (isOpen) model.stored = closings[command];
}

/** The outcome of a command. A send limit may refuse a command that is not possible anyway. */
function outcomeOf(command: InvitationTransition, invitation: Invitation, at: Date): string {
  try {
    return effects[command](invitation, at) === null ? 'refused' : 'done';
  } catch (error) {
    expect(String(error)).toContain(
      `in the state ${invitation.state} does not allow the command ${command}`,
    );
    return 'cannot';
  }
}

describe('an invitation', () => {
  it('follows the transition table in any sequence of commands', () => {
    const steps = fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 3, arbitrary: commands },
          {
            weight: 4,
            arbitrary: fc.constantFrom<InvitationTransition>(
              'resend',
              'renew',
              'expire',
              'reissue',
            ),
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
        const model: InvitationModel = {
          stored: 'pending',
          expiresAt: invitation.expiresAt.getTime(),
          revision: 1,
        };
        let at = invitation.createdAt;
        for (const [command, seconds] of given) {
          at = secondsLater(seconds, at);
          if (mayBe(command, invitation, at)) {
            reached.add(`${invitation.state} ${command}`);
            invitation = effects[command](invitation, at) ?? invitation;
          }
          applyToModel(model, command, at.getTime());
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

  it('keeps its id, organization and creation time through any command', () => {
    fc.assert(
      fc.property(
        invitations(['pending', 'expired']),
        commands,
        dates(),
        (invitation, command, at) => {
          if (!mayBe(command, invitation, at)) return;
          const { id, organizationId, createdAt, emailSentCount, lastEmailSentAt } = invitation;
          const done = effects[command](invitation, at);
          if (done === null) return;
          expect(done).toMatchObject({ id, organizationId, createdAt, emailSentCount });
          expect(done.lastEmailSentAt).toEqual(lastEmailSentAt);
          expect(done.updatedAt).toEqual(at);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never changes after it is closed', () => {
    fc.assert(
      fc.property(
        invitations(['accepted', 'declined', 'revoked']),
        commands,
        dates(),
        (invitation, command, at) => {
          const before = structuredClone(invitation);
          expect(mayBe(command, invitation, at)).toBe(false);
          expect(['refused', 'cannot']).toContain(outcomeOf(command, invitation, at));
          expect(invitation).toEqual(before);
        },
      ),
    );
  });

  it('keeps nothing of the old token when it gets a new one', () => {
    fc.assert(
      fc.property(invitations(['pending', 'expired']), dates(), (invitation, at) => {
        for (const command of ['resend', 'reissue', 'renew'] as const) {
          const next = mayBe(command, invitation, at) ? effects[command](invitation, at) : null;
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

describe('the user who accepts or declines', () => {
  it('has the invited email address and has verified it', () => {
    fc.assert(
      fc.property(invitations(), users(), fc.boolean(), (invitation, user, isAddressee) => {
        const answering = isAddressee ? { ...user, emailKey: invitation.emailKey } : user;
        const isTheirs = answering.emailKey === invitation.emailKey;
        const refusalCode = answering.emailVerified ? null : 'email_not_verified';
        expect(addresseeRefusal(invitation, answering)?.code ?? null).toBe(
          isTheirs ? refusalCode : 'invitation_email_mismatch',
        );
      }),
    );
  });

  it('is not one with another email key', () => {
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
