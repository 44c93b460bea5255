import type { Brand } from '../shared/brand.js';
import { type Delivery, notToSend, queued } from '../shared/delivery.js';
import type { InvitationId, MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { LanguageTag } from '../shared/language.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { secondsAfter, secondsUntil, wholeSecond } from '../shared/time.js';
import type { Email, EmailAddress, EmailKey } from '../user/email.js';
import type { User } from '../user/user.js';
import type { Role } from './role.js';

/** All states of invitations. */
export const invitationStates = ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const;
/** Where an invitation stands; only a pending one can be answered. */
export type InvitationState = (typeof invitationStates)[number];

/** All that may happen to invitations. */
export const invitationEvents = [
  'accept',
  'decline',
  'revoke',
  'expire',
  'resend',
  'reissue',
  'renew',
] as const;
/** What may happen to an invitation. */
export type InvitationEvent = (typeof invitationEvents)[number];

/** The one table of what may happen to an invitation; what it does not name cannot. */
export const invitationTransitions: Readonly<
  Record<InvitationState, Readonly<Partial<Record<InvitationEvent, InvitationState>>>>
> = {
  pending: {
    accept: 'accepted',
    decline: 'declined',
    revoke: 'revoked',
    expire: 'expired',
    resend: 'pending',
    reissue: 'pending',
  },
  expired: { renew: 'pending' },
  accepted: /* INV-1 */ {},
  declined: {},
  revoked: {},
};

/** The state that an event leads to. Callers have refused before what is no longer possible: it throws. */
function moved(from: InvitationState, event: InvitationEvent): InvitationState {
  const to = invitationTransitions[from][event];
  if (to === undefined) throw new Error(`an invitation that is ${from} cannot ${event}`);
  return to;
}

/** SHA-256 of a token, 64 lower-case hex digits. */
export type TokenDigest = Brand<string, 'TokenDigest'>;

export function parseTokenDigest(text: string): TokenDigest | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as TokenDigest) : null;
}

/** What the stored invitation knows of its token, which is derived again whenever it is needed. */
export interface TokenMark {
  readonly kid: string;
  readonly digest: TokenDigest;
}

/** The claims that a token is made of. The role and the address are not among them: the stored invitation decides. */
export interface InvitationClaims {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
  readonly revision: number;
  /** A whole second. */
  readonly expiresAt: Date;
}

