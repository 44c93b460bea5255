// Language tags, such as `en` or `pt-BR`.

import type { Brand } from './brand.js';
import type { Path, RefusalOf } from './refusal.js';
import { ok, type Result, refuse } from './result.js';

/** A BCP 47 language tag, such as `en` or `pt-BR`. */
export type LanguageTag = Brand<string, 'LanguageTag'>;

/** RFC 5646, 4.4.1: every tag that is not for private use has at most 35 characters. */
const maxLanguageTagLength = 35;
const languageTagPattern = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** Refused: `invalid_input` at `path`. */
export function parseLanguageTag(
  text: string,
  path: Path,
): Result<LanguageTag, RefusalOf<'invalid_input'>> {
  if (text.length <= maxLanguageTagLength && isLanguageTag(text)) return ok(text as LanguageTag);
  const message = 'this is not a language tag; write it like en or pt-BR';
  return refuse({ code: 'invalid_input', path, issues: [{ code: 'language', path, message }] });
}

/** What the pattern lets through can still be none, such as `en-a`, and every formatter of dates would throw. */
function isLanguageTag(text: string): boolean {
  if (!languageTagPattern.test(text)) return false;
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
