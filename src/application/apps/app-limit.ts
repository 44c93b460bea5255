// Whether an organization may have one more app.

import { appLimitRefusal } from '../../domain/app/create-app.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { CommandContext } from '../use-case/command.js';

/** Call it after the organization was read. The command guards that row, so that two commands cannot both pass the limit. */
export async function findAppLimitRefusal(
  { deps: { policy }, storage }: CommandContext,
  organizationId: OrganizationId,
): Promise<RefusalOf<'app_limit_reached'> | null> {
  const { maxAppsPerOrganization: limit } = policy;
  const ids = await storage.apps.listUnarchivedIdsByOrganization(organizationId, limit);
  return appLimitRefusal(ids.length, policy);
}
