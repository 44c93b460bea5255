// What is shown of API keys.

import { permissionsOfKey } from './app-access.js';
import type { ModelApiKey, ModelOwner } from './app-rows.js';
import { type ReferenceModel, throwRefusal, toIsoOrUndefined } from './reference-model.js';

export function keyView(key: ModelApiKey): object {
  const { id, owner, name, environment, createdBy, replacedBy } = key;
  return {
    ...{ id, name, environment, createdBy, replacedBy },
    owner: ownerView(owner),
    permissions: permissionsOfKey(key),
    lastFour: lastFourOf(id),
    lastUsedAt: toIsoOrUndefined(key.lastUsedAt),
    expiresAt: toIsoOrUndefined(key.expiresAt),
    revokedAt: toIsoOrUndefined(key.revokedAt),
    overlapUntil: toIsoOrUndefined(key.overlapUntil),
  };
}

export function ownerView({ appId, organizationId }: ModelOwner): object {
  return { kind: appId === undefined ? 'organization' : 'app', appId, organizationId };
}

function lastFourOf(keyId: string): string {
  return `last four of ${keyId}`;
}

/** The text of a key is shown once. */
export function newKeyView(model: ReferenceModel, id: string, isNew: boolean): object {
  const key = model.apiKeys.get(id) ?? throwRefusal('key_not_found');
  return { key: keyView(key), secret: isNew ? `${keyTextPrefix}${id}` : null };
}

/** Begins the name of a key's text. */
export const keyTextPrefix = 'text of ';

/** Begins the name of a key's text with a mistake. */
export const mistypedKeyPrefix = 'mistyped ';
