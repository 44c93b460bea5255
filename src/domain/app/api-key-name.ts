// The name of an API key.

import type { Path, RefusalOf } from '../shared/refusal.js';
import type { Result } from '../shared/result.js';
import { characterCount, normalizeText } from '../shared/text.js';
import { hasInvisibleCharacter } from '../shared/visible-text.js';
import { createIssue, okUnlessIssues } from './manifest-issues.js';

/** The maximum length in Unicode characters. */
export const maxApiKeyNameLength = /* KEY-15 */ 100;

/**
 * Parses the name of a key: NFC, trimmed, with single spaces. The caller has checked that the text is well formed and not
 * too long to process. Refused: `invalid_input` if it is empty, longer than 100 characters or has invisible characters.
 */
export function parseApiKeyName(
  text: string,
  path: Path,
): Result<string, RefusalOf<'invalid_input'>> {
  const name = normalizeText(text);
  return okUnlessIssues(
    apiKeyNameProblems(name).map(([code, message]) => createIssue(code, path, message)),
    name,
  );
}

function apiKeyNameProblems(name: string): readonly (readonly [code: string, message: string])[] {
  if (name === '') return [['empty', 'a key needs a name; give it one']];
  if (characterCount(name) > maxApiKeyNameLength) {
    return [['too_long', `the name of a key can have at most ${maxApiKeyNameLength} characters`]];
  }
  if (hasInvisibleCharacter(name))
    return [['invisible_character', 'the name contains an invisible character']];
  return [];
}
