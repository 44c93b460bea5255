// Reads of API keys.

import type { ApiKey } from '../../domain/app/api-key.js';
import { parseOrganizationId } from '../../domain/shared/ids.js';
import { insertChange } from '../row-changes.js';
import { apiKey, apiKeyId, appId } from './app-fixtures.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { atMinute, organizationId } from './fixtures.js';
import { assertListUpToLimits } from './list-limits.js';
import { versionedRowsAfterTouch, writeRowsAndTouchSecond } from './versioned-rows.js';

const appOwner = { kind: 'app', appId: appId(1) } as const;
const otherAppOwner = { kind: 'app', appId: appId(2) } as const;
const organizationOwner = { kind: 'organization', organizationId: organizationId(1) } as const;
/** An organization whose id has the same text as the id of the first app. */
const organizationOwnerWithAppId = {
  kind: 'organization',
  organizationId: foundOrThrow(parseOrganizationId(appId(1)), 'an organization id'),
} as const;

/** Keys of the first app in every state, and keys of other owners. */
const apiKeySamples: readonly ApiKey[] = [
  apiKey(1, appOwner),
  apiKey(2, appOwner, { revokedAt: atMinute(1) }),
  apiKey(3, appOwner, { expiresAt: atMinute(1), replacedBy: apiKeyId(1) }),
  apiKey(4, appOwner, { environment: 'test', lastUsedAt: atMinute(1), overlapUntil: atMinute(9) }),
  apiKey(5, otherAppOwner),
  apiKey(6, organizationOwner),
  apiKey(7, organizationOwner, { revokedAt: atMinute(1) }),
  apiKey(8, organizationOwnerWithAppId),
];
const apiKeySampleInserts = apiKeySamples.map((row) => insertChange('apikeys', row));

export const apiKeyReadClauses: readonly Clause[] = [
  clause(
    'READ-60',
    '`apiKeys.findById` finds API keys in every state, including expired and revoked ones; null if no key has the id.',
    async ({ apiKeys }, writer) => {
      await writeRowsAndTouchSecond(writer, apiKeySampleInserts);
      for (const expected of versionedRowsAfterTouch(apiKeySamples, () => true)) {
        assertSame(await apiKeys.findById(expected.value.id), expected, expected.value.name);
      }
      assertSame(await apiKeys.findById(apiKeyId(99)), null, 'an unknown id');
    },
  ),

  clause(
    'READ-61',
    '`apiKeys.listByOwner` returns the API keys of one app or one organization, in every state, by id, up to `limit`.',
    async ({ apiKeys }, writer) => {
      await writeRowsAndTouchSecond(writer, apiKeySampleInserts);
      for (const owner of [
        appOwner,
        otherAppOwner,
        organizationOwner,
        organizationOwnerWithAppId,
      ]) {
        const expected = versionedRowsAfterTouch(apiKeySamples, (row) => row.owner === owner);
        await assertListUpToLimits(
          (limit) => apiKeys.listByOwner(owner, limit),
          expected,
          owner.kind,
        );
      }
      const nobody = { kind: 'app', appId: appId(9) } as const;
      assertSame(await apiKeys.listByOwner(nobody, 100), [], 'an app without keys');
    },
  ),
];