/** That somebody at an address may join an organization. */
export interface Invitation {
  readonly id: InvitationId;
  readonly organizationId: OrganizationId;
  readonly email: EmailAddress;
  readonly emailKey: EmailKey;
  readonly role: Role;
  /** What language its mail is in, as a BCP 47 tag; the service's own where absent. */
  readonly language?: LanguageTag;
  readonly tokenDigest: TokenDigest;
  readonly kid: string;
  /** Raised with every new token; an older token is no longer found. */
  readonly revision: number;
  readonly invitedBy: UserId;
  /** Absent where an older system has invited. */
  readonly invitedAs?: InviterMark;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly state: InvitationState;
  /** Every attempt to send counts, failed ones too. */
  readonly emailSentCount: number;
  /** The last attempt that the mail server took. */
  readonly lastEmailSentAt?: Date;
  readonly delivery: Delivery;
  readonly sends: SendWindow;
  readonly closedAt?: Date;
  /** Who closed it; absent where time or the platform did. */
  readonly closedBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The membership by which somebody invited, and the organization's life, as they were then: whether either has changed since. */
export interface InviterMark {
  readonly membershipId: MembershipId;
  readonly version: number;
  readonly restorations: number;
}

/** Sends asked for in a window of 24 hours that begins with the first of them. */
export interface SendWindow {
  readonly startedAt: Date;
  readonly count: number;
  readonly lastAt: Date;
}

const day = 86_400;

/** Expiry counts from `expiresAt` at once; the stored state is written later. */
export function stateAt(
  invitation: Pick<Invitation, 'state' | 'expiresAt'>,
  now: Date,
): InvitationState {
  const isOver = /* INV-2 */ invitation.state === 'pending' && invitation.expiresAt <= now;
  return isOver ? 'expired' : invitation.state;
}

export function expiryFrom(now: Date, policy: Policy): Date {
  return secondsAfter(/* INV-8 */ wholeSecond(now), policy.invitationLifetime);
}

export interface Inviting {
  readonly email: Email;
  readonly role: Role;
  readonly inviter: UserId;
  readonly invitedAs?: InviterMark;
  readonly byMail: boolean;
  readonly language?: LanguageTag;
  readonly claims: InvitationClaims;
  readonly token: TokenMark;
  readonly now: Date;
}

/** A first invitation of this address. */
export function invite(given: Inviting): Invitation {
  const { claims, now } = given;
  return {
    ...inviting(given),
    id: claims.invitationId,
    organizationId: claims.organizationId,
    emailSentCount: 0,
    sends: { startedAt: now, count: 1, lastAt: now },
    createdAt: now,
  };
}

/** Invites again in the row of an expired invitation: next revision, new inviter, new role. */
export function renew(
  expired: Invitation,
  given: Inviting,
  policy: Policy,
): Result<Invitation, TooOften> {
  const sends = sendsAfter(expired.sends, policy, given.now);
  if (!sends.ok) return sends;
  const state = moved(stateAt(expired, given.now), 'renew');
  const { id, organizationId, emailSentCount, createdAt, lastEmailSentAt } = expired;
  return ok({
    ...inviting(given),
    id,
    organizationId,
    state,
    emailSentCount,
    ...(lastEmailSentAt === undefined ? {} : { lastEmailSentAt }),
    sends: sends.value,
    createdAt,
  });
}

type Inherited = 'id' | 'organizationId' | 'emailSentCount' | 'sends' | 'createdAt';

function inviting({
  email,
  role,
  inviter,
  invitedAs,
  byMail,
  language,
  claims,
  token,
  now,
}: Inviting): Omit<Invitation, Inherited> {
  return {
    email: email.address,
    emailKey: email.key,
    role, // INV-24
    ...(language === undefined ? {} : { language }),
    tokenDigest: token.digest,
    kid: token.kid,
    revision: claims.revision,
    invitedBy: inviter,
    ...(invitedAs === undefined ? {} : { invitedAs }),
    invitedAt: now,
    expiresAt: claims.expiresAt,
    state: 'pending',
    delivery: /* INV-20 */ byMail ? queued(now) : notToSend,
    updatedAt: now,
  };
}

export type TooOften = RefusalOf<'resend_too_soon' | 'rate_limited'>;
export type Closed = RefusalOf<
  | 'invitation_already_accepted'
  | 'invitation_declined'
  | 'invitation_revoked'
  | 'invitation_expired'
>;

/** A new revision of a pending invitation, and with it a new token and a new expiry; the old token dies. */
export function resend(
  invitation: Invitation,
  claims: InvitationClaims,
  token: TokenMark,
  policy: Policy,
  now: Date,
): Result<Invitation, TooOften> {
  const sends = sendsAfter(invitation.sends, policy, now);
  if (!sends.ok) return sends;
  const marked = withToken(invitation, 'resend', claims, token, now);
  return ok({ ...marked, delivery: queued(now), sends: sends.value });
}

/** A new revision of a pending invitation whose key was withdrawn; mailed again unless it never was to be. It does not count as a send. */
export function reissue(
  invitation: Invitation,
  claims: InvitationClaims,
  token: TokenMark,
  now: Date,
): Invitation {
  const byMail = invitation.delivery.state !== 'none';
  const delivery = byMail ? queued(now) : notToSend;
  return { ...withToken(invitation, 'reissue', claims, token, now), delivery };
}

function withToken(
  invitation: Invitation,
  event: 'resend' | 'reissue',
  claims: InvitationClaims,
  token: TokenMark,
  now: Date,
): Invitation {
  return {
    ...invitation,
    state: moved(invitation.state, event),
    tokenDigest: token.digest,
    kid: token.kid,
    revision: claims.revision,
    expiresAt: claims.expiresAt,
    updatedAt: now,
  };
}

function sendsAfter(sends: SendWindow, policy: Policy, now: Date): Result<SendWindow, TooOften> {
  const coolAt = secondsAfter(sends.lastAt, policy.resendCooldown);
  if (/* INV-35 */ now < coolAt) {
    return refuse({ code: 'resend_too_soon', retryAfter: secondsUntil(coolAt, now) });
  }
  const windowEnd = secondsAfter(sends.startedAt, day);
  if (windowEnd <= now) return ok({ startedAt: now, count: 1, lastAt: now });
  if (/* INV-36 */ sends.count >= policy.sendsPerDay) {
    return refuse({ code: 'rate_limited', retryAfter: secondsUntil(windowEnd, now) });
  }
  return ok({ startedAt: sends.startedAt, count: sends.count + 1, lastAt: now });
}

/** Null where the invitation is still pending. */
export function closedRefusal(invitation: Invitation, now: Date): Closed | null {
  switch (stateAt(invitation, now)) {
    case 'pending':
      return null;
    case 'accepted':
      return /* INV-30 */ { code: 'invitation_already_accepted' };
    case 'declined':
      return { code: 'invitation_declined' };
    case 'revoked':
      return { code: 'invitation_revoked' };
    case 'expired':
      return { code: 'invitation_expired' };
  }
}

/** Only the person at the invited address may answer, and only once they have shown that it is theirs. */
export function addresseeRefusal(
  invitation: Pick<Invitation, 'emailKey'>,
  user: Pick<User, 'emailKey' | 'emailVerified'>,
): RefusalOf<'invitation_email_mismatch' | 'email_not_verified'> | null {
  if (/* EMAIL-8 */ user.emailKey !== invitation.emailKey)
    return { code: 'invitation_email_mismatch' }; // INV-16 INV-27
  return /* INV-28 */ user.emailVerified ? null : { code: 'email_not_verified' };
}

/** Ends a pending invitation; `by` null where the platform does. Nothing more is sent. */
export function close(
  invitation: Invitation,
  event: 'accept' | 'decline' | 'revoke',
  by: UserId | null,
  now: Date,
): Invitation {
  return {
    ...invitation,
    state: moved(invitation.state, event),
    delivery: withdrawn(invitation.delivery),
    closedAt: now,
    ...(by === null ? {} : { closedBy: by }),
    updatedAt: now,
  };
}

/** Writes down what time has done: closed since the moment it expired. */
export function expire(invitation: Invitation, now: Date): Invitation {
  return {
    ...invitation,
    state: moved(invitation.state, 'expire'),
    delivery: withdrawn(invitation.delivery),
    closedAt: invitation.expiresAt,
    updatedAt: now,
  };
}

function withdrawn(delivery: Delivery): Delivery {
  return /* INV-52 */ delivery.state === 'queued'
    ? { state: 'dropped', attempts: delivery.attempts }
    : delivery;
}
