// Folds text, so that two spellings of one word are equal. The store search uses it, and the names by which organizations and users are found.

import { foldLetters } from './fold-letters.js';

/**
 * Marks without which a text is the same text. These are the marks of no script in particular, and those of Latin, Greek
 * and Cyrillic (accents), and of Hebrew, Arabic and Syriac (vowel points, which few people write). The marks of all other
 * scripts are vowels, tones or other consonants: ベ is not ペ.
 */
const accentPattern =
  /(?=\p{M})(?!\p{scx=Hiragana})[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]/gu;
const voicedKanaPattern = /[\p{scx=Hiragana}\p{scx=Katakana}][\u3099\u309a]/gu;

/** Removes accents, case, width and invisible characters. */
export function foldText(text: string): string {
  const plain = /* STORE-9 */ foldCase(text.normalize('NFKD'))
    .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
    .replace(/* STORE-17 */ accentPattern, '')
    .replace(voicedKanaPattern, (kana) => kana.normalize('NFC'));
  return /* STORE-18 */ foldLetters(plain);
}

/** In upper case first, because ᾳ is ΑΙ there. The two forms of small sigma become one, because they differ only by position. */
function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}
