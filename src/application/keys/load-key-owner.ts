// Loads where a key belongs now: its organization, and its app if an app owns it.

import type { App } from '../../domain/app/app.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Storage } from '../../ports/storage.js';

/** Where a key belongs. */
export interface KeyOwnerRows {
  readonly organizationId: OrganizationId;
  readonly app: App | null;
}

/** Where a key belongs now; null if the owner is deleted. Reads in one wave for an organization's key, in two for an app's. */
export async function loadKeyOwnerRows(
  storage: Storage,
  owner: ResourceOwner,
): Promise<KeyOwnerRows | null> {
  if (owner.kind === 'organization')
    return locateInOrganization(storage, owner.organizationId, null);
  const app = (await storage.apps.findById(owner.appId))?.value;
  const exists = app !== undefined && /* KEY-29 */ app.deletedAt === undefined;
  return exists ? locateInOrganization(storage, /* KEY-30 */ app.organizationId, app) : null;
}

async function locateInOrganization(
  { organizations }: Storage,
  organizationId: OrganizationId,
  app: App | null,
): Promise<KeyOwnerRows | null> {
  const organization = (await organizations.findById(organizationId))?.value;
  const exists = organization !== undefined && organization.deletedAt === undefined;
  return exists ? { organizationId, app } : null;
}
