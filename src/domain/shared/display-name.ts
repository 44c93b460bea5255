// Names of organizations, apps and people. Mails and pages show them, so a name must not contain a link or markup.

import type { Brand } from './brand.js';
import type { NameFault, Path, RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';
import { characterCount, isWellFormedUnicode, normalizeText } from './text.js';
import { hasInvisibleCharacter, removeInvisibleCharacters } from './visible-text.js';
import { containsWebAddress } from './web-address.js';

/** 1 to 100 characters in NFC, trimmed and with single spaces; see `parseDisplayName`. */
export type DisplayName = Brand<string, 'DisplayName'>;

/** In Unicode characters, as at PostHog. A limit is needed because spammers use invitation mails. */
export const maxDisplayNameLength = 100;
/** Limits the work before any pattern runs, in UTF-16 units. It leaves room for white space that is trimmed later. */
const maxLengthToParse = 10 * maxDisplayNameLength;

/**
 * Converts a name, as somebody typed it, to the text that is stored.
 * Refused: `name_invalid` with the reason: empty, longer than 100 characters, no letter or digit of any script,
 * ill-formed Unicode, invisible characters, `<` or `>`, an address with a scheme, a path or a user name.
 */
export function parseDisplayName(
  text: string,
  path: Path,
): Result<DisplayName, RefusalOf<'name_invalid'>> {
  const reason = displayNameProblem(text);
  if (reason !== null) return refuse({ code: 'name_invalid', path, reason });
  return ok(/* ORG-2 */ normalizeText(text) as DisplayName);
}

/** For a name that our own code makes. Throws if it is not a valid name. */
export function displayNameOrThrow(text: string): DisplayName {
  const name = parseDisplayName(text, []);
  if (name.ok) return name.value;
  throw new Error(`"${text}" is not a valid name: ${name.refusal.reason}`);
}

/**
 * The valid name that is closest to a text: without what a name cannot contain, and cut to 100 characters. Null if no
 * letter and no digit is left.
 */
export function closestDisplayName(text: string): DisplayName | null {
  const words = text
    .slice(0, maxLengthToParse)
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[<>]/g, ' ');
  const visible = removeInvisibleCharacters(normalizeText(words));
  const plain = containsWebAddress(visible)
    ? visible.replace(addressSeparatorPattern, ' ')
    : visible;
  const short = [...normalizeText(plain)].slice(0, maxDisplayNameLength).join('');
  // The cut can leave the half of an emoji of several parts.
  const name = parseDisplayName(removeInvisibleCharacters(short), []);
  return name.ok ? name.value : null;
}

/** Without these, and their wide forms, a text has no scheme, no path and no user name. */
const addressSeparatorPattern = /[^\p{L}\p{N}\p{M}]+/gu;

function displayNameProblem(text: string): NameFault | null {
  if (text.length > maxLengthToParse) return 'too_long';
  if (!isWellFormedUnicode(text)) return 'ill_formed';
  const name = normalizeText(text);
  if (name === '') return 'empty';
  if (characterCount(name) > /* ORG-1 */ maxDisplayNameLength) return 'too_long';
  if (hasInvisibleCharacter(name)) return 'invisible_character'; // ORG-4
  if (!/[\p{L}\p{N}]/u.test(name)) return 'no_letter_or_digit'; // ORG-3
  if (/[<>]/.test(name)) return 'markup'; // ORG-5
  if (containsWebAddress(name)) return 'web_address'; // ORG-6
  return null;
}
