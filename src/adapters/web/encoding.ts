// Bytes as text: hex digits, SHA-256 digests in hex, and base64url in its one canonical spelling.

/** Two lower-case hex digits a byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of text in UTF-8, as 64 hex digits. */
export async function sha256Hex(text: string): Promise<string> {
  return toHex(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  );
}

/** Canonical base64url: the last character sets no unused bits, so that each sequence of bytes has one spelling. */
const canonicalBase64urlPattern = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** Whether the text is canonical base64url: no padding, no other characters, no second spelling. Check its length first. */
export function isCanonicalBase64url(text: string): boolean {
  return canonicalBase64urlPattern.test(text);
}
