import fc from 'fast-check';
import { words, wordsWithMarks } from './words.js';

/** One line of up to `most` words of many scripts, none longer than 8 characters. */
export function lines(most = 4): fc.Arbitrary<string> {
  return joined([' ', ' ', ', ', '. ', ' 🚀 ', '/'], most);
}

/** Words with line breaks between some of them. */
export function prose(most = 12): fc.Arbitrary<string> {
  return joined([' ', ' ', ' – ', '.\n', '\r\n\r\n', ' <b>', '\u200d'], most);
}

function joined(joints: readonly string[], most: number): fc.Arbitrary<string> {
  const word = fc.oneof({ weight: 5, arbitrary: words(8) }, wordsWithMarks());
  return fc
    .tuple(word, fc.array(fc.tuple(fc.constantFrom(...joints), word), { maxLength: most - 1 }))
    .map(([first, rest]) => `${first}${rest.flat().join('')}`);
}
