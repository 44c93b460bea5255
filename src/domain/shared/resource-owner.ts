// The owner of an API key or a webhook.

import type { AppId, OrganizationId } from './ids.js';
import type { RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';

/** The owner of an API key or a webhook: an app or an organization. If an app moves to another organization, the keys and the webhook that the mover keeps move with it. */
export type ResourceOwner =
  | { readonly kind: 'app'; readonly appId: AppId }
  | { readonly kind: 'organization'; readonly organizationId: OrganizationId };

/** The owner that the two ids name. Refused unless exactly one of them is given. */
export function parseResourceOwner({
  appId,
  organizationId,
}: {
  readonly appId?: AppId | undefined;
  readonly organizationId?: OrganizationId | undefined;
}): Result<ResourceOwner, RefusalOf<'invalid_input'>> {
  if (appId !== undefined && /* KEY-12 */ organizationId === undefined)
    return ok({ kind: 'app', appId });
  if (organizationId !== undefined && appId === undefined)
    return ok({ kind: 'organization', organizationId });
  const message = 'give either appId or organizationId';
  return refuse({
    code: 'invalid_input',
    path: [],
    issues: [{ code: 'owner', path: [], message }],
  });
}
