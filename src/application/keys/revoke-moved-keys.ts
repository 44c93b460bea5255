// Revokes the keys of an app that moves to another organization.

import { type ApiKey, isValidApiKey, revokeApiKey } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { allows } from '../../domain/organization/role-permissions.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import type { OrganizationAuthorization } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import type { CommandContext } from '../use-case/command.js';
import { keyAboveActorRefusal } from './key-permissions.js';

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

/** What a move keeps needs the permission to manage keys and webhooks in the new organization, and no kept key may do what the actor may not. */
export function keptAboveActorRefusal(
  context: CommandContext,
  authorization: OrganizationAuthorization,
  keys: readonly Versioned<ApiKey>[],
  {
    keepKeyIds,
    keepWebhook,
  }: { readonly keepKeyIds: readonly ApiKeyId[]; readonly keepWebhook: boolean },
): RefusalOf<'permission_denied'> | null {
  const role = authorization.actingMember?.membership.value.role;
  const managesKeys = role === undefined || allows(context.deps.roles, role, 'keys:manage');
  if (!managesKeys && keepWebhook) return { code: 'permission_denied', path: ['keepWebhook'] };
  const isAbove = (id: ApiKeyId) =>
    keys.some(
      ({ value }) =>
        value.id === id && keyAboveActorRefusal(context, authorization, value) !== null,
    );
  const index = keepKeyIds.findIndex((id) => !managesKeys || isAbove(id));
  return /* KEY-38 */ index < 0 ? null : { code: 'permission_denied', path: ['keepKeyIds', index] };
}
