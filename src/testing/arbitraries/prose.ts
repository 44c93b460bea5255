import fc from 'fast-check';
import { words, wordsWithMarks } from './words.js';

/** One line of 1 to `maxWords` words in many scripts, each with at most 8 characters. */
export function lines(maxWords = 4): fc.Arbitrary<string> {
  return joinedWordTexts([' ', ' ', ', ', '. ', ' 🚀 ', '/'], maxWords);
}

/** Text of 1 to `maxWords` such words, with line breaks between some of them. */
export function proseTexts(maxWords = 12): fc.Arbitrary<string> {
  return joinedWordTexts([' ', ' ', ' – ', '.\n', '\r\n\r\n', ' <b>', ' 👩‍💻 '], maxWords);
}

function joinedWordTexts(separators: readonly string[], maxWords: number): fc.Arbitrary<string> {
  const word = fc.oneof({ weight: 5, arbitrary: words(8) }, wordsWithMarks());
  return fc
    .tuple(
      word,
      fc.array(fc.tuple(fc.constantFrom(...separators), word), { maxLength: maxWords - 1 }),
    )
    .map(([first, rest]) => `${first}${rest.flat().join('')}`);
}
