// Checks and conversions for text that people type.

const loneSurrogatePattern = /\p{Surrogate}/u;
/** False if the text has a surrogate without its pair. A database would store such text as a different text. */
export function isWellFormedUnicode(text: string): boolean {
  return !loneSurrogatePattern.test(text);
}

/** White space, without U+FEFF, which `\s` also matches: it has no width, so it would hide in a word. */
const whiteSpacePattern = /(?:(?!\ufeff)\s)+/gu;

/** The text in NFC, trimmed, with single spaces only. */
export function normalizeText(text: string): string {
  return text.normalize('NFC').replace(whiteSpacePattern, ' ').replace(/^ | $/g, '');
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

/** Compares by code point, as a database compares UTF-8. By code unit, the halves of an emoji come before the last letters of one unit. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index += 1) {
    const one = rankOfUnit(a.charCodeAt(index));
    const other = rankOfUnit(b.charCodeAt(index));
    if (one !== other) return one - other;
  }
  return a.length - b.length;
}

/** The units of pairs come after all others, as their characters do. */
function rankOfUnit(unit: number): number {
  const isHalfOfPair = unit >= 0xd800 && unit <= 0xdfff;
  return isHalfOfPair ? unit + 0x10000 : unit;
}

/** Compares ids and names by code unit, as a database compares ASCII. It never depends on a locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
