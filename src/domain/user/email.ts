// Email addresses: how they are parsed, when two of them are the same, and which of them share a rate limit.

import type { Brand } from '../shared/brand.js';
import type { Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { isWellFormedUnicode, utf8ByteLength } from '../shared/text.js';
import { parseUrl } from '../shared/web-address.js';

/** An email address as its owner wrote it, trimmed and in NFC. Mail is sent to it. */
export type EmailAddress = Brand<string, 'EmailAddress'>;
/** The key of an email address. Two addresses are the same if their keys are: domain in lower-case ASCII (IDNA), ASCII letters of the local part in lower case. */
export type EmailKey = Brand<string, 'EmailKey'>;

/** An email address with its key. */
export interface EmailWithKey {
  readonly address: EmailAddress;
  readonly key: EmailKey;
}

/** RFC 5321, 4.5.3.1: at most 64 octets for the local part, and 254 for the whole address. */
const maxLocalPartLength = 64;
export const maxEmailLength = /* EMAIL-10 */ 254;
const asciiAtomCharacters = "a-zA-Z0-9!#$%&'*+/=?^_`{|}~\\-";
const localPartPattern = new RegExp(
  `^[${asciiAtomCharacters}\\p{L}\\p{N}\\p{M}]+(?:\\.[${asciiAtomCharacters}\\p{L}\\p{N}\\p{M}]+)*$`,
  'u',
);
/** Such as a variation selector. Two addresses would look the same, so not even a script that needs one may have it here. */
const ignorablePattern = /\p{Default_Ignorable_Code_Point}/u;
const domainPattern = /^[\p{L}\p{N}\p{M}.-]+$/u;
const asciiDomainPattern =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Parses an email address: dot-atoms only (no quotes, comments or address literals), at most 254 octets.
 * Refused otherwise: `invalid_input` at `path`.
 */
export function parseEmail(
  text: string,
  path: Path,
): Result<EmailWithKey, RefusalOf<'invalid_input'>> {
  const email = parseEmailOrNull(text);
  if (email === null) {
    const message =
      'this is not an email address that mail can be sent to; write it like name@example.com';
    return refuse({ code: 'invalid_input', path, issues: [{ code: 'email', path, message }] });
  }
  return ok(email);
}

/** For an address from a row. Throws if it is not valid, which only another program can have written; the error does not repeat it. */
export function storedEmailOrThrow(text: string): EmailWithKey {
  const email = parseEmailOrNull(text);
  if (email === null) throw new Error('a row has an email address that Guildhall has not written');
  return email;
}

/** For an address that our own code makes. Throws if it is not a valid email address. */
export function emailOrThrow(text: string): EmailWithKey {
  const email = parseEmailOrNull(text);
  if (email === null) throw new Error(`"${text}" is not a valid email address`);
  return email;
}

function parseEmailOrNull(text: string): EmailWithKey | null {
  if (text.length > 2 * maxEmailLength || !isWellFormedUnicode(text)) return null;
  const address = /* EMAIL-1 */ text.trim().normalize('NFC');
  if (ignorablePattern.test(address) || utf8ByteLength(address) > maxEmailLength) return null;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || !localPartPattern.test(local) || utf8ByteLength(local) > maxLocalPartLength)
    return null;
  const domain = /* EMAIL-2 */ toAsciiDomain(address.slice(at + 1));
  if (domain === null) return null;
  const key = `${lowerCaseAscii(local)}@${domain}`;
  if (utf8ByteLength(key) > maxEmailLength) return null;
  return { address: address as EmailAddress, key: /* EMAIL-8 */ key as EmailKey };
}

/** ASCII without an encoded label, which IDNA only lower-cases. */
const plainDomainPattern = /^(?!.*xn--)[a-z0-9.-]+$/i;

const asciiPattern = /^\p{ASCII}*$/u;

/** Converts a domain to lower-case ASCII with the IDNA implementation of the runtime's URL parser. */
function toAsciiDomain(domain: string): string | null {
  // The parser takes longer than all other checks of an address, and most domains do not need it.
  if (plainDomainPattern.test(domain)) {
    const plain = domain.toLowerCase();
    return asciiDomainPattern.test(plain) ? plain : null;
  }
  if (!domainPattern.test(domain)) return null;
  const hostname = parseUrl(`http://${domain}`)?.hostname ?? '';
  return asciiDomainPattern.test(hostname) ? hostname : null;
}

/** Lower-cases ASCII letters only, because mail servers may treat other scripts differently. In NFC again: W̊ has no composed form, but ẘ has one. */
function lowerCaseAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).normalize('NFC'); // EMAIL-3 EMAIL-4 EMAIL-5
}

/**
 * The beginning of a key, for the beginning of an address as somebody typed it. A label of the domain in other letters than
 * ASCII must be whole, because its ASCII form says nothing of its beginning.
 */
export function emailKeyPrefix(text: string): string {
  const typed = text.trim().normalize('NFC');
  const at = typed.lastIndexOf('@');
  if (at === -1) return lowerCaseAscii(typed);
  const domain = typed.slice(at + 1);
  const isConvertible = !asciiPattern.test(domain) && domainPattern.test(domain);
  const hostname = isConvertible ? parseUrl(`http://${domain}`)?.hostname : undefined;
  return `${lowerCaseAscii(typed.slice(0, at))}@${hostname ?? domain.toLowerCase()}`;
}

/** A key that is the same for the known variants of one address: without `+tag`, and without the dots that Gmail ignores. Use it for rate limits only. */
export type RateLimitEmailKey = Brand<string, 'RateLimitEmailKey'>;

const gmailHosts: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** The rate-limit key of an email address. */
export function rateLimitEmailKeyOf(key: EmailKey): RateLimitEmailKey {
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  const local = key.slice(0, at);
  const plain = /* EMAIL-6 */ local.replace(/(?<=.)\+.*$/su, '');
  const isGmail = gmailHosts.has(domain);
  const read = /* EMAIL-7 */ isGmail ? plain.replaceAll('.', '') : plain;
  return `${read}@${isGmail ? 'gmail.com' : domain}` as RateLimitEmailKey;
}

/** Whether the address is of the domain, or of one below it. */
export function isOfDomain(key: EmailKey, domain: string): boolean {
  const host = key.slice(key.lastIndexOf('@') + 1);
  return host === domain || host.endsWith(`.${domain}`);
}

export function localPartOf(address: EmailAddress): string {
  return address.slice(0, address.lastIndexOf('@'));
}
