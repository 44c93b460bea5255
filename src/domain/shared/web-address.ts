// Recognizes web addresses. An address in a profile must be a safe one, and a name must not contain one.

import type { RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';
import { hasInvisibleCharacter, isWellFormedUnicode } from './text.js';

/**
 * Whether a host such as `evil.com` ends with a public suffix, under which people register domains. The host is ASCII or
 * Unicode, without a trailing dot. The function must be pure.
 */
export type HasPublicSuffix = (host: string) => boolean;

const commonDomainSuffixes = new Set(
  'com net org edu gov mil int info biz io ai app dev me co tv xyz online site shop store tech cloud club live link click top ru cn de uk fr jp br in it es nl pl se ch at be eu us ca au kr tr ir ua za'.split(
    ' ',
  ),
);

/** Reserved for examples and local use (RFC 2606, RFC 6761, RFC 6762, RFC 7686). A mail client may still make links of them. */
const specialUseDomains = new Set(
  'example invalid localhost localdomain test local onion alt internal corp home lan'.split(' '),
);

/** The default check without the list of public suffixes: a short list of common top-level domains. */
export const hasCommonSuffix: HasPublicSuffix = (host) => commonDomainSuffixes.has(lastLabel(host));

/** A URL with its scheme, or a word that begins with `www.`. Every mail client makes a link of it. */
const linkPattern = /(?:[a-z][a-z0-9+.-]*:\/\/|\bwww\.\w|\b(?:mailto|javascript|data):\S)/iu;
/** A text is split at each character that cannot be part of a host. A mail client makes a link of `evil.com` in `evil.com?x` and in `evil.com's`. */
const hostSeparatorPattern = /[^\p{L}\p{N}\p{M}.-]+/u;
const hostEdgePattern = /^[\p{M}.-]+|[.-]+$/gu;
const hostPattern =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]{2,}$/u;

/** Whether the text contains a URL, or a bare domain that a mail client would make a link of. */
export function containsWebAddress(text: string, hasPublicSuffix: HasPublicSuffix): boolean {
  const folded = text
    .normalize('NFKC')
    .replace(/[\u3002\uff0e\uff61]/gu, '.')
    .replace(/\p{Variation_Selector}/gu, '');
  if (linkPattern.test(folded)) return true;
  return folded
    .split(hostSeparatorPattern)
    .some((word) => looksLikeHost(word.replace(hostEdgePattern, ''), hasPublicSuffix));
}

/** Such as `L.D.College`: two or more initials, then a word that begins with a capital letter. */
const initialsThenWordPattern = /^(?:\p{Lu}\.){2,}\p{Lu}\p{Ll}{3,}$/u;
/** Legal forms that look like hosts: "Acme Pvt.Ltd.", "Muster GmbH & Co.KG". */
const hostLikeLegalForms = new Set('co.ltd pvt.ltd pte.ltd pty.ltd co.kg s.a.de'.split(' '));

function looksLikeHost(word: string, hasPublicSuffix: HasPublicSuffix): boolean {
  if (!hostPattern.test(word) || initialsThenWordPattern.test(word)) return false;
  if (hostLikeLegalForms.has(word.toLowerCase())) return false; // ORG-8
  return specialUseDomains.has(lastLabel(word)) || /* ORG-7 */ hasPublicSuffix(word.toLowerCase());
}

function lastLabel(host: string): string {
  return host.slice(host.lastIndexOf('.') + 1).toLowerCase();
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
  if (specialUseDomains.has(lastLabel(url.hostname)))
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
