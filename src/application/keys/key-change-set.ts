// The parts that the change sets of key commands share: their guards, their event's ids, and the webhooks that receive it.

import type { ApiKey } from '../../domain/app/api-key.js';
import type { ApiKeyId, AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { WebhookSubscriber } from '../../domain/webhook/webhook-events.js';
import type { Change } from '../../ports/storage.js';
import type { OwnerAuthorization } from '../resource-owners/owner-authorization.js';
import { guardChange } from '../use-case/changes.js';

/**
 * The guards of a command that creates a key. The organization: a command of a member who is removed at the same time
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
