// Arbitraries for ids.

import fc from 'fast-check';
import { type MessageId, messageIdOf } from '../../domain/journal/outbox-message.js';
import { type ExternalId, parseExternalId } from '../../domain/organization/external-id.js';
import {
  type ApiKeyId,
  type AppId,
  type DeliveryLeaseId,
  type InvitationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseApiKeyId,
  parseAppId,
  parseDeliveryLeaseId,
  parseInvitationId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from '../../domain/shared/ids.js';
import { parsedOrThrow } from './parsed-or-throw.js';

/** Ids of users: 24 lower-case hex digits as of other rows, and what embedding services use. */
export function userIds(): fc.Arbitrary<UserId> {
  const ids = fc.oneof(
    { weight: 6, arbitrary: hexTexts(24) },
    { weight: 1, arbitrary: hexTexts(24).map((text) => text.toUpperCase()) },
    { weight: 2, arbitrary: fc.uuid() },
    {
      weight: 1,
      arbitrary: fc.emailAddress({ size: 'small' }).filter((text) => text.length <= 128),
    },
    { weight: 2, arbitrary: visibleTexts() },
  );
  return ids.map((text) => parsedOrThrow(text, parseUserId(text)));
}

function visibleTexts(): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 128,
  });
}

/** External ids of organizations, some in the form of an id. */
export function externalIds(): fc.Arbitrary<ExternalId> {
  return fc
    .oneof(visibleTexts(), hexTexts(24))
    .map((text) => parsedOrThrow(text, parseExternalId(text)));
}

/** Ids of organizations: 24 lower-case hex digits. */
export function organizationIds(): fc.Arbitrary<OrganizationId> {
  return idsParsedBy(parseOrganizationId);
}

/** Ids of memberships, of the same shape. */
export function membershipIds(): fc.Arbitrary<MembershipId> {
  return idsParsedBy(parseMembershipId);
}

/** Ids of invitations, of the same shape. */
export function invitationIds(): fc.Arbitrary<InvitationId> {
  return idsParsedBy(parseInvitationId);
}

/** Ids of apps, of the same shape. */
export function appIds(): fc.Arbitrary<AppId> {
  return idsParsedBy(parseAppId);
}

/** Ids of submissions, of the same shape. */
export function submissionIds(): fc.Arbitrary<SubmissionId> {
  return idsParsedBy(parseSubmissionId);
}

/** Ids of API keys, of the same shape. */
export function apiKeyIds(): fc.Arbitrary<ApiKeyId> {
  return idsParsedBy(parseApiKeyId);
}

/** Ids of delivery leases, of the same shape. */
export function leaseIds(): fc.Arbitrary<DeliveryLeaseId> {
  return idsParsedBy(parseDeliveryLeaseId);
}

/** Operation ids: generated ones (24 hex digits), ones from an idempotency key (32), and ones after fences (`.1` to `.9999` at the end). */
export function operationIds(): fc.Arbitrary<OperationId> {
  const fences = fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: null, freq: 3 });
  return fc
    .tuple(fc.oneof(hexTexts(24), hexTexts(32)), fences)
    .map(([id, fence]) => (fence === null ? id : `${id}.${fence}`))
    .map((text) => parsedOrThrow(text, parseOperationId(text)));
}

/** Message ids: an operation id and the index of the message in the operation. */
export function messageIds(): fc.Arbitrary<MessageId> {
  return fc
    .tuple(operationIds(), fc.integer({ min: 0, max: 9_999 }))
    .map(([operationId, index]) => messageIdOf(operationId, index));
}

function idsParsedBy<T>(parse: (text: string) => T | null): fc.Arbitrary<T> {
  return hexTexts(24).map((text) => parsedOrThrow(text, parse(text)));
}

/** `length` lower-case hex digits; `length` must be a multiple of 8. */
export function hexTexts(length: number): fc.Arbitrary<string> {
  const count = length / 8;
  const words = fc.integer({ min: 0, max: 0xffff_ffff }).map(eightHexDigits);
  return fc.array(words, { minLength: count, maxLength: count }).map((each) => each.join(''));
}

function eightHexDigits(word: number): string {
  return word.toString(16).padStart(8, '0');
}
