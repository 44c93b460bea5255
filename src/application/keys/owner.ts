// Whose keys, and whether the actor may manage them. Who may not see an app or an organization learns nothing of its keys.

import type { z } from 'zod';
import type { ApiKey, KeyOwner } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import type { ApiKeyId, AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Subscriber } from '../../domain/webhook/telling.js';
import type { Change } from '../../ports/storage.js';
import { type AppRefusal, authorityOverApp } from '../apps/authority.js';
import { type Authority, type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { touched } from '../use-case/changes.js';
import type { Unit } from '../use-case/command.js';
import { appIdSchema, invalidAt, organizationIdSchema } from '../use-case/input.js';

/** Whose keys: an app's or an organization's, exactly one of both. */
export interface KeyOwnerInput {
  readonly appId?: string | undefined;
  readonly organizationId?: string | undefined;
}

export interface OwnerIds {
  readonly appId?: AppId | undefined;
  readonly organizationId?: OrganizationId | undefined;
}

export const ownerFields: {
  appId: z.ZodOptional<typeof appIdSchema>;
  organizationId: z.ZodOptional<typeof organizationIdSchema>;
} = { appId: appIdSchema.optional(), organizationId: organizationIdSchema.optional() };

export function ownerOf({
  appId,
  organizationId,
}: OwnerIds): Result<KeyOwner, RefusalOf<'invalid_input'>> {
  if (appId !== undefined && /* KEY-12 */ organizationId === undefined)
    return ok({ kind: 'app', appId });
  if (organizationId !== undefined && appId === undefined) {
    return ok({ kind: 'organization', organizationId });
  }
  return refuse(invalidAt([], 'owner', 'give either appId or organizationId'));
}

/** The input that names the owner. */
export function pathOf(owner: KeyOwner): Path {
  return [owner.kind === 'app' ? 'appId' : 'organizationId'];
}

export type OwnerRefusal = AuthorityRefusal | AppRefusal;

/** An organization whose keys, or whose app's keys, the actor may manage. */
export interface KeyAuthority extends Authority {
  /** Where the keys are an app's. */
  readonly app?: Versioned<App>;
}

type Asking = Pick<Unit, 'storage' | 'actor' | 'now'>;

/** One wave for an organization, two for an app. */
export async function authorityOverOwner(
  asking: Asking,
  owner: KeyOwner,
): Promise<Result<KeyAuthority, RefusalOf<OwnerRefusal>>> {
  return owner.kind === 'app'
    ? authorityOverApp(asking, owner.appId, /* KEY-13 WEBHOOK-1 */ 'keys:manage')
    : authorityOver(
        asking.storage,
        asking.actor,
        owner.organizationId,
        /* KEY-14 WEBHOOK-2 */ 'keys:manage',
      );
}

/**
 * The organization, since a key is something lasting that is given by authority: what a removed admin had in flight
 * cannot land. The app too, since it was read before its organization: had it moved, or gone, in between, somebody
 * would make keys for what is no longer theirs.
 */
export function guardsOf({ organization, app }: KeyAuthority): readonly Change[] {
  return /* KEY-26 */ [touched('organizations', organization), ...guardOfApp(app)];
}

/** What a revocation meets: it gives nobody anything, so that only the app's owner must still be the one that was read. */
export function guardOfApp(app: KeyAuthority['app']): readonly Change[] {
  return /* KEY-27 */ app === undefined ? [] : [touched('apps', app)];
}

/** Whose webhooks may tell of its keys. */
export function subscribersOf({ organization, app }: KeyAuthority): readonly Subscriber[] {
  return [organization.value, ...(app === undefined ? [] : [app.value])];
}

/** By what facts name a key: with its app where it is an app's. */
export function namesOf(
  { id: keyId, owner }: ApiKey,
  { organization }: KeyAuthority,
): { readonly organizationId: OrganizationId; readonly keyId: ApiKeyId; readonly appId?: AppId } {
  const organizationId = organization.value.id;
  return owner.kind === 'app'
    ? { organizationId, keyId, appId: owner.appId }
    : { organizationId, keyId };
}

export type KeyRefusal =
  | 'account_inactive'
  | 'permission_denied'
  | 'organization_deleted'
  | 'app_deleted'
  | 'key_not_found';

/** A key that the actor may manage. */
export interface ManagedKey {
  readonly key: Versioned<ApiKey>;
  readonly authority: KeyAuthority;
}

/** One wave more than `authorityOverOwner`. */
export async function managedKey(
  asking: Asking,
  id: ApiKeyId,
): Promise<Result<ManagedKey, RefusalOf<KeyRefusal>>> {
  const key = await asking.storage.keys.findById(id);
  if (key === null) return keyNotFound();
  const authority = await authorityOverOwner(asking, key.value.owner);
  if (authority.ok) return ok({ key, authority: authority.value });
  const { code } = authority.refusal;
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
