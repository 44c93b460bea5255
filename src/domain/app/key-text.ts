// How an API key is written: `<prefix>_<environment>_<id>_<secret><checksum>`. Whoever reads or writes one does the hashing.

import { type ApiKeyId, parseApiKeyId } from '../shared/ids.js';
import { type KeyEnvironment, keyEnvironments } from './api-key.js';

/** Characters of a–z and 2–7, each of 5 random bits: 260 bits. */
export const secretLength = 52;
/** Hex digits: enough for a scanner to tell a key from what only looks like one, without asking anybody. */
const checksumLength = /* KEY-1 */ 8;

const longestPrefix = 16;
const prefixForm = /* KEY-3 */ /^[a-z][a-z0-9]{1,15}$/;

/** Whether keys may begin with this: 2 to 16 characters of a–z and 0–9, the first one a letter. */
export function isKeyPrefix(text: string): boolean {
  return text.length <= longestPrefix && prefixForm.test(text);
}

/** What a key says, beside its checksum. */
export interface KeyParts {
  readonly prefix: string;
  readonly environment: KeyEnvironment;
  readonly id: ApiKeyId;
  /** What proves the key. */
  readonly secret: string;
}

/** A key as it was read. Its checksum may be wrong. */
export interface WrittenKey extends KeyParts {
  readonly checksum: string;
}

/** Everything before the checksum, which is made from it. */
export function uncheckedKeyText({ prefix, environment, id, secret }: KeyParts): string {
  return `${prefix}_${environment}_${id}_${secret}`;
}

/** From the SHA-256 of everything before it, as hex digits. */
export function checksumOf(digest: string): string {
  return digest.slice(0, checksumLength);
}

const keyForm = /^([a-z][a-z0-9]{1,15})_([a-z]{4})_([0-9a-f]{24})_([a-z2-7]{52})([0-9a-f]{8})$/;
const longestKey = longestPrefix + 4 + 24 + secretLength + checksumLength + 3;

/** Null where the text has not the form of a key. */
export function parseKeyText(text: string): WrittenKey | null {
  if (text.length > longestKey) return null;
  const [, prefix, named, digits = '', secret, checksum] = keyForm.exec(text) ?? [];
  const environment = keyEnvironments.find((one) => one === named);
  const id = parseApiKeyId(digits);
  if (prefix === undefined || secret === undefined || checksum === undefined) return null;
  return environment === undefined || id === null
    ? null
    : { prefix, environment, id, /* KEY-2 */ secret, checksum };
}
