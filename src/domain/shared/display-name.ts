// Names of organizations, apps and people. Mails and pages show them, so a name must not contain a link or markup.

import type { Brand } from './brand.js';
import type { NameFault, Path, RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';
import {
  characterCount,
  hasInvisibleCharacter,
  isWellFormedUnicode,
  normalizeText,
} from './text.js';
import { containsWebAddress, type HasPublicSuffix } from './web-address.js';

/** 1 to 100 characters in NFC, trimmed and with single spaces; see `parseDisplayName`. */
export type DisplayName = Brand<string, 'DisplayName'>;

/** In Unicode characters, as at PostHog. A limit is needed because spammers use invitation mails. */
export const maxDisplayNameLength = 100;

/**
 * Converts a name, as somebody typed it, to the text that is stored.
 * Refused: `name_invalid` with the reason: empty, longer than 100 characters, no letter or digit of any script,
 * ill-formed Unicode, invisible characters, `<` or `>`, a web address.
 */
export function parseDisplayName(
  text: string,
  hasPublicSuffix: HasPublicSuffix,
  path: Path,
): Result<DisplayName, RefusalOf<'name_invalid'>> {
  const reason = isTooLongToParse(text) ? 'too_long' : displayNameProblem(text, hasPublicSuffix);
  if (reason !== null) return refuse({ code: 'name_invalid', path, reason });
  return ok(/* ORG-2 */ normalizeText(text) as DisplayName);
}

/** For a name that our own code makes. Throws if it is not a valid name. */
export function displayNameOrThrow(text: string): DisplayName {
  const name = parseDisplayName(text, () => false, []);
  if (name.ok) return name.value;
  throw new Error(`"${text}" is not a valid name: ${name.refusal.reason}`);
}

/** Limits the work before any pattern runs. It leaves room for white space that is trimmed later. */
function isTooLongToParse(text: string): boolean {
  return text.length > 10 * maxDisplayNameLength;
}

function displayNameProblem(text: string, hasPublicSuffix: HasPublicSuffix): NameFault | null {
  if (!isWellFormedUnicode(text)) return 'ill_formed';
  const name = normalizeText(text);
  if (name === '') return 'empty';
  if (characterCount(name) > /* ORG-1 */ maxDisplayNameLength) return 'too_long';
  if (hasInvisibleCharacter(name)) return 'invisible_character'; // ORG-4
  if (!/[\p{L}\p{N}]/u.test(name)) return 'no_letter_or_digit'; // ORG-3
  if (/[<>]/.test(name)) return 'markup'; // ORG-5
  if (containsWebAddress(name, hasPublicSuffix)) return 'web_address'; // ORG-6
  return null;
}
