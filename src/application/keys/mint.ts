// Generates the texts of keys, and parses the text that a service presents.

import {
  type ApiKey,
  type ApiKeyDigest,
  type ApiKeyEnvironment,
  parseApiKeyDigest,
} from '../../domain/app/api-key.js';
import {
  apiKeyChecksum,
  apiKeySecretLength,
  apiKeyTextWithoutChecksum,
  parseApiKeyText,
} from '../../domain/app/api-key-text.js';
import { timingSafeEqualHex } from '../../domain/shared/constant-time.js';
import { type ApiKeyId, parseApiKeyId } from '../../domain/shared/ids.js';
import type { Digests } from '../../ports/digests.js';
import type { Dependencies } from '../dependencies.js';
import { newId } from '../use-case/new-id.js';

/** A new key before it is stored: what is kept, and the texts that are shown once. */
export interface MintedKey {
  readonly id: ApiKeyId;
  readonly digest: ApiKeyDigest;
  readonly lastFour: string;
  /** The text of the key for each environment: the environment of a rotated key is known only once its row is read. */
  readonly texts: Readonly<Record<ApiKeyEnvironment, string>>;
}

export async function mintKey(deps: Dependencies): Promise<MintedKey> {
  const { ids, random, digests, keyPrefix: prefix } = deps;
  const id = newId(ids, parseApiKeyId);
  const secret = random.base32(apiKeySecretLength);
  const textFor = (environment: ApiKeyEnvironment) =>
    withChecksum(digests, apiKeyTextWithoutChecksum({ prefix, environment, id, secret }));
  const [digest, live, test] = await Promise.all([
    digestSecret(digests, /* KEY-4 */ secret),
    textFor('live'),
    textFor('test'),
  ]);
  return { id, digest, lastFour: secret.slice(-4), texts: { live, test } };
}

/** The text of a stored key if this call has created it and only the storage's answer was lost. Otherwise null: the text was shown before. */
export function keyTextIfNew(
  { id, texts }: MintedKey,
  key: Pick<ApiKey, 'id' | 'environment'>,
): string | null {
  return /* KEY-5 KEY-6 */ id === key.id ? texts[key.environment] : null;
}

async function withChecksum(digests: Digests, unchecked: string): Promise<string> {
  return `${unchecked}${apiKeyChecksum(await digests.sha256(unchecked))}`;
}

async function digestSecret(digests: Digests, secret: string): Promise<ApiKeyDigest> {
  const digest = parseApiKeyDigest(await digests.sha256(secret));
  if (digest === null)
    throw new Error('the configured SHA-256 must return 64 lower-case hex digits');
  return digest;
}

/** The parts of a well-formed key text. The checksum has been compared (`isIntact`); the secret has not. */
export interface PresentedKey {
  readonly id: ApiKeyId;
  readonly environment: ApiKeyEnvironment;
  readonly digest: ApiKeyDigest;
  /** Whether the checksum is right. It detects typing errors; anybody can compute it. */
  readonly isIntact: boolean;
}

/** Null if the text is not a well-formed key, or has another prefix. */
export async function parsePresentedKey(
  { digests, keyPrefix }: Pick<Dependencies, 'digests' | 'keyPrefix'>,
  text: string,
): Promise<PresentedKey | null> {
  const written = parseApiKeyText(text);
  if (written === null || /* KEY-10 */ written.prefix !== keyPrefix) return null;
  const [digest, whole] = await Promise.all([
    digestSecret(digests, written.secret),
    digests.sha256(apiKeyTextWithoutChecksum(written)),
  ]);
  const { id, environment, checksum } = written;
  return { id, environment, digest, isIntact: timingSafeEqualHex(apiKeyChecksum(whole), checksum) };
}
