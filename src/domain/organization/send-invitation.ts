// How invitations are sent: created, renewed, resent and reissued, and the limits on sends.

import { noDelivery, queuedDelivery } from '../shared/delivery-lease-and-retry.js';
import type { UserId } from '../shared/ids.js';
import type { LanguageTag } from '../shared/language-tag.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds, dayInSeconds, floorToSecond, secondsUntil } from '../shared/time.js';
import type { EmailWithKey } from '../user/email.js';
import {
  type Invitation,
  type InvitationTokenClaims,
  type InviterSnapshot,
  invitationStateAfter,
  invitationStateAt,
  type SendWindow,
  type TokenFingerprint,
} from './invitation.js';
import type { Role } from './role-permissions.js';

export function invitationExpiryFrom(now: Date, policy: Policy): Date {
  return addSeconds(/* INV-8 */ floorToSecond(now), /* INV-6 */ policy.invitationLifetime);
}

export interface NewInvitation {
  readonly email: EmailWithKey;
  readonly role: Role;
  readonly inviter: UserId;
  readonly inviterSnapshot?: InviterSnapshot;
  readonly byMail: boolean;
  readonly language?: LanguageTag;
  readonly claims: InvitationTokenClaims;
  readonly token: TokenFingerprint;
  readonly now: Date;
}

/** Creates the first invitation of an email address to an organization. */
export function createInvitation(given: NewInvitation): Invitation {
  const { claims, now } = given;
  return {
    ...newInvitationFields(given),
    id: claims.invitationId,
    organizationId: claims.organizationId,
    emailSentCount: 0,
    sendWindow: { startedAt: now, count: 1, lastAt: now },
    createdAt: now,
  };
}

/** Uses the row of an expired invitation for a new invitation of the same address: next revision, new inviter, new role. The send limits apply. */
export function renewInvitation(
  expired: Invitation,
  given: NewInvitation,
  policy: Policy,
): Result<Invitation, SendLimitRefusal> {
  const sends = countedSendWindow(expired.sendWindow, policy, given.now);
  if (!sends.ok) return sends;
  const state = invitationStateAfter(invitationStateAt(expired, given.now), 'renew');
  const { id, organizationId, emailSentCount, createdAt, lastEmailSentAt } = expired;
  return ok({
    /* INV-4 */ ...newInvitationFields(given),
    id,
    organizationId,
    state,
    emailSentCount,
    ...(lastEmailSentAt === undefined ? {} : { lastEmailSentAt }),
    sendWindow: sends.value,
    createdAt,
  });
}

type FieldsKeptOnRenewal = 'id' | 'organizationId' | 'emailSentCount' | 'sendWindow' | 'createdAt';
function newInvitationFields({
  email,
  role,
  inviter,
  inviterSnapshot,
  byMail,
  language,
  claims,
  token,
  now,
}: NewInvitation): Omit<Invitation, FieldsKeptOnRenewal> {
  return {
    email: email.address,
    emailKey: email.key,
    role,
    ...(language === undefined ? {} : { language }),
    tokenDigest: token.digest,
    kid: token.kid,
    revision: claims.revision,
    invitedBy: inviter,
    ...(inviterSnapshot === undefined ? {} : { inviterSnapshot }),
    invitedAt: now,
    expiresAt: claims.expiresAt,
    state: 'pending',
    delivery: byMail ? queuedDelivery(now) : noDelivery,
    updatedAt: now,
  };
}

export type SendLimitRefusal = RefusalOf<'resend_too_soon' | 'rate_limited'>;
/** Sends a pending invitation again with a new revision, token and expiry. The old token is no longer valid. */
export function resendInvitation(
  invitation: Invitation,
  claims: InvitationTokenClaims,
  token: TokenFingerprint,
  policy: Policy,
  now: Date,
): Result<Invitation, SendLimitRefusal> {
  const sends = countedSendWindow(invitation.sendWindow, policy, now);
  if (!sends.ok) return sends;
  const marked = withNewToken(invitation, 'resend', claims, token, now);
  return ok({ ...marked, delivery: queuedDelivery(now), sendWindow: sends.value });
}

/** Gives a pending invitation a new revision and token because its signing key was revoked. If it was sent by mail, it is mailed again. It does not count as a send. */
export function reissueInvitation(
  invitation: Invitation,
  claims: InvitationTokenClaims,
  token: TokenFingerprint,
  now: Date,
): Invitation {
  const byMail = invitation.delivery.state !== 'none';
  const delivery = byMail ? queuedDelivery(now) : noDelivery;
  return { ...withNewToken(invitation, 'reissue', claims, token, now), delivery };
}

/** The new role of an invitation, and who has set it. */
export interface InvitationRoleChange {
  readonly role: Role;
  readonly inviter: UserId;
  readonly inviterSnapshot?: InviterSnapshot;
}

/** Gives a pending invitation another role. The token stays, since the role is not in it. Who sets the role is the inviter from then on, so that it falls with their right to invite. */
export function changeInvitationRole(
  invitation: Invitation,
  { role, inviter, inviterSnapshot }: InvitationRoleChange,
  now: Date,
): Invitation {
  return {
    ...invitation,
    role,
    /* INV-66 */ invitedBy: inviter,
    ...(inviterSnapshot === undefined ? {} : { inviterSnapshot }),
    updatedAt: now,
  };
}

function withNewToken(
  invitation: Invitation,
  command: 'resend' | 'reissue',
  claims: InvitationTokenClaims,
  token: TokenFingerprint,
  now: Date,
): Invitation {
  return {
    ...invitation,
    state: invitationStateAfter(invitation.state, command),
    tokenDigest: token.digest,
    kid: token.kid,
    revision: /* INV-34 */ claims.revision,
    expiresAt: claims.expiresAt,
    updatedAt: now,
  };
}

function countedSendWindow(
  sends: SendWindow,
  policy: Policy,
  now: Date,
): Result<SendWindow, SendLimitRefusal> {
  const coolAt = addSeconds(sends.lastAt, policy.resendCooldown);
  if (/* INV-35 */ now < coolAt) {
    return refuse({ code: 'resend_too_soon', retryAfter: secondsUntil(coolAt, now) });
  }
  const windowEnd = addSeconds(sends.startedAt, dayInSeconds);
  if (windowEnd <= now) return ok({ startedAt: now, count: 1, lastAt: now });
  if (/* INV-36 */ sends.count >= policy.maxDailySendsPerInvitation) {
    return refuse({ code: 'rate_limited', retryAfter: secondsUntil(windowEnd, now) });
  }
  return ok({ startedAt: sends.startedAt, count: sends.count + 1, lastAt: now });
}
