// The owner of an API key or a webhook.

import type { AppId, OrganizationId } from './ids.js';

/** The owner of an API key or a webhook: an app or an organization. If an app moves to another organization, what it owns moves with it. */
export type ResourceOwner =
  | { readonly kind: 'app'; readonly appId: AppId }
  | { readonly kind: 'organization'; readonly organizationId: OrganizationId };
