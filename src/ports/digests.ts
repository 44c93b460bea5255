/** Digests of inputs and idempotency keys. Different texts have different digests. A digest does not show its text. */
export interface Digests {
  /** SHA-256 of the text in UTF-8: 64 lower-case hex digits. */
  sha256(text: string): Promise<string>;
  /** A digest of 32 hex digits, always the same for the same text. */
  shortDigest(text: string): Promise<string>;
  /** A digest with a secret key of the service, in the format `kid.hex`. `kid` names the key. */
  hmac(text: string): Promise<string>;
  /** Whether `hmac(text)` made this digest. Also true if the key is unknown, so that a repeated command is answered, and not refused, after a key was removed. */
  mayMatchHmac(text: string, digest: string): Promise<boolean>;
  /** Whether `hmac(text)` made this digest with a key that is still known. For digests that prove something. The time it takes does not show where they differ. */
  isHmac(text: string, digest: string): Promise<boolean>;
}
