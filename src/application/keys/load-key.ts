// Loads a key that the actor may manage. An actor who may not see the owner gets `key_not_found`.

import type { ApiKey } from '../../domain/app/api-key.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import {
  authorizeForOwner,
  type OwnerAuthorization,
} from '../resource-owners/owner-authorization.js';
import { refuseMissing, type TimedAuthorizationContext } from '../use-case/authorization.js';

export type KeyRefusalCode =
  | 'account_inactive'
  | 'permission_denied'
  | 'organization_deleted'
  | 'app_deleted'
  | 'key_not_found';

/** A key that the actor may manage. */
export interface ManagedKey {
  readonly key: Versioned<ApiKey>;
  readonly authorization: OwnerAuthorization;
}

/** Reads the key, then what `authorizeForOwner` reads: one wave more. */
export async function loadKey(
  context: TimedAuthorizationContext,
  id: ApiKeyId,
): Promise<Result<ManagedKey, RefusalOf<KeyRefusalCode>>> {
  const key = await context.storage.apiKeys.findById(id);
  if (key === null) return refuseMissing(context, refuseKeyNotFound());
  const authorization = await authorizeForOwner(context, key.value.owner);
  if (authorization.ok) return ok({ key, authorization: authorization.value });
  const { code } = authorization.refusal;
  if (code === 'app_not_found' || code === 'organization_not_found') return refuseKeyNotFound();
  const isOfActor = code === 'account_inactive' || code === 'permission_denied';
  return refuse({ code, path: [isOfActor ? 'actor' : 'keyId'] });
}

export function refuseKeyNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'key_not_found'>;
} {
  return refuse({ code: 'key_not_found', path: ['keyId'] });
}
