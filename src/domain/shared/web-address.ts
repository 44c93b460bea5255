// What counts as a web address: in a profile, where it must be a safe one, and in a name, where none may stand.

import type { RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';
import { hasInvisible, isWellFormed } from './text.js';
import { parseUrl } from './url.js';

/** True where a host such as `evil.com` ends in a suffix under which people register names. Pure; ASCII or Unicode, no trailing dot. */
export type HasPublicSuffix = (host: string) => boolean;

const commonSuffixes = new Set(
  'com net org edu gov mil int info biz io ai app dev me co tv xyz online site shop store tech cloud club live link click top ru cn de uk fr jp br in it es nl pl se ch at be eu us ca au kr tr ir ua za'.split(
    ' ',
  ),
);

/** Reserved for examples and local use (RFC 2606, RFC 6761, RFC 6762, RFC 7686): a mail client may still link them. */
const specialUse = new Set(
  'example invalid localhost localdomain test local onion alt internal corp home lan'.split(' '),
);

/** The check that the core has without a list of public suffixes: a short list of common endings. */
export const hasCommonSuffix: HasPublicSuffix = (host) => commonSuffixes.has(lastLabel(host));

/** A URL with its scheme, or `www.` at a word's start: what every mail client turns into a link. */
const linked = /(?:[a-z][a-z0-9+.-]*:\/\/|\bwww\.\w|\b(?:mailto|javascript|data):\S)/iu;
/** Whatever cannot be part of a host ends one: `evil.com?x` and `evil.com's` are links up to there. */
const betweenHosts = /[^\p{L}\p{N}\p{M}.-]+/u;
const edges = /^[\p{M}.-]+|[.-]+$/gu;
const hostForm =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]{2,}$/u;

/** Whether text holds a URL, or a bare domain that a mail client would turn into a link. */
export function holdsWebAddress(text: string, hasPublicSuffix: HasPublicSuffix): boolean {
  const folded = text
    .normalize('NFKC')
    .replace(/[\u3002\uff0e\uff61]/gu, '.')
    .replace(/\p{Variation_Selector}/gu, '');
  if (linked.test(folded)) return true;
  return folded
    .split(betweenHosts)
    .some((word) => standsAsHost(word.replace(edges, ''), hasPublicSuffix));
}

/** `L.D.College`: two or more initials, and then a word that begins with a capital. */
const initialsAndWord = /^(?:\p{Lu}\.){2,}\p{Lu}\p{Ll}{3,}$/u;
/** Legal forms that look like hosts: "Acme Pvt.Ltd.", "Muster GmbH & Co.KG". */
const legalForms = new Set('co.ltd pvt.ltd pte.ltd pty.ltd co.kg s.a.de'.split(' '));

function standsAsHost(word: string, hasPublicSuffix: HasPublicSuffix): boolean {
  if (!hostForm.test(word) || initialsAndWord.test(word)) return false;
  if (legalForms.has(word.toLowerCase())) return false; // ORG-8
  return specialUse.has(lastLabel(word)) || /* ORG-7 */ hasPublicSuffix(word.toLowerCase());
}

function lastLabel(host: string): string {
  return host.slice(host.lastIndexOf('.') + 1).toLowerCase();
}

const maxLength = 2_048;
const publicHost = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The form in which a public http(s) address is stored: at most 2,048 characters, a named host under a
 * top-level domain that is not for local use, no credentials. Refused otherwise as `invalid_input` at `path`.
 */
export function parseWebAddress(
  text: string,
  path: readonly (string | number)[],
): Result<string, RefusalOf<'invalid_input'>> {
  const fault = addressFault(text);
  if (fault !== null) {
    return refuse({
      code: 'invalid_input',
      path,
      issues: [{ code: 'url', path, message: fault }],
    });
  }
  return ok(new URL(text.trim()).href);
}

function addressFault(text: string): string | null {
  if (text.length > maxLength) return `an address has at most ${maxLength} characters`;
  if (!isWellFormed(text) || hasInvisible(text)) return 'the address holds invisible characters';
  const url = parseUrl(text.trim());
  if (url === null) return 'this is not an address; write it as https://example.com';
  if (url.href.length > maxLength) return `an address has at most ${maxLength} characters`;
  if (/* ORG-9 */ url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'the address must be https or http';
  if (/* ORG-10 */ url.username !== '' || url.password !== '')
    return 'the address must carry no user name or password';
  if (!publicHost.test(url.hostname)) return 'the address must name a public host'; // ORG-11 WEBHOOK-5
  if (specialUse.has(lastLabel(url.hostname))) return 'the address must name a public host';
  return null;
}
