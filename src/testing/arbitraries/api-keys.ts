import fc from 'fast-check';
import {
  type ApiKey,
  type KeyDigest,
  type KeyOwner,
  keyEnvironments,
  parseKeyDigest,
} from '../../domain/app/api-key.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { apiKeyIds, appIds, hexText, organizationIds, userIds } from './ids.js';
import { parsed } from './parsed.js';
import { record } from './records.js';

/** Keys of apps and of organizations: fresh, used, expiring, revoked, rotated, and such as took another one's place. */
export function apiKeys(): fc.Arbitrary<ApiKey> {
  return fc
    .tuple(fields(), periods(), marks(), ends())
    .map(([given, [createdAt, updatedAt], marked, ended]) => ({
      ...given,
      ...marked,
      ...ended,
      createdAt,
      updatedAt,
    }));
}

type Fields = Pick<ApiKey, 'id' | 'owner' | 'name' | 'environment' | 'digest' | 'lastFour'>;

function fields(): fc.Arbitrary<Fields> {
  return record({
    id: apiKeyIds(),
    owner: keyOwners(),
    name: displayNames(),
    environment: fc.constantFrom(...keyEnvironments),
    digest: keyDigests(),
    lastFour: hexText(8).map((text) => text.slice(0, 4)),
  });
}

/** Apps and organizations, as the owners of keys. */
export function keyOwners(): fc.Arbitrary<KeyOwner> {
  return fc.oneof(
    record({ kind: fc.constant('app'), appId: appIds() }),
    record({ kind: fc.constant('organization'), organizationId: organizationIds() }),
  );
}

type Marks = Pick<ApiKey, 'createdBy' | 'lastUsedAt' | 'overlapUntil' | 'revokedAt'>;

function marks(): fc.Arbitrary<Marks> {
  return fc.record(
    { createdBy: userIds(), lastUsedAt: dates(), overlapUntil: dates(), revokedAt: dates() },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** What was replaced ends some time. */
function ends(): fc.Arbitrary<Pick<ApiKey, 'expiresAt' | 'replacedBy'>> {
  return fc.oneof(
    fc.constant({}),
    fc.record(
      { expiresAt: dates(), replacedBy: apiKeyIds() },
      { noNullPrototype: true, requiredKeys: ['expiresAt'] },
    ),
  );
}

/** Digests as of the secrets of keys, though of none. */
export function keyDigests(): fc.Arbitrary<KeyDigest> {
  return hexText(64).map((text) => parsed(text, parseKeyDigest(text)));
}
