// The text of an API key: `<prefix>_<environment>_<id>_<secret><checksum>`. Callers compute the hashes.

import { type ApiKeyId, parseApiKeyId } from '../shared/ids.js';
import { type ApiKeyEnvironment, apiKeyEnvironments } from './api-key.js';

/** The length of a secret: 52 characters of a–z and 2–7, each with 5 random bits, so 260 bits. */
export const apiKeySecretLength = 52;
/** The length of the checksum in hex digits. With it, a secret scanner can recognize a real key without a request. */
const checksumLength = /* KEY-1 */ 8;

const maxPrefixLength = 16;
const prefixPattern = /* KEY-3 */ /^[a-z][a-z0-9]{1,15}$/;

/** Whether the text can be the prefix of keys: 2 to 16 characters of a–z and 0–9, the first one a letter. */
export function isApiKeyPrefix(text: string): boolean {
  return text.length <= maxPrefixLength && prefixPattern.test(text);
}

/** The parts of a key without its checksum. */
export interface ApiKeyParts {
  readonly prefix: string;
  readonly environment: ApiKeyEnvironment;
  readonly id: ApiKeyId;
  /** The secret part. It proves that the caller has the key. */
  readonly secret: string;
}

/** The parts of a parsed key. The checksum is not verified yet. */
export interface ParsedApiKeyText extends ApiKeyParts {
  readonly checksum: string;
}

/** The key's text before the checksum. The checksum is computed from this text. */
export function apiKeyTextWithoutChecksum({
  prefix,
  environment,
  id,
  secret,
}: ApiKeyParts): string {
  return `${prefix}_${environment}_${id}_${secret}`;
}

/** The checksum of a key: 8 hex digits. `textDigest` is the SHA-256 of `apiKeyTextWithoutChecksum`, in hex. */
export function apiKeyChecksum(textDigest: string): string {
  return textDigest.slice(0, checksumLength);
}

const apiKeyPattern =
  /^([a-z][a-z0-9]{1,15})_([a-z]{4})_([0-9a-f]{24})_([a-z2-7]{52})([0-9a-f]{8})$/;
const maxApiKeyLength = maxPrefixLength + 4 + 24 + apiKeySecretLength + checksumLength + 3;

/** Null if the text does not have the format of a key. */
export function parseApiKeyText(text: string): ParsedApiKeyText | null {
  if (text.length > maxApiKeyLength) return null;
  const [, prefix, named, digits = '', secret, checksum] = apiKeyPattern.exec(text) ?? [];
  const environment = apiKeyEnvironments.find((one) => one === named);
  const id = parseApiKeyId(digits);
  if (prefix === undefined || secret === undefined || checksum === undefined) return null;
  return environment === undefined || id === null
    ? null
    : { prefix, environment, id, /* KEY-2 */ secret, checksum };
}
