// API keys, with which services authenticate: how they are created, rotated and revoked. An app or an organization owns a key.

import { type Permission, permissions, type RoleTable } from '../organization/role-permissions.js';
import type { Brand } from '../shared/brand.js';
import type { ApiKeyId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import type { ResourceOwner } from '../shared/resource-owner.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { addSeconds, dayInSeconds } from '../shared/time.js';

/** The longest lifetime of a key, in seconds: 10 years. A key may also have no expiry. */
export const maxApiKeyLifetime: number = /* KEY-16 */ 3_650 * dayInSeconds;

/** The longest overlap of a rotation, in seconds: 7 days. */
export const maxKeyRotationOverlap: number = /* KEY-20 */ 7 * dayInSeconds;

/** The SHA-256 of a key's secret: 64 lower-case hex digits. Nobody can authenticate with it. */
export type ApiKeyDigest = Brand<string, 'ApiKeyDigest'>;

/** Null if the text does not have the format of a digest. */
export function parseApiKeyDigest(text: string): ApiKeyDigest | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as ApiKeyDigest) : null;
}

/** All environments of keys. */
export const apiKeyEnvironments = ['live', 'test'] as const;
/** The environment that a key is for. */
export type ApiKeyEnvironment = (typeof apiKeyEnvironments)[number];

/** Of Guildhall's permissions, those that a key can have, and has if nothing else is said: it reads and edits drafts. Only people decide what users see and who may run a draft. */
export const defaultKeyPermissions: readonly Permission[] = [
  'apps:read',
  /* APP-88 APP-90 */ 'apps:edit',
];

/** All permissions that a key can have: the default ones, and the embedding service's own. */
export function possibleKeyPermissions({ permissions: all }: RoleTable): readonly string[] {
  const isGuildhalls = (one: string) => permissions.some((permission) => permission === one);
  return [...defaultKeyPermissions, ...all.filter((one) => !isGuildhalls(one))];
}

/** What the key may do. */
export function permissionsOfKey({
  permissions: own,
}: Pick<ApiKey, 'permissions'>): readonly string[] {
  return own ?? defaultKeyPermissions;
}

/** An API key without its secret. The secret is shown once and never stored. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly owner: ResourceOwner;
  /** A name for people: 1 to 100 characters. */
  readonly name: string;
  readonly environment: ApiKeyEnvironment;
  /** What the key may do; `defaultKeyPermissions` if absent. */
  readonly permissions?: readonly string[];
  readonly digest: ApiKeyDigest;
  /** The last four characters of the secret, so that people can recognize the key. */
  readonly lastFour: string;
  readonly createdBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The time of its last use, updated at most once a minute. */
  readonly lastUsedAt?: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** The key that replaced it in a rotation. This key stays valid until `expiresAt`. */
  readonly replacedBy?: ApiKeyId;
  /** Set on the new key of a rotation. The old key is valid until this time. */
  readonly overlapUntil?: Date;
}

export interface NewApiKey
  extends Pick<
    ApiKey,
    'id' | 'owner' | 'name' | 'environment' | 'permissions' | 'digest' | 'lastFour'
  > {
  readonly expiresAt: Date | null;
  readonly by: UserId | null;
  readonly now: Date;
}

export function createApiKey({ by, now, expiresAt, ...given }: NewApiKey): ApiKey {
  return {
    ...given,
    ...(by === null ? {} : { createdBy: by }),
    ...(expiresAt === null ? {} : { expiresAt }),
    createdAt: now,
    updatedAt: now,
  };
}

/** The refusal for a new key if its owner has as many valid keys as the policy allows. */
export function keyLimitRefusal(
  keys: readonly Pick<ApiKey, 'revokedAt' | 'expiresAt'>[],
  { maxKeysPerOwner: limit }: Pick<Policy, 'maxKeysPerOwner'>,
  now: Date,
): RefusalOf<'key_limit_reached'> | null {
  const valid = keys.filter((key) => isValidApiKey(key, now));
  return /* KEY-23 */ valid.length < limit ? null : { code: 'key_limit_reached', limit };
}

/** Whether the key is neither revoked nor expired at `now`. */
export function isValidApiKey(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: Date,
): boolean {
  return (
    /* KEY-18 */ revokedAt === undefined &&
    /* KEY-17 */ (expiresAt === undefined || expiresAt > now)
  );
}

export function revokeApiKey(key: ApiKey, now: Date): ApiKey {
  return key.revokedAt === undefined ? { ...key, revokedAt: now, updatedAt: now } : key;
}

export interface ApiKeyRotation {
  /** The old key. It is valid until the overlap ends. */
  readonly replacedKey: ApiKey;
  readonly newKey: ApiKey;
}

/** The fields of the new key that are not copied from the old one. */
export type ReplacementKeyFields = Pick<NewApiKey, 'id' | 'digest' | 'lastFour' | 'by' | 'now'>;

/**
 * Replaces a key by a new one. The old key stays valid for `overlap` seconds, or until it expires if that is earlier.
 * Refused: `rotation_in_progress` until the last overlap has ended, `key_invalid` if the key is revoked or expired.
 */
export function rotateApiKey(
  key: ApiKey,
  replacement: ReplacementKeyFields,
  overlap: number,
): Result<ApiKeyRotation, RefusalOf<'rotation_in_progress' | 'key_invalid'>> {
  const { now } = replacement;
  if (!isValidApiKey(key, now)) return refuse({ code: 'key_invalid', path: ['keyId'] });
  // A key that has been replaced is valid until it expires. A key that replaced another one waits for the end of that key.
  const until = key.replacedBy === undefined ? key.overlapUntil : key.expiresAt;
  if (until !== undefined && until > now) return refuse({ code: 'rotation_in_progress', until }); // KEY-21
  const ends = earlierDate(/* KEY-19 */ addSeconds(now, overlap), key.expiresAt);
  const { owner, name, environment, permissions: own, /* KEY-22 */ expiresAt = null } = key;
  return ok({
    replacedKey: { ...key, expiresAt: ends, replacedBy: replacement.id, updatedAt: now },
    newKey: {
      ...createApiKey({
        ...replacement,
        owner,
        name,
        environment,
        ...(own === undefined ? {} : { permissions: /* KEY-35 */ own }),
        expiresAt,
      }),
      overlapUntil: ends,
    },
  });
}

function earlierDate(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}

/** The minimum time between two updates of `lastUsedAt`, in seconds. */
export const minKeyUseInterval = 60;

/** Whether a use at `at` should update `lastUsedAt`. */
export function isKeyUseWorthRecording(
  { lastUsedAt }: Pick<ApiKey, 'lastUsedAt'>,
  at: Date,
): boolean {
  return /* KEY-31 */ lastUsedAt === undefined || addSeconds(lastUsedAt, minKeyUseInterval) <= at;
}
