import fc from 'fast-check';
import { type LanguageTag, parseLanguageTag } from '../../domain/shared/language.js';
import { parsed } from './parsed.js';

const tags = ['en', 'de', 'pt-BR', 'zh-Hant-TW', 'de-CH-1901', 'sr-Latn-RS', 'haw'];

/** Tags of languages, with and without a script, a region and a variant. */
export function languageTags(): fc.Arbitrary<LanguageTag> {
  return fc.constantFrom(...tags).map(languageTagOf);
}

function languageTagOf(text: string): LanguageTag {
  const tag = parseLanguageTag(text, []);
  return parsed(text, tag.ok ? tag.value : null);
}
