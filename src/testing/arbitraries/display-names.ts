import fc from 'fast-check';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { parsedOrThrow } from './parsed-or-throw.js';
import { words, wordsWithMarks } from './words.js';

const wordSeparators = [' ', ' ', ' ', ' & ', '-', "'", '’', ', ', ' – ', ' + ', '·', ' 🚀 '];
const nameSuffixes = ['', '', '', ' Inc.', ' GmbH', ' (2024)', ' №5', '!', '®', ' 株式会社'];

/** Valid names of people, organizations and apps, in many scripts and in the normalization forms NFC and NFD. */
export function displayNames(): fc.Arbitrary<DisplayName> {
  const word = fc.oneof({ weight: 5, arbitrary: words(10) }, wordsWithMarks());
  const more = fc.array(fc.tuple(fc.constantFrom(...wordSeparators), word), { maxLength: 4 });
  return fc
    .tuple(word, more, fc.constantFrom(...nameSuffixes), fc.constantFrom('NFC', 'NFD'))
    .map(([first, rest, ending, form]) =>
      `${first}${rest.flat().join('')}${ending}`.normalize(form),
    )
    .map(displayNameOrThrow);
}

function displayNameOrThrow(text: string): DisplayName {
  const name = parseDisplayName(text, []);
  return parsedOrThrow(text, name.ok ? name.value : null);
}
