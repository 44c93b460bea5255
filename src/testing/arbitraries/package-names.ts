import fc from 'fast-check';
import {
  type PackageName,
  packageNameOf,
  parsePackageName,
  reservedPackagePrefixes,
} from '../../domain/app/package-name.js';
import { wordsOf } from './words.js';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const signs = [...letters, ...'0123456789_'];

/** Package names of two to five segments, none of them reserved. */
export function packageNames(): fc.Arbitrary<PackageName> {
  const segment = fc
    .tuple(wordsOf(letters, 1), fc.option(wordsOf(signs, 12), { nil: '' }))
    .map(([letter, rest]) => `${letter}${rest}`);
  return fc
    .array(segment, { minLength: 2, maxLength: 5 })
    .map((segments) => packageNameOf(segments.join('.')))
    .filter((name) => parsePackageName(name, reservedPackagePrefixes, []).ok);
}
