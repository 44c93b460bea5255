// Loads a key that the actor may manage, and the guards of commands on keys. An actor who may not see the owner gets `key_not_found`.

import type { ApiKey } from '../../domain/app/api-key.js';
import type { ApiKeyId, AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { WebhookSubscriber } from '../../domain/webhook/webhook-events.js';
import type { Change } from '../../ports/storage.js';
import {
  authorizeForOwner,
  type OwnerAuthorization,
} from '../resource-owners/owner-authorization.js';
import type { AuthorizationContext } from '../use-case/authorization.js';
import { guardChange } from '../use-case/changes.js';

/**
 * The guards of a command that creates a key. The organization: a command of an admin who is removed at the same time
 * does not commit. The app: if it is moved or deleted after it was read, nobody gets a key for an app that is no longer
 * theirs.
 */
export function ownerGuards({ organization, app }: OwnerAuthorization): readonly Change[] {
  return [guardChange('organizations', organization), ...appGuards(app)];
}

/** The guards of a revocation. A revocation grants nothing. So it guards only the app, in case the app is moved at the same time. */
export function appGuards(app: OwnerAuthorization['app']): readonly Change[] {
  return app === undefined ? [] : [guardChange('apps', app)];
}

/** The app and the organization whose webhooks receive the events of the key. */
export function ownerSubscribers({
  organization,
  app,
}: OwnerAuthorization): readonly WebhookSubscriber[] {
  return [organization.value, ...(app === undefined ? [] : [app.value])];
}

/** The ids by which events name a key; with `appId` if an app owns it. */
export function keyEventIds(
  { id: keyId, owner }: ApiKey,
  { organization }: OwnerAuthorization,
): { readonly organizationId: OrganizationId; readonly keyId: ApiKeyId; readonly appId?: AppId } {
  const organizationId = organization.value.id;
  return owner.kind === 'app'
    ? { organizationId, keyId, appId: owner.appId }
    : { organizationId, keyId };
}

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
  context: AuthorizationContext,
  id: ApiKeyId,
): Promise<Result<ManagedKey, RefusalOf<KeyRefusalCode>>> {
  const key = await context.storage.apiKeys.findById(id);
  if (key === null) return keyNotFound();
  const authorization = await authorizeForOwner(context, key.value.owner);
  if (authorization.ok) return ok({ key, authorization: authorization.value });
  const { code } = authorization.refusal;
  if (code === 'app_not_found' || code === 'organization_not_found') return keyNotFound();
  const isOfActor = code === 'account_inactive' || code === 'permission_denied';
  return refuse({ code, path: [isOfActor ? 'actor' : 'keyId'] });
}

export function keyNotFound(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'key_not_found'>;
} {
  return refuse({ code: 'key_not_found', path: ['keyId'] });
}
