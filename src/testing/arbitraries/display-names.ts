import fc from 'fast-check';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { hasCommonSuffix } from '../../domain/shared/web-address.js';
import { parsed } from './parsed.js';
import { words, wordsWithMarks } from './words.js';

const joints = [' ', ' ', ' ', ' & ', '-', "'", '’', ', ', ' – ', ' + ', '·', ' 🚀 '];
const endings = ['', '', '', ' Inc.', ' GmbH', ' (2024)', ' №5', '!', '®', ' 株式会社'];

/** Names of people and organizations in many scripts, composed and decomposed as they were typed. */
export function displayNames(): fc.Arbitrary<DisplayName> {
  const word = fc.oneof({ weight: 5, arbitrary: words(10) }, wordsWithMarks());
  const more = fc.array(fc.tuple(fc.constantFrom(...joints), word), { maxLength: 4 });
  return fc
    .tuple(word, more, fc.constantFrom(...endings), fc.constantFrom('NFC', 'NFD'))
    .map(([first, rest, ending, form]) =>
      `${first}${rest.flat().join('')}${ending}`.normalize(form),
    )
    .map(nameOf);
}

function nameOf(text: string): DisplayName {
  const name = parseDisplayName(text, hasCommonSuffix, []);
  return parsed(text, name.ok ? name.value : null);
}
