import fc from 'fast-check';
import { type LanguageTag, parseLanguageTag } from '../../domain/shared/language-tag.js';
import { parsedOrThrow } from './parsed-or-throw.js';

const sampleLanguageTags = ['en', 'de', 'pt-BR', 'zh-Hant-TW', 'de-CH-1901', 'sr-Latn-RS', 'haw'];

/** Language tags with and without a script, a region and a variant. */
export function languageTags(): fc.Arbitrary<LanguageTag> {
  return fc.constantFrom(...sampleLanguageTags).map(languageTagOrThrow);
}

function languageTagOrThrow(text: string): LanguageTag {
  const tag = parseLanguageTag(text, []);
  return parsedOrThrow(text, tag.ok ? tag.value : null);
}
