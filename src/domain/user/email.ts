import type { Brand } from '../shared/brand.js';
import type { Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { hasInvisible, isWellFormed, utf8LengthOf } from '../shared/text.js';
import { parseUrl } from '../shared/url.js';

/** An address as its owner wrote it, trimmed and in NFC: what mail is sent to. */
export type EmailAddress = Brand<string, 'EmailAddress'>;
/** What decides whether two addresses are one: domain in lower-case ASCII (IDNA), ASCII letters of the local part in lower case. */
export type EmailKey = Brand<string, 'EmailKey'>;

/** An address in both its forms. */
export interface Email {
  readonly address: EmailAddress;
  readonly key: EmailKey;
}

/** RFC 5321, 4.5.3.1: 64 octets for the local part; 254 for what fits a path. */
const maxLocal = 64;
export const maxEmailLength = /* EMAIL-10 */ 254;
const asciiAtom = "a-zA-Z0-9!#$%&'*+/=?^_`{|}~\\-";
const localForm = new RegExp(
  `^[${asciiAtom}\\p{L}\\p{N}\\p{M}]+(?:\\.[${asciiAtom}\\p{L}\\p{N}\\p{M}]+)*$`,
  'u',
);
const domainForm = /^[\p{L}\p{N}\p{M}.-]+$/u;
const asciiDomain =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * Reads an e-mail address: dot-atoms only (no quotes, comments or address literals), at most 254 octets.
 * Refused as `invalid_input` at `path`.
 */
export function parseEmail(text: string, path: Path): Result<Email, RefusalOf<'invalid_input'>> {
  const email = readEmail(text);
  if (email === null) {
    const message =
      'this is not an e-mail address that mail can be sent to; write it as name@example.com';
    return refuse({ code: 'invalid_input', path, issues: [{ code: 'email', path, message }] });
  }
  return ok(email);
}

/** For an address that the rules themselves have made: throws where it is none. */
export function emailOf(text: string): Email {
  const email = readEmail(text);
  if (email === null) throw new Error(`"${text}" was made as an e-mail address and is none`);
  return email;
}

function readEmail(text: string): Email | null {
  if (text.length > 2 * maxEmailLength || !isWellFormed(text)) return null;
  const address = /* EMAIL-1 */ text.trim().normalize('NFC');
  if (hasInvisible(address) || utf8LengthOf(address) > maxEmailLength) return null;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || !localForm.test(local) || utf8LengthOf(local) > maxLocal) return null;
  const domain = /* EMAIL-2 */ asciiDomainOf(address.slice(at + 1));
  if (domain === null) return null;
  const key = `${lowerAscii(local)}@${domain}`;
  if (utf8LengthOf(key) > maxEmailLength) return null;
  return { address: address as EmailAddress, key: key as EmailKey };
}

/** The platform's own URL parser is the IDNA implementation. */
function asciiDomainOf(domain: string): string | null {
  if (!domainForm.test(domain)) return null;
  const hostname = parseUrl(`http://${domain}`)?.hostname ?? '';
  return asciiDomain.test(hostname) ? hostname : null;
}

/** Only ASCII: what other scripts do with case is their mail server's affair. In NFC again, since W̊ has no composed form and ẘ has. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).normalize('NFC'); // EMAIL-3 EMAIL-4 EMAIL-5
}

/** One person's addresses as far as limits can tell: without `+tag`, and without the dots that Gmail does not read. For limits only. */
export type AbuseKey = Brand<string, 'AbuseKey'>;

const gmailHosts: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** The abuse key of an address. */
export function abuseKeyOf(key: EmailKey): AbuseKey {
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  const local = key.slice(0, at);
  const plain = /* EMAIL-6 */ local.replace(/(?<=.)\+.*$/su, '');
  const isGmail = gmailHosts.has(domain);
  const read = /* EMAIL-7 */ isGmail ? plain.replaceAll('.', '') : plain;
  return `${read}@${isGmail ? 'gmail.com' : domain}` as AbuseKey;
}

export function localPartOf(address: EmailAddress): string {
  return address.slice(0, address.lastIndexOf('@'));
}
