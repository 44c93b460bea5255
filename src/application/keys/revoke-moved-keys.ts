// Revokes the keys of an app that moves to another organization.

import { type ApiKey, isValidApiKey, revokeApiKey } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { updateChange } from '../use-case/changes.js';

/**
 * Revokes the valid keys of the app except those to keep. `keys` are all its keys. Refused, with the key to keep:
 * `key_not_found` if the app has no such key, `key_invalid` if it is revoked or expired.
 */
export function planMovedKeyRevocations(
  { id: appId, organizationId }: App,
  keys: readonly Versioned<ApiKey>[],
  keepKeyIds: readonly ApiKeyId[],
  now: Date,
): Result<
  { readonly changes: readonly Change[]; readonly events: readonly DomainEvent[] },
  RefusalOf<'key_not_found' | 'key_invalid'>
> {
  const valid = keys.filter(({ value }) => isValidApiKey(value, now));
  const validIds = new Set(valid.map(({ value }) => value.id));
  const wrong = keepKeyIds.findIndex((id) => !validIds.has(id));
  if (wrong !== -1) {
    const hasEnded = keys.some(({ value }) => value.id === keepKeyIds[wrong]);
    const code = hasEnded ? 'key_invalid' : 'key_not_found';
    return refuse({ code, path: ['keepKeyIds', wrong] });
  }
  const kept = new Set(keepKeyIds);
  const revoked = valid.filter(({ value }) => /* KEY-33 */ !kept.has(value.id));
  return ok({
    changes: revoked.map((key) => updateChange('apikeys', key, revokeApiKey(key.value, now))),
    events: revoked.map(({ value }) => ({
      type: 'key_revoked',
      organizationId,
      keyId: value.id,
      appId,
    })),
  });
}
