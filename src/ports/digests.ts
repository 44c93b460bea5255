/** Digests of inputs and idempotency keys. They differ for different texts, but do not reveal the text. */
export interface Digests {
  /** SHA-256 of the text in UTF-8: 64 lower-case hex digits. */
  sha256(text: string): Promise<string>;
  /** A digest of 32 hex digits, always the same for the same text. */
  shortDigest(text: string): Promise<string>;
  /** A digest with a secret key of the service, in the format `kid.hex`. `kid` names the key. */
  hmac(text: string): Promise<string>;
  /** Whether `hmac(text)` made this digest. Also true if the key of the digest is no longer known. */
  mayMatchHmac(text: string, digest: string): Promise<boolean>;
}
