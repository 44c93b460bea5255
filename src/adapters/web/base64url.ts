/** Base64url with nothing left over in its last character: each sequence of bytes has one form only. */
const canonical = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;

/** Whether text is base64url as it is written here: no padding, no other letters, no second spelling. Bound its length before. */
export function isCanonicalBase64url(text: string): boolean {
  return canonical.test(text);
}
