// What a reader of a text cannot see. Nothing that people publish may contain it, because a reviewer could not review it.

/**
 * Characters that show nothing: controls, marks of text direction, tags, zero-width characters, variation selectors,
 * blank letters (U+3164), and four characters that no property of Unicode tells: the blank braille pattern, the
 * placeholder of an object, and the blanks of Khitan and of musical notation.
 */
const invisibleCharacter =
  '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800\\ufffc\\u{16fe4}\\u{1d159}]';

const tags = (letters: string) =>
  [...letters].map((letter) => `\\u{${(0xe0000 + letter.charCodeAt(0)).toString(16)}}`).join('');
/** The flags of England, Scotland and Wales, which are the only ones that Unicode recommends to spell with tags. */
const tagFlag = `\\u{1f3f4}${tags('gb')}(?:${['eng', 'sct', 'wls'].map(tags).join('|')})\\u{e007f}`;

/** The signs of the scripts of India and its neighbors that take the vowel from a consonant. */
const virama =
  '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca\\u1039\\u1b44\\ua9c0]';
/** Scripts whose letters join, and that write suffixes after a joiner: Persian می‌خواهم. */
const joiningLetter =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Adlam}\\p{Script=Mongolian}]';
const mongolianLetter = '[\\u1820-\\u18aa]';

/** The places in which an invisible character changes what one sees. A second one in the same place is not needed. */
const neededInvisibleCharacters = [
  // Emoji: ❤️, 5️⃣, and 👩🏽‍💻 of several parts.
  '(?<=(?![0-9#*])\\p{Emoji})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  '(?<=\\p{Extended_Pictographic}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]?)\\u200d(?=\\p{Extended_Pictographic})',
  // Forms of an ideograph, in names of Japanese people and places. No ideograph has more registered forms.
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e011f}]',
  // Explicit, half and joined consonants: RFC 5892, appendix A. In Bengali and Kannada, the joiner precedes the sign.
  `(?<=${virama})[\\u200c\\u200d]`,
  `(?<=[\\p{L}\\p{M}])\\u200d(?=${virama})`,
  `(?<=[\\p{L}\\p{N}]\\p{M}*)\\u200c(?=${joiningLetter})`,
  // A letter that joins nothing, in its joined form: ه‍ for the Hijri year.
  `(?<=${joiningLetter})\\u200d(?![\\p{L}\\p{M}])`,
  `(?<=${mongolianLetter})[\\u180b-\\u180d\\u180f]`,
  `(?<=${mongolianLetter}[\\u180b-\\u180d\\u180f]?)\\u180e(?=${mongolianLetter})`,
];

/**
 * Matches a flag as a whole, so that its tags are skipped. The group matches an invisible character that nothing needs.
 * The places are looked at only where there is one, because they would take quadratic time in a text of marks.
 */
const scanPattern = new RegExp(
  `${tagFlag}|(?=${invisibleCharacter})(?!${neededInvisibleCharacters.join('|')})([^])`,
  'gu',
);

/**
 * Whether the text contains a character that nobody sees, and that no script and no emoji needs in its place. `layout` are
 * the controls that the text may contain, such as line breaks.
 */
export function hasInvisibleCharacter(text: string, layout = ''): boolean {
  const line = [...layout].reduce((rest, control) => rest.replaceAll(control, ' '), text);
  return [...line.matchAll(scanPattern)].some(([, invisible]) => invisible !== undefined);
}

/** The text without the characters that `hasInvisibleCharacter` finds. */
export function removeInvisibleCharacters(text: string): string {
  return text.replace(scanPattern, (match: string, invisible: string | undefined) =>
    invisible === undefined ? match : '',
  );
}
