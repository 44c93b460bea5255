// Arbitraries for API keys.

import fc from 'fast-check';
import {
  type ApiKey,
  type ApiKeyDigest,
  apiKeyEnvironments,
  parseApiKeyDigest,
} from '../../domain/app/api-key.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { assertParsed } from './assert-parsed.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { apiKeyIds, appIds, hexText, organizationIds, userIds } from './ids.js';
import { record } from './records.js';

/** API keys of apps and of organizations: unused, used, expiring, revoked and replaced. */
export function apiKeys(): fc.Arbitrary<ApiKey> {
  return fc
    .tuple(requiredFields(), periods(), optionalApiKeyFields(), expirations())
    .map(([given, [createdAt, updatedAt], optional, expiration]) => ({
      ...given,
      ...optional,
      ...expiration,
      createdAt,
      updatedAt,
    }));
}

type ApiKeyRequiredFields = Pick<
  ApiKey,
  'id' | 'owner' | 'name' | 'environment' | 'digest' | 'lastFour'
>;

function requiredFields(): fc.Arbitrary<ApiKeyRequiredFields> {
  return record({
    id: apiKeyIds(),
    owner: keyOwners(),
    name: displayNames(),
    environment: fc.constantFrom(...apiKeyEnvironments),
    digest: keyDigests(),
    lastFour: hexText(8).map((text) => text.slice(0, 4)),
  });
}

function keyOwners(): fc.Arbitrary<ResourceOwner> {
  return fc.oneof(
    record({ kind: fc.constant('app'), appId: appIds() }),
    record({ kind: fc.constant('organization'), organizationId: organizationIds() }),
  );
}

type ApiKeyOptionalFields = Pick<ApiKey, 'createdBy' | 'lastUsedAt' | 'overlapUntil' | 'revokedAt'>;

function optionalApiKeyFields(): fc.Arbitrary<ApiKeyOptionalFields> {
  return fc.record(
    { createdBy: userIds(), lastUsedAt: dates(), overlapUntil: dates(), revokedAt: dates() },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** A replaced key has an expiry. */
function expirations(): fc.Arbitrary<Pick<ApiKey, 'expiresAt' | 'replacedBy'>> {
  return fc.oneof(
    fc.constant({}),
    fc.record(
      { expiresAt: dates(), replacedBy: apiKeyIds() },
      { noNullPrototype: true, requiredKeys: ['expiresAt'] },
    ),
  );
}

/** Texts in the form of a key digest; they are the digest of no key. */
export function keyDigests(): fc.Arbitrary<ApiKeyDigest> {
  return hexText(64).map((text) => assertParsed(text, parseApiKeyDigest(text)));
}
