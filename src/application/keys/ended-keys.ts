// Keys that have ended. The newest 200 stay for people to look at, and older ones are removed, so that an owner never has many rows.

import { type ApiKey, isValidApiKey } from '../../domain/app/api-key.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change, Storage } from '../../ports/storage.js';
import { removeChange } from '../use-case/changes.js';

/** How many ended keys an owner keeps. */
const maxEndedKeys = /* KEY-24 */ 200;

/** How many surplus rows a commit removes at most, besides its own changes. */
const maxRemovedPerCommit = 100;

/** A limit that no owner reaches: 1,000 valid keys (policy), 1,000 that they replace, and the ended keys. */
const maxKeyRows = 2_500;

/** All keys of an owner, sorted by id. */
export function listOwnerKeys(
  { apiKeys }: Storage,
  owner: ResourceOwner,
): Promise<readonly Versioned<ApiKey>[]> {
  return apiKeys.listByOwner(owner, maxKeyRows);
}

/** The ended keys beyond the 200 that are kept, the last ended first. */
export function surplusEndedKeys(
  keys: readonly Versioned<ApiKey>[],
  now: Date,
): readonly Versioned<ApiKey>[] {
  return keys
    .filter(({ value }) => !isValidApiKey(value, now))
    .sort((one, other) => endTimeOf(other.value) - endTimeOf(one.value))
    .slice(maxEndedKeys);
}

/** Removes some surplus keys. Every command that adds a row does this, so that creating and revoking keys forever does not fill the collection. */
export function surplusKeyRemovals(
  keys: readonly Versioned<ApiKey>[],
  now: Date,
): readonly Change[] {
  return surplusEndedKeys(keys, now)
    .slice(-maxRemovedPerCommit)
    .map((key) => removeChange('apikeys', key));
}

function endTimeOf({ revokedAt, expiresAt }: ApiKey): number {
  return (revokedAt ?? expiresAt)?.getTime() ?? 0;
}
