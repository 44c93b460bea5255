// Bytes as text: hex digits, SHA-256 digests in hex, and base64url in its one canonical spelling.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of text in UTF-8, as 64 hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Canonical base64url: the last character sets no unused bits, so that each sequence of bytes has one spelling. */
const canonicalBase64urlPattern = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** Whether the text is canonical base64url: no padding, no other characters, no second spelling. Check its length first. */
export function isCanonicalBase64url(text: string): boolean {
  return canonicalBase64urlPattern.test(text);
}
