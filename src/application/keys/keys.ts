// The service `keys`: the API keys of apps and organizations.

import * as z from 'zod';
import type { Permission } from '../../domain/organization/role-permissions.js';
import { parseResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
  authorizeForOwner,
  type OwnerRefusalCode,
} from '../resource-owners/owner-authorization.js';
import type { Command } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type Authenticate, createAuthenticate } from './authenticate.js';
import { type CreateKeyInput, type CreateKeyRefusalCode, createKeyCommand } from './create.js';
import { listOwnerKeys, surplusEndedKeys } from './ended-keys.js';
import type { KeyRefusalCode } from './load-key.js';
import { type KeyIdInput, revokeKeyCommand } from './revoke.js';
import {
  type RotatedKeyView,
  type RotateKeyInput,
  type RotateKeyRefusalCode,
  rotateKeyCommand,
} from './rotate.js';
import { type ApiKeyView, apiKeyView, type NewKeyView } from './views.js';

const listKeysQuery = defineQuery<
  AppOrOrganizationInput,
  WithParsedIds<AppOrOrganizationInput>,
  readonly ApiKeyView[],
  OwnerRefusalCode
>(
  z.lazy(() => z.strictObject(appOrOrganizationFields)),
  async ({ deps, storage, actor }, ids) => {
    const owner = parseResourceOwner(ids);
    if (!owner.ok) return owner;
    const now = await deps.clock.now();
    const authorization = await authorizeForOwner({ deps, storage, actor, now }, owner.value);
    if (!authorization.ok) return authorization;
    const keys = await listOwnerKeys(storage, owner.value);
    const old = new Set(surplusEndedKeys(keys, now));
    return ok(keys.filter((key) => !old.has(key)).map(({ value }) => apiKeyView(value)));
  },
);

/** API keys, with which services identify themselves. An app or an organization owns a key. The permission `keys:manage` covers webhooks, too. */
export interface Keys<P extends string = Permission> {
  /**
   * Creates a key for an app or an organization and returns its text once; a repeated command returns no secret.
   * Needs `keys:manage`. Refused: `permission_denied` for a permission that the actor lacks, `key_limit_reached` if the owner has as many valid keys as the policy allows.
   */
  readonly create: Command<CreateKeyInput<P>, NewKeyView, CreateKeyRefusalCode>;
  /**
   * Replaces a key with a new one and returns its text once. The old key stays valid for `overlap` seconds, so that
   * services keep working while they change keys. Needs `keys:manage`. Refused: `permission_denied` for a key with a
   * permission that the actor lacks, `rotation_in_progress` during an overlap, `key_invalid` if the key has ended.
   */
  readonly rotate: Command<RotateKeyInput, RotatedKeyView, RotateKeyRefusalCode>;
  /** Revokes a key at once and for good. Its predecessor or successor by rotation stays as it is. Needs `keys:manage`. */
  readonly revoke: Command<KeyIdInput, ApiKeyView, KeyRefusalCode>;
  /** Lists the keys of an app or an organization by id: all valid ones, and the last 200 that ended. Needs `keys:manage`. */
  readonly list: Query<AppOrOrganizationInput, readonly ApiKeyView[], OwnerRefusalCode>;
  /**
   * Authenticates a service by its key. Refused: `key_invalid` for every unknown, forged, expired or revoked key and for
   * keys of deleted owners; `app_suspended` for a valid key of a suspended app.
   */
  readonly authenticate: Authenticate<P>;
}

export function createKeysService(deps: Dependencies): Keys<string> {
  return {
    create: createKeyCommand(deps),
    rotate: rotateKeyCommand(deps),
    revoke: revokeKeyCommand(deps),
    list: listKeysQuery(deps),
    authenticate: createAuthenticate(deps),
  };
}
