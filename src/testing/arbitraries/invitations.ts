// Arbitraries for invitations.

import fc from 'fast-check';
import {
  type Invitation,
  type InvitationState,
  invitationStates,
  parseTokenDigest,
  type TokenDigest,
} from '../../domain/organization/invitation.js';
import { floorToSecond } from '../../domain/shared/time.js';
import { dates, periods } from './dates.js';
import { deliveries, restingDeliveries } from './deliveries.js';
import { emails } from './emails.js';
import { hexTexts, invitationIds, membershipIds, organizationIds, userIds } from './ids.js';
import { languageTags } from './language-tags.js';
import { parsedOrThrow } from './parsed-or-throw.js';
import { record } from './records.js';
import { roles } from './roles.js';

/** Invitations in the given states (all if absent). Closed ones have a finished delivery. */
export function invitations(
  states: readonly InvitationState[] = invitationStates,
): fc.Arbitrary<Invitation> {
  return fc
    .constantFrom(...states)
    .chain((state) => fc.tuple(invitationsWithoutClosing(state), closingFields(state)))
    .map(([invitation, closing]) => ({ ...invitation, ...closing }));
}

function invitationsWithoutClosing(state: InvitationState): fc.Arbitrary<Invitation> {
  return fc
    .tuple(baseInvitationFields(state), emails(), periods(), independentOptionalInvitationFields())
    .map(([given, { address, key }, [createdAt, updatedAt], optional]) => ({
      ...given,
      ...optional,
      email: address,
      emailKey: key,
      state,
      invitedAt: createdAt,
      createdAt,
      updatedAt,
    }));
}

type SeparatelyDrawnInvitationFieldName =
  | 'email'
  | 'emailKey'
  | 'state'
  | 'invitedAt'
  | 'createdAt'
  | 'updatedAt'
  | 'lastEmailSentAt'
  | 'inviterSnapshot'
  | 'language';

function baseInvitationFields(
  state: InvitationState,
): fc.Arbitrary<Omit<Invitation, SeparatelyDrawnInvitationFieldName>> {
  return record({
    id: invitationIds(),
    organizationId: organizationIds(),
    role: roles(),
    tokenDigest: tokenDigests(),
    kid: fc.constantFrom('k1', '2026-11', 'ключ'),
    revision: fc.integer({ min: 1, max: 1_000 }),
    invitedBy: userIds(),
    expiresAt: dates().map(floorToSecond),
    emailSentCount: fc.integer({ min: 0, max: 100 }),
    delivery: state === 'pending' ? deliveries() : restingDeliveries(),
    sendWindow: record({
      startedAt: dates(),
      count: fc.integer({ min: 1, max: 100 }),
      lastAt: dates(),
    }),
  });
}

function independentOptionalInvitationFields(): fc.Arbitrary<
  Pick<Invitation, 'lastEmailSentAt' | 'inviterSnapshot' | 'language'>
> {
  const inviterSnapshot = fc.record(
    {
      membershipId: membershipIds(),
      demotions: fc.integer({ min: 1 }),
      restoreCount: fc.nat(100),
    },
    { noNullPrototype: true, requiredKeys: ['membershipId', 'restoreCount'] },
  );
  return fc.record(
    { lastEmailSentAt: dates(), inviterSnapshot, language: languageTags() },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** An expired invitation was closed by nobody, and may have no time of closing. */
function closingFields(
  state: InvitationState,
): fc.Arbitrary<Pick<Invitation, 'closedAt' | 'closedBy'>> {
  if (state === 'pending') return fc.constant({});
  if (state === 'expired')
    return fc.record({ closedAt: dates() }, { noNullPrototype: true, requiredKeys: [] });
  return fc.record(
    { closedAt: dates(), closedBy: userIds() },
    { noNullPrototype: true, requiredKeys: ['closedAt'] },
  );
}

/** Texts in the form of a token digest; they are the digest of no token. */
function tokenDigests(): fc.Arbitrary<TokenDigest> {
  return hexTexts(64).map((text) => parsedOrThrow(text, parseTokenDigest(text)));
}
