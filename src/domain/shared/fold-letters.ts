// Folds Latin letters that Unicode does not decompose into a letter and an accent. Slugs and search terms use it.

const foldedLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ŋ: 'n',
  ŧ: 't',
  þ: 'th',
  ə: 'e',
  ǝ: 'e',
  ı: 'i',
  ɓ: 'b',
  ɖ: 'd',
  ɗ: 'd',
  ɛ: 'e',
  ƒ: 'f',
  ɣ: 'g',
  ɨ: 'i',
  ƙ: 'k',
  ɔ: 'o',
  ʉ: 'u',
  ʋ: 'v',
  ƴ: 'y',
};

const foldedLetterPattern = new RegExp(`[${Object.keys(foldedLetters).join('')}]`, 'giu');

/** Writes each of these letters as one or two of the letters a to z, in the same case. */
export function foldLetters(text: string): string {
  return text.replace(foldedLetterPattern, (letter) => {
    const lower = letter.toLowerCase();
    const folded = foldedLetters[lower] ?? letter;
    return letter === lower ? folded : folded.toUpperCase();
  });
}
