// What the rules ask of any text that people type.

const loneSurrogate = /\p{Surrogate}/u;
/** Controls, bidi marks and overrides, zero-width characters, letters that show nothing (U+3164); not variation selectors, which emoji need. */
const invisible =
  /[\p{Cc}\p{Cf}\u2028\u2029]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;

/** False where a surrogate stands alone: such text becomes another text in a database. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}

export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/** NFC, trimmed, each run of white space one space. */
export function tidy(text: string): string {
  return /* ORG-2 */ text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** Length in characters as Unicode counts them, not in UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

export function utf8LengthOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
