// Making keys and reading them: where form, chance and hashing meet.

import {
  type ApiKey,
  type KeyDigest,
  type KeyEnvironment,
  parseKeyDigest,
} from '../../domain/app/api-key.js';
import {
  checksumOf,
  parseKeyText,
  secretLength,
  uncheckedKeyText,
} from '../../domain/app/key-text.js';
import { isSameHex } from '../../domain/shared/constant-time.js';
import { type ApiKeyId, parseApiKeyId } from '../../domain/shared/ids.js';
import type { Digests } from '../../ports/system.js';
import type { Context } from '../context.js';
import { fresh } from '../organizations/founding.js';

/** A key that is about to be: what is kept of it, and what is shown once. */
export interface MintedKey {
  readonly id: ApiKeyId;
  readonly digest: KeyDigest;
  readonly lastFour: string;
  /** The whole key, by what it is for: what a rotated key is for stands in its row, which is read later. */
  readonly texts: Readonly<Record<KeyEnvironment, string>>;
}

export async function mintKey(context: Context): Promise<MintedKey> {
  const { ids, random, digests, keyPrefix: prefix } = context;
  const id = fresh(ids, parseApiKeyId);
  const secret = random.base32(secretLength);
  const textFor = (environment: KeyEnvironment) =>
    checked(digests, uncheckedKeyText({ prefix, environment, id, secret }));
  const [digest, live, test] = await Promise.all([
    digestOf(digests, /* KEY-4 */ secret),
    textFor('live'),
    textFor('test'),
  ]);
  return { id, digest, lastFour: secret.slice(-4), texts: { live, test } };
}

/** The text of a stored key where this very call has made it, and lost nothing but the storage's answer; otherwise it was shown before. */
export function shownOnce(
  { id, texts }: MintedKey,
  key: Pick<ApiKey, 'id' | 'environment'>,
): string | null {
  return /* KEY-5 KEY-6 */ id === key.id ? texts[key.environment] : null;
}

async function checked(digests: Digests, unchecked: string): Promise<string> {
  return `${unchecked}${checksumOf(await digests.sha256(unchecked))}`;
}

async function digestOf(digests: Digests, secret: string): Promise<KeyDigest> {
  const digest = parseKeyDigest(await digests.sha256(secret));
  if (digest === null) throw new Error('the SHA-256 of a secret is not 64 lower-case hex digits');
  return digest;
}

/** What a text of the right form claims. */
export interface ShownKey {
  readonly id: ApiKeyId;
  readonly environment: KeyEnvironment;
  readonly digest: KeyDigest;
  /** Whether the checksum is right. Anybody can make one that is. */
  readonly isIntact: boolean;
}

/** Null where the text has not the form of a key, or another prefix. */
export async function readKey(
  { digests, keyPrefix }: Pick<Context, 'digests' | 'keyPrefix'>,
  text: string,
): Promise<ShownKey | null> {
  const written = parseKeyText(text);
  if (written === null || /* KEY-10 */ written.prefix !== keyPrefix) return null;
  const [digest, whole] = await Promise.all([
    digestOf(digests, written.secret),
    digests.sha256(uncheckedKeyText(written)),
  ]);
  const { id, environment, checksum } = written;
  return { id, environment, digest, isIntact: isSameHex(checksumOf(whole), checksum) };
}
