import type { Path, RefusalOf } from '../shared/refusal.js';
import type { Result } from '../shared/result.js';
import { hasInvisible, lengthOf, tidy } from '../shared/text.js';
import { issue, unlessAny } from './issues.js';

/** Characters, as Unicode counts them. */
const maxKeyNameLength = /* KEY-15 */ 100;

/**
 * What a key is called, in NFC, trimmed and with single spaces. The text is well formed and its length bounded.
 * Refused as `invalid_input`: empty, longer than 100 characters, invisible characters.
 */
export function parseKeyName(text: string, path: Path): Result<string, RefusalOf<'invalid_input'>> {
  const name = tidy(text);
  return unlessAny(
    faults(name).map(([code, message]) => issue(code, path, message)),
    name,
  );
}

function faults(name: string): readonly (readonly [code: string, message: string])[] {
  if (name === '') return [['empty', 'a key has a name, by which people tell it from others']];
  if (lengthOf(name) > maxKeyNameLength) {
    return [['too_long', `the name of a key has at most ${maxKeyNameLength} characters`]];
  }
  if (hasInvisible(name))
    return [['invisible_character', 'the name holds a character that shows nothing']];
  return [];
}
