// Keys that are over: people may look at the last ones, and older ones are forgotten, so that an owner never has many rows.

import { type ApiKey, isValidKey, type KeyOwner } from '../../domain/app/api-key.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change, Storage } from '../../ports/storage.js';
import { removed } from '../use-case/changes.js';

/** How many keys that are over an owner keeps. */
const keptEnded = /* KEY-24 */ 200;
/** How many rows one commit takes away beside what it is for. */
const batch = 100;
/** More than an owner can have: at most 1,000 keys by the policy, each with the one before it, and those that are over. */
const mostRows = 2_500;

/** All keys of an owner, by id. */
export function readKeys(
  { keys }: Storage,
  owner: KeyOwner,
): Promise<readonly Versioned<ApiKey>[]> {
  return keys.ofOwner(owner, mostRows);
}

/** What is beyond the ended keys that are kept, those that ended last first. */
export function pastKeeping(
  keys: readonly Versioned<ApiKey>[],
  now: Date,
): readonly Versioned<ApiKey>[] {
  return keys
    .filter(({ value }) => !isValidKey(value, now))
    .sort((one, other) => endOf(other.value) - endOf(one.value))
    .slice(keptEnded);
}

/** Some of what is past keeping, for every command that adds a row: whoever creates and revokes without end fills no table. */
export function forgetting(keys: readonly Versioned<ApiKey>[], now: Date): readonly Change[] {
  return pastKeeping(keys, now)
    .slice(-batch)
    .map((key) => removed('apikeys', key));
}

function endOf({ revokedAt, expiresAt }: ApiKey): number {
  return (revokedAt ?? expiresAt)?.getTime() ?? 0;
}
