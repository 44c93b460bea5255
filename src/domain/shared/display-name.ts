// Names of organizations and people. They are printed in mail and pages, so nothing that acts like a link or markup may stand in one.

import type { Brand } from './brand.js';
import type { NameFault, Path, RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';
import { hasInvisible, isWellFormed, lengthOf, tidy } from './text.js';
import { type HasPublicSuffix, holdsWebAddress } from './web-address.js';

/** 1 to 100 characters in NFC, trimmed and with single spaces; see `parseDisplayName`. */
export type DisplayName = Brand<string, 'DisplayName'>;

/** Field: PostHog's display-name check; invitation mail is the classic carrier of spam. */
export const maxNameLength = 100;

/**
 * Takes a name as typed to the form in which it is kept.
 * Refused as `name_invalid` with the reason: empty, longer than 100 characters, no letter or digit of any script,
 * ill-formed Unicode, invisible characters, `<` or `>`, a web address.
 */
export function parseDisplayName(
  text: string,
  hasPublicSuffix: HasPublicSuffix,
  path: Path,
): Result<DisplayName, RefusalOf<'name_invalid'>> {
  const reason = tooLongToRead(text) ? 'too_long' : faultOf(text, hasPublicSuffix);
  if (reason !== null) return refuse({ code: 'name_invalid', path, reason });
  return ok(tidy(text) as DisplayName);
}

/** For a name that the rules themselves have made: throws where it is none. */
export function displayNameOf(text: string): DisplayName {
  const name = parseDisplayName(text, () => false, []);
  if (name.ok) return name.value;
  throw new Error(`"${text}" was made as a name and is none: ${name.refusal.reason}`);
}

/** Bounds the work before any pattern runs; white space may still be trimmed from what is shorter. */
function tooLongToRead(text: string): boolean {
  return text.length > 10 * maxNameLength;
}

function faultOf(text: string, hasPublicSuffix: HasPublicSuffix): NameFault | null {
  if (!isWellFormed(text)) return 'ill_formed';
  const name = tidy(text);
  if (name === '') return 'empty';
  if (lengthOf(name) > /* ORG-1 */ maxNameLength) return 'too_long';
  if (hasInvisible(name)) return 'invisible_character'; // ORG-4
  if (!/[\p{L}\p{N}]/u.test(name)) return 'no_letter_or_digit'; // ORG-3
  if (/[<>]/.test(name)) return 'markup'; // ORG-5
  if (holdsWebAddress(name, hasPublicSuffix)) return 'web_address'; // ORG-6
  return null;
}
