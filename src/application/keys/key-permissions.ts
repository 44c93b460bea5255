// What a key may do, and who may give it that.

import { type ApiKey, isValidApiKey, permissionsOfKey } from '../../domain/app/api-key.js';
import { isSuspendedOrTakenDown } from '../../domain/app/app.js';
import { allows } from '../../domain/organization/role-permissions.js';
import { type OrganizationId, parseApiKeyId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import type { Dependencies } from '../dependencies.js';
import type { OwnerAuthorization } from '../resource-owners/owner-authorization.js';
import { loadKeyOwnerRows } from './load-key-owner.js';

/** The refusal if the actor lacks a permission that the key has: nobody gets by a key what they may not do themselves. */
export function keyAboveActorRefusal(
  { deps }: { readonly deps: Dependencies },
  { actingMember }: OwnerAuthorization,
  key: Pick<ApiKey, 'permissions'>,
): RefusalOf<'permission_denied'> | null {
  if (actingMember === null) return null;
  const { role } = actingMember.membership.value;
  // A permission that the table has lost allows nothing any more.
  const isAllowed = (permission: string) =>
    allows(deps.roles, role, permission) || !deps.roles.permissions.includes(permission);
  const index = permissionsOfKey(key).findIndex((permission) => !isAllowed(permission));
  if (/* KEY-36 */ index < 0) return null;
  const path: Path = key.permissions === undefined ? ['permissions'] : ['permissions', index];
  return { code: 'permission_denied', path };
}

/** Whether the key is valid, belongs to the organization or an app of it, and has the permission. Three reads at most. */
export async function keyAllows(
  { storage, clock }: Dependencies,
  keyId: string,
  permission: string,
  organizationId: OrganizationId,
): Promise<boolean> {
  const id = parseApiKeyId(keyId);
  const [now, key] = await Promise.all([
    clock.now(),
    id === null ? null : storage.apiKeys.findById(id),
  ]);
  if (key === null || !isValidApiKey(key.value, now)) return false;
  if (!permissionsOfKey(key.value).includes(permission)) return false;
  const owner = await loadKeyOwnerRows(storage, key.value.owner);
  if (owner === null || owner.organizationId !== organizationId) return false;
  return /* KEY-37 */ owner.app === null || !isSuspendedOrTakenDown(owner.app);
}
