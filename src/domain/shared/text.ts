// Checks and conversions for text that people type.

const loneSurrogatePattern = /\p{Surrogate}/u;
/** Control characters, marks of text direction, zero-width characters and blank letters (U+3164). Not variation selectors, because emoji need them. */
const invisiblePattern =
  /[\p{Cc}\p{Cf}\u2028\u2029]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;

/** False if the text has a surrogate without its pair. A database would store such text as a different text. */
export function isWellFormedUnicode(text: string): boolean {
  return !loneSurrogatePattern.test(text);
}

export function hasInvisibleCharacter(text: string): boolean {
  return invisiblePattern.test(text);
}

/** The text in NFC, trimmed, with single spaces only. */
export function normalizeText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** The length in Unicode characters, not in UTF-16 units. */
export function characterCount(text: string): number {
  return [...text].length;
}

const utf8 = new TextEncoder();
const asciiPattern = /^\p{ASCII}*$/u;

export function utf8ByteLength(text: string): number {
  return asciiPattern.test(text) ? text.length : utf8.encode(text).length;
}

/** Compares ids and names by code unit, as a database compares ASCII. It never depends on a locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
