// Passwords: which ones are accepted, and the one form in which they are hashed.

import type { Brand } from '../shared/brand.js';
import type { Issue, Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { characterCount, isWellFormedUnicode } from '../shared/text.js';

/** 8 to 256 characters of any script, in NFC; see `parsePassword`. */
export type Password = Brand<string, 'Password'>;

/** In Unicode characters. NIST SP 800-63B asks for 8 at least. */
export const minPasswordLength = 8;
/** In Unicode characters. NIST SP 800-63B asks for room for 64 at least. */
export const maxPasswordLength = 256;
/** Limits the work before NFC, in UTF-16 units: a character has at most 2, and may be decomposed into several. */
const maxLengthToParse = 8 * maxPasswordLength;

/**
 * Converts a password, as somebody typed it, to the form that is hashed. Nothing of it is dropped: white space, control
 * characters and U+0000 count. NFC, so that one password typed on two keyboards is one.
 * Refused: `invalid_input` if it has fewer than 8 or more than 256 characters, or ill-formed Unicode.
 */
export function parsePassword(
  text: string,
  path: Path,
): Result<Password, RefusalOf<'invalid_input'>> {
  const problem = passwordProblem(text);
  if (problem === null) return ok(text.normalize('NFC') as Password);
  const issue: Issue = { ...problem, path };
  return refuse({ code: 'invalid_input', path, issues: [issue] });
}

/** Messages never contain the password or a part of it. */
function passwordProblem(text: string): Omit<Issue, 'path'> | null {
  if (text.length > maxLengthToParse) return tooLong;
  if (!isWellFormedUnicode(text))
    return {
      code: 'ill_formed',
      message: 'the password has half of a character; type it again',
    };
  const length = characterCount(text.normalize('NFC'));
  if (length > maxPasswordLength) return tooLong;
  if (length >= minPasswordLength) return null;
  return {
    code: 'too_short',
    message: `the password must have at least ${minPasswordLength} characters`,
  };
}

const tooLong = {
  code: 'too_long',
  message: `the password can have at most ${maxPasswordLength} characters`,
} as const;
