// Invitation tokens: each revision of an invitation has its own.

import {
  type ModelInvitation,
  type ModelToken,
  type ReferenceModel,
  secondsUntil,
  takeNextId,
  throwRefusal,
} from './reference-model.js';
import { invitationStateOf } from './views.js';

/** Raises the revision and issues a token with a new expiry. The previous token is no longer valid. */
export function issueTokenOfNextRevision(model: ReferenceModel, row: ModelInvitation): void {
  row.revision += 1;
  row.expiresAt = Math.floor(model.now / 1000) * 1000 + model.policy.invitationLifetime * 1000;
  const { id: invitation, organization, revision, expiresAt } = row;
  const [kid = ''] = model.signingKeys;
  const name = takeNextId(model, 'token');
  model.tokens.set(name, { name, invitation, organization, revision, expiresAt, kid });
}

export function currentTokenOrThrow(
  model: ReferenceModel,
  { id, revision }: ModelInvitation,
): ModelToken {
  for (const token of model.tokens.values()) {
    if (token.invitation === id && token.revision === revision) return token;
  }
  throw new Error(`${id} has no token`);
}

/** Marks a token whose organization does not exist, although its signature is valid. */
export const foreignTokenPrefix = 'foreign ';

/** The token; refuses one that no key of the service has signed. */
export function requireSignedToken(model: ReferenceModel, name: string): ModelToken {
  const token = model.tokens.get(name.replace(foreignTokenPrefix, ''));
  if (token === undefined || !model.signingKeys.includes(token.kid))
    throwRefusal('invitation_not_found');
  return name.startsWith(foreignTokenPrefix) ? { ...token, organization: 'organization 0' } : token;
}

/** The invitation of a token; refuses a token of an older revision, of another organization or of a purged invitation. */
export function requireInvitationOfToken(model: ReferenceModel, name: string): ModelInvitation {
  const { invitation, organization, revision } = requireSignedToken(model, name);
  const row = model.invitations.get(invitation);
  const isCurrent = row?.revision === revision && row.organization === organization;
  return isCurrent ? row : throwRefusal('invitation_not_found');
}

const closedRefusalCodeByState = {
  accepted: 'invitation_already_accepted',
  declined: 'invitation_declined',
  revoked: 'invitation_revoked',
  expired: 'invitation_expired',
} as const;

/** Refuses an invitation that is closed or expired. */
export function refuseClosedInvitation(model: ReferenceModel, row: ModelInvitation): void {
  const state = invitationStateOf(model, row);
  if (state !== 'pending') throwRefusal(closedRefusalCodeByState[state]);
}

const dayMs = 86_400_000;

/** The send window with one more send; refuses within the cooldown and past the daily limit. */
export function requireNextSendWindow(
  model: ReferenceModel,
  { sendWindow }: ModelInvitation,
): ModelInvitation['sendWindow'] {
  const { now, policy } = model;
  const cooldownEnd = sendWindow.lastAt + policy.resendCooldown * 1000;
  if (now < cooldownEnd)
    throwRefusal('resend_too_soon', { retryAfter: secondsUntil(model, cooldownEnd) });
  const isNewDay = sendWindow.startedAt + dayMs <= now;
  if (isNewDay) return { startedAt: now, count: 1, lastAt: now };
  if (sendWindow.count >= policy.maxDailySendsPerInvitation) {
    throwRefusal('rate_limited', { retryAfter: secondsUntil(model, sendWindow.startedAt + dayMs) });
  }
  return { ...sendWindow, count: sendWindow.count + 1, lastAt: now };
}
