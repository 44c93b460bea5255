// Keys by which services show themselves: an app's own, or one that an organization's members share.

import type { Brand } from '../shared/brand.js';
import type { ApiKeyId, AppId, OrganizationId, UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { secondsAfter } from '../shared/time.js';

/** SHA-256 of a key's secret, 64 lower-case hex digits. It authenticates nothing. */
export type KeyDigest = Brand<string, 'KeyDigest'>;

/** Null where the text is no such digest. */
export function parseKeyDigest(text: string): KeyDigest | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as KeyDigest) : null;
}

/** All environments of keys. */
export const keyEnvironments = ['live', 'test'] as const;
/** What a key is for. */
export type KeyEnvironment = (typeof keyEnvironments)[number];

/** Whose key: an app's, which goes with it where it goes, or an organization's. */
export type KeyOwner =
  | { readonly kind: 'app'; readonly appId: AppId }
  | { readonly kind: 'organization'; readonly organizationId: OrganizationId };

/** A key without its secret, which is shown once and kept nowhere. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly owner: KeyOwner;
  /** 1 to 100 characters, for people. */
  readonly name: string;
  readonly environment: KeyEnvironment;
  readonly digest: KeyDigest;
  /** The last four characters of the secret, by which people tell keys apart. */
  readonly lastFour: string;
  readonly createdBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Written at most once a minute. */
  readonly lastUsedAt?: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** The key that took its place; it is valid until `expiresAt`. */
  readonly replacedBy?: ApiKeyId;
  /** Until when the key that it took the place of is valid beside it. */
  readonly overlapUntil?: Date;
}

export interface NewKey
  extends Pick<ApiKey, 'id' | 'owner' | 'name' | 'environment' | 'digest' | 'lastFour'> {
  readonly expiresAt: Date | null;
  readonly by: UserId | null;
  readonly now: Date;
}

export function createKey({ by, now, expiresAt, ...given }: NewKey): ApiKey {
  return {
    ...given,
    ...(by === null ? {} : { createdBy: by }),
    ...(expiresAt === null ? {} : { expiresAt }),
    createdAt: now,
    updatedAt: now,
  };
}

/** Whether it opens anything at this moment. */
export function isValidKey(
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: Date,
): boolean {
  return (
    /* KEY-18 */ revokedAt === undefined &&
    /* KEY-17 */ (expiresAt === undefined || expiresAt > now)
  );
}

export function revokeKey(key: ApiKey, now: Date): ApiKey {
  return key.revokedAt === undefined ? { ...key, revokedAt: now, updatedAt: now } : key;
}

export interface Rotation {
  /** The one before, valid for as long as the overlap lasts. */
  readonly before: ApiKey;
  readonly after: ApiKey;
}

/** What of a key is new with its rotation. */
export type RotatedKey = Pick<NewKey, 'id' | 'digest' | 'lastFour' | 'by' | 'now'>;

/**
 * A new key in the place of this one, which stays valid for `overlap` seconds, or less where it expires before.
 * Refused as `rotation_in_progress` while an overlap lasts, and as `key_invalid` where the key is over.
 */
export function rotateKey(
  key: ApiKey,
  rotated: RotatedKey,
  overlap: number,
): Result<Rotation, RefusalOf<'rotation_in_progress' | 'key_invalid'>> {
  const { now } = rotated;
  if (!isValidKey(key, now)) return refuse({ code: 'key_invalid', path: ['keyId'] });
  const until = key.replacedBy === undefined ? key.overlapUntil : key.expiresAt;
  if (until !== undefined && until > now) return refuse({ code: 'rotation_in_progress', until }); // KEY-21
  const ends = earlier(/* KEY-19 */ secondsAfter(now, overlap), key.expiresAt);
  const { owner, name, environment, /* KEY-22 */ expiresAt = null } = key;
  return ok({
    before: { ...key, expiresAt: ends, replacedBy: rotated.id, updatedAt: now },
    after: {
      ...createKey({ ...rotated, owner, name, environment, expiresAt }),
      overlapUntil: ends,
    },
  });
}

function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}

/** Seconds between two notes of a key's last use. */
export const usedAtMostEvery = 60;

/** Whether a use at this moment is worth a note. */
export function isWorthNoting({ lastUsedAt }: Pick<ApiKey, 'lastUsedAt'>, at: Date): boolean {
  return /* KEY-31 */ lastUsedAt === undefined || secondsAfter(lastUsedAt, usedAtMostEvery) <= at;
}
