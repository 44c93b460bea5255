// Arbitraries for API keys.

import fc from 'fast-check';
import {
  type ApiKey,
  type ApiKeyDigest,
  apiKeyEnvironments,
  parseApiKeyDigest,
} from '../../domain/app/api-key.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { apiKeyIds, appIds, hexTexts, organizationIds, userIds } from './ids.js';
import { parsedOrThrow } from './parsed-or-throw.js';
import { record } from './records.js';

/** API keys of apps and of organizations: unused, used, expiring, revoked and replaced. */
export function apiKeys(): fc.Arbitrary<ApiKey> {
  return fc
    .tuple(
      baseApiKeyFields(),
      periods(),
      independentOptionalApiKeyFields(),
      expiryAndReplacementFields(),
    )
    .map(([given, [createdAt, updatedAt], optional, expiration]) => ({
      ...given,
      ...optional,
      ...expiration,
      createdAt,
      updatedAt,
    }));
}

type BaseApiKeyFields = Pick<
  ApiKey,
  'id' | 'owner' | 'name' | 'environment' | 'digest' | 'lastFour'
>;

function baseApiKeyFields(): fc.Arbitrary<BaseApiKeyFields> {
  return record({
    id: apiKeyIds(),
    owner: apiKeyOwners(),
    name: displayNames(),
    environment: fc.constantFrom(...apiKeyEnvironments),
    digest: apiKeyDigests(),
    lastFour: hexTexts(8).map((text) => text.slice(0, 4)),
  });
}

function apiKeyOwners(): fc.Arbitrary<ResourceOwner> {
  return fc.oneof(
    record({ kind: fc.constant('app'), appId: appIds() }),
    record({ kind: fc.constant('organization'), organizationId: organizationIds() }),
  );
}

type IndependentOptionalApiKeyFields = Pick<
  ApiKey,
  'createdBy' | 'lastUsedAt' | 'overlapUntil' | 'permissions' | 'revokedAt'
>;

function independentOptionalApiKeyFields(): fc.Arbitrary<IndependentOptionalApiKeyFields> {
  return fc.record(
    {
      createdBy: userIds(),
      lastUsedAt: dates(),
      overlapUntil: dates(),
      permissions: fc.uniqueArray(fc.constantFrom('apps:read', 'apps:edit', 'reports:export')),
      revokedAt: dates(),
    },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** A replaced key has an expiry. */
function expiryAndReplacementFields(): fc.Arbitrary<Pick<ApiKey, 'expiresAt' | 'replacedBy'>> {
  return fc.oneof(
    fc.constant({}),
    fc.record(
      { expiresAt: dates(), replacedBy: apiKeyIds() },
      { noNullPrototype: true, requiredKeys: ['expiresAt'] },
    ),
  );
}

/** Texts in the form of a key digest; they are the digest of no key. */
export function apiKeyDigests(): fc.Arbitrary<ApiKeyDigest> {
  return hexTexts(64).map((text) => parsedOrThrow(text, parseApiKeyDigest(text)));
}
