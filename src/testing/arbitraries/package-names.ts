import fc from 'fast-check';
import {
  type PackageName,
  packageNameOrThrow,
  parsePackageName,
  reservedPackagePrefixes,
} from '../../domain/app/package-name.js';
import { stringsOf } from './words.js';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const segmentCharacters = [...letters, ...'0123456789_'];

/** Package names of two to five segments, none of them reserved. */
export function packageNames(): fc.Arbitrary<PackageName> {
  const segment = fc
    .tuple(stringsOf(letters, 1), fc.option(stringsOf(segmentCharacters, 12), { nil: '' }))
    .map(([letter, rest]) => `${letter}${rest}`);
  return fc
    .array(segment, { minLength: 2, maxLength: 5 })
    .map((segments) => packageNameOrThrow(segments.join('.')))
    .filter((name) => parsePackageName(name, reservedPackagePrefixes, []).ok);
}
