// Tokens: a new one for each revision of an invitation, and what it still opens.

import { invitationStateOf } from './views.js';
import { fresh, type Invitation, refuse, secondsTo, type Token, type World } from './world.js';

/** The next revision of an invitation, with a token and an expiry of its own; the token before dies. */
export function issueToken(world: World, row: Invitation): void {
  row.revision += 1;
  row.expiresAt = Math.floor(world.now / 1000) * 1000 + world.policy.invitationLifetime * 1000;
  const { id: invitation, organization, revision, expiresAt } = row;
  const [kid = ''] = world.keys;
  const name = fresh(world, 'token');
  world.tokens.set(name, { name, invitation, organization, revision, expiresAt, kid });
}

export function tokenNow(world: World, { id, revision }: Invitation): Token {
  for (const token of world.tokens.values()) {
    if (token.invitation === id && token.revision === revision) return token;
  }
  throw new Error(`${id} has no token`);
}

/** Stands before a token's name: signed by the service all the same, and of an organization that nobody knows. */
export const foreign = 'foreign ';

/** A token that one of the service's keys has signed. */
export function signed(world: World, name: string): Token {
  const token = world.tokens.get(name.replace(foreign, ''));
  if (token === undefined || !world.keys.includes(token.kid)) refuse('invitation_not_found');
  return name.startsWith(foreign) ? { ...token, organization: 'organization 0' } : token;
}

/** What a token opens: nothing where it is of an older revision or of another organization, or the invitation is gone. */
export function openedBy(world: World, name: string): Invitation {
  const { invitation, organization, revision } = signed(world, name);
  const row = world.invitations.get(invitation);
  const isOf = row?.revision === revision && row.organization === organization;
  return isOf ? row : refuse('invitation_not_found');
}

const codes = {
  accepted: 'invitation_already_accepted',
  declined: 'invitation_declined',
  revoked: 'invitation_revoked',
  expired: 'invitation_expired',
} as const;

/** Refuses what is closed. */
export function openTo(world: World, row: Invitation): void {
  const state = invitationStateOf(world, row);
  if (state !== 'pending') refuse(codes[state]);
}

const day = 86_400_000;

/** One send more in the window of a day, or the wait until it may be. */
export function sendAgain(world: World, { sends }: Invitation): Invitation['sends'] {
  const { now, policy } = world;
  const coolAt = sends.lastAt + policy.resendCooldown * 1000;
  if (now < coolAt) refuse('resend_too_soon', { retryAfter: secondsTo(world, coolAt) });
  const isNewDay = sends.startedAt + day <= now;
  if (isNewDay) return { startedAt: now, count: 1, lastAt: now };
  if (sends.count >= policy.sendsPerDay) {
    refuse('rate_limited', { retryAfter: secondsTo(world, sends.startedAt + day) });
  }
  return { ...sends, count: sends.count + 1, lastAt: now };
}
