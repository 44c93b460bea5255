// Generates the texts of new keys.

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
} from '../../domain/app/api-key-text.js';
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

export async function mintKey(
  deps: Pick<Dependencies, 'ids' | 'random' | 'digests' | 'keyPrefix'>,
): Promise<MintedKey> {
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

export async function digestSecret(digests: Digests, secret: string): Promise<ApiKeyDigest> {
  const digest = parseApiKeyDigest(await digests.sha256(secret));
  if (digest === null)
    throw new Error('the configured SHA-256 must return 64 lower-case hex digits');
  return digest;
}
