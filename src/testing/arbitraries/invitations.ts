import fc from 'fast-check';
import {
  type Invitation,
  type InvitationState,
  invitationStates,
  parseTokenDigest,
  type TokenDigest,
} from '../../domain/organization/invitation.js';
import { wholeSecond } from '../../domain/shared/time.js';
import { dates, periods } from './dates.js';
import { deliveries, settledDeliveries } from './deliveries.js';
import { emails } from './emails.js';
import { hexText, invitationIds, membershipIds, organizationIds, userIds } from './ids.js';
import { languageTags } from './language-tags.js';
import { parsed } from './parsed.js';
import { record } from './records.js';
import { roles } from './roles.js';

/** Invitations in every state, or in these; a closed one has come to rest. */
export function invitations(
  states: readonly InvitationState[] = invitationStates,
): fc.Arbitrary<Invitation> {
  return fc
    .constantFrom(...states)
    .chain((state) => fc.tuple(openInvitations(state), closings(state)))
    .map(([invitation, closing]) => ({ ...invitation, ...closing }));
}

function openInvitations(state: InvitationState): fc.Arbitrary<Invitation> {
  return fc
    .tuple(fields(state), emails(), periods(), marks())
    .map(([given, { address, key }, [createdAt, updatedAt], marked]) => ({
      ...given,
      ...marked,
      email: address,
      emailKey: key,
      state,
      invitedAt: createdAt,
      createdAt,
      updatedAt,
    }));
}

type Rest =
  | 'email'
  | 'emailKey'
  | 'state'
  | 'invitedAt'
  | 'createdAt'
  | 'updatedAt'
  | 'lastEmailSentAt'
  | 'invitedAs'
  | 'language';

function fields(state: InvitationState): fc.Arbitrary<Omit<Invitation, Rest>> {
  return record({
    id: invitationIds(),
    organizationId: organizationIds(),
    role: roles(),
    tokenDigest: tokenDigests(),
    kid: fc.constantFrom('k1', '2026-11', 'ключ'),
    revision: fc.integer({ min: 1, max: 1_000 }),
    invitedBy: userIds(),
    expiresAt: dates().map(wholeSecond),
    emailSentCount: fc.integer({ min: 0, max: 100 }),
    delivery: state === 'pending' ? deliveries() : settledDeliveries(),
    sends: record({
      startedAt: dates(),
      count: fc.integer({ min: 1, max: 100 }),
      lastAt: dates(),
    }),
  });
}

function marks(): fc.Arbitrary<Pick<Invitation, 'lastEmailSentAt' | 'invitedAs' | 'language'>> {
  const invitedAs = record({
    membershipId: membershipIds(),
    version: fc.integer({ min: 1 }),
    restorations: fc.nat(100),
  });
  return fc.record(
    { lastEmailSentAt: dates(), invitedAs, language: languageTags() },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** Time closes an invitation without a person, and without a mark where nobody has written it yet. */
function closings(state: InvitationState): fc.Arbitrary<Pick<Invitation, 'closedAt' | 'closedBy'>> {
  if (state === 'pending') return fc.constant({});
  if (state === 'expired')
    return fc.record({ closedAt: dates() }, { noNullPrototype: true, requiredKeys: [] });
  return fc.record(
    { closedAt: dates(), closedBy: userIds() },
    { noNullPrototype: true, requiredKeys: ['closedAt'] },
  );
}

/** Digests as of tokens, though of none. */
export function tokenDigests(): fc.Arbitrary<TokenDigest> {
  return hexText(64).map((text) => parsed(text, parseTokenDigest(text)));
}
