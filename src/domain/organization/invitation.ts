// An invitation to an organization: its fields, its token, its states and the transitions between them.

import type { Brand } from '../shared/brand.js';
import type { Delivery } from '../shared/delivery-lease-and-retry.js';
import type { InvitationId, MembershipId, OrganizationId, UserId } from '../shared/ids.js';
import type { LanguageTag } from '../shared/language-tag.js';
import type { EmailAddress, EmailKey } from '../user/email.js';
import type { Role } from './role-permissions.js';

/** All states of invitations. */
export const invitationStates = ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const;
/** The state of an invitation. Only a pending one can be accepted or declined. */
export type InvitationState = (typeof invitationStates)[number];

/** All commands that change the state of an invitation. */
export const invitationCommands = [
  'accept',
  'decline',
  'revoke',
  'expire',
  'resend',
  'reissue',
  'renew',
] as const;
/** A command that changes the state of an invitation. */
export type InvitationTransition = (typeof invitationCommands)[number];

/** All transitions of an invitation. A transition that is not in this table is not possible. */
export const invitationTransitions: Readonly<
  Record<InvitationState, Readonly<Partial<Record<InvitationTransition, InvitationState>>>>
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

/** The next state. Throws if the table has no such transition: callers must refuse it before. */
export function invitationStateAfter(
  from: InvitationState,
  command: InvitationTransition,
): InvitationState {
  const to = invitationTransitions[from][command];
  if (to === undefined)
    throw new Error(`an invitation in the state ${from} does not allow the command ${command}`);
  return to;
}

/** SHA-256 of a token, 64 lower-case hex digits. */
export type TokenDigest = Brand<string, 'TokenDigest'>;

export function parseTokenDigest(text: string): TokenDigest | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as TokenDigest) : null;
}

/** What is stored of an invitation's token: the id of its signing key, and its digest. The token itself is signed again when it is needed. */
export interface TokenFingerprint {
  readonly kid: string;
  readonly digest: TokenDigest;
}

/** The claims in a token. The role and the address are not in it; they are read from the stored invitation. */
export interface InvitationTokenClaims {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
  readonly revision: number;
  /** A whole second. */
  readonly expiresAt: Date;
}

/** An invitation: the person at this email address may join the organization. */
export interface Invitation {
  readonly id: InvitationId;
  readonly organizationId: OrganizationId;
  readonly email: EmailAddress;
  readonly emailKey: EmailKey;
  readonly role: Role;
  /** The language of its mail, as a BCP 47 tag. If absent, the service's default language is used. */
  readonly language?: LanguageTag;
  readonly tokenDigest: TokenDigest;
  readonly kid: string;
  /** Goes up by one with every new token. An older token is no longer valid. */
  readonly revision: number;
  readonly invitedBy: UserId;
  /** Absent if the invitation was imported from an older system. */
  readonly inviterSnapshot?: InviterSnapshot;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly state: InvitationState;
  /** Attempts to send its mail, failed ones included. */
  readonly emailSentCount: number;
  /** The last time that the mail server accepted its mail. */
  readonly lastEmailSentAt?: Date;
  readonly delivery: Delivery;
  readonly sendWindow: SendWindow;
  readonly closedAt?: Date;
  /** The user who closed it. Absent if it expired or the embedding service closed it. */
  readonly closedBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The inviter's membership, how often it had been demoted, and the organization's restore count when the invitation was made, to see later if they changed. */
export interface InviterSnapshot {
  readonly membershipId: MembershipId;
  /** Absent if never. */
  readonly demotions?: number;
  readonly restoreCount: number;
}

/** The number of sends in a window of 24 hours. The window begins with its first send. */
export interface SendWindow {
  readonly startedAt: Date;
  readonly count: number;
  readonly lastAt: Date;
}

/** The state at `now`. A pending invitation counts as expired from `expiresAt`, even if its stored state is not updated yet. */
export function invitationStateAt(
  invitation: Pick<Invitation, 'state' | 'expiresAt'>,
  now: Date,
): InvitationState {
  const isOver = /* INV-2 */ invitation.state === 'pending' && invitation.expiresAt <= now;
  return isOver ? 'expired' : invitation.state;
}
