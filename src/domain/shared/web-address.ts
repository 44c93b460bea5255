// Recognizes web addresses. An address in a profile must be a safe one, and a name must not contain one.

import type { RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';
import { isWellFormedUnicode } from './text.js';
import { hasInvisibleCharacter } from './visible-text.js';

/**
 * Names for special use, which no public host has: all of `arpa`, the top-level names of the registry of RFC 6761
 * (RFC 2606, RFC 6762, RFC 7686, RFC 9476), `internal`, and the names that RFC 6762 (appendix G) finds in local networks.
 */
const specialUseDomains = new Set(
  'alt arpa corp example home internal intranet invalid lan local localdomain localhost onion private test'.split(
    ' ',
  ),
);

/** A host as mail clients recognize it: labels with dots between them, the last of which begins with a letter. */
const host =
  '(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?\\.)+\\p{L}[\\p{L}\\p{N}\\p{M}-]+';
/** Each of these makes an address of a text. `Data:Lab`, `Either/Or` and `a@b` are names. */
const addressSource = `[a-z][a-z0-9+.-]*://|(?<![a-z0-9])(?:(?:mailto|https?|ftp|javascript|vbscript):\\S|data:[a-z0-9.+-]*[/;,]|(?:tel|sms):[+\\d])|//${host}|(?:${host}|\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d+)?/\\S|\\S@${host}`;
const addressPattern = /* @__PURE__ */ new RegExp(addressSource, 'iu');

/**
 * Whether the text contains an address with a scheme, a path or a user name. A bare host such as `socket.io` is none,
 * because companies are called so: `breakAutoLinks` keeps mail clients from making a link of it.
 */
export function containsWebAddress(text: string): boolean {
  return addressPattern.test(
    text
      .normalize('NFKC')
      .replace(/[\u3002\uff0e\uff61]/gu, '.')
      .replace(/\p{Variation_Selector}/gu, ''),
  );
}

function lastLabel(hostname: string): string {
  return hostname.slice(hostname.lastIndexOf('.') + 1);
}

const maxWebAddressLength = 2_048;
const publicHostPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Converts a public http(s) address, as somebody typed it, to the text that is stored: at most 2,048 characters, a host
 * name under a top-level domain that is not for local use, no credentials. Refused otherwise: `invalid_input` at `path`.
 */
export function parseWebAddress(
  text: string,
  path: readonly (string | number)[],
): Result<string, RefusalOf<'invalid_input'>> {
  const problem = webAddressProblem(text);
  if (problem !== null) {
    return refuse({
      code: 'invalid_input',
      path,
      issues: [{ code: 'url', path, message: problem }],
    });
  }
  return ok(new URL(text.trim()).href);
}

function webAddressProblem(text: string): string | null {
  if (text.length > maxWebAddressLength)
    return `an address has at most ${maxWebAddressLength} characters`;
  if (!isWellFormedUnicode(text) || hasInvisibleCharacter(text))
    return 'the address contains invisible characters';
  const url = parseUrl(text.trim());
  if (url === null) return 'this is not a web address; write it like https://example.com';
  if (url.href.length > maxWebAddressLength)
    return `an address has at most ${maxWebAddressLength} characters`;
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'the address must be https or http';
  if (url.username !== '' || url.password !== '')
    return 'the address must not contain a user name or password';
  if (!publicHostPattern.test(url.hostname)) return 'the address must have a public host name';
  if (/* ORG-52 */ specialUseDomains.has(lastLabel(url.hostname)))
    return 'the address must have a public host name';
  return null;
}

/**
 * Parses a URL with the parser that every JavaScript runtime has. Null if the text is not a URL.
 * Do not use `URL.canParse`: in Node 20 and 22, after some thousand calls, it returns false for texts with Latin-1
 * letters such as ü.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
