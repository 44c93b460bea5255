import fc from 'fast-check';
import { type Slug, type SlugRecord, slugOrThrow } from '../../domain/slug/slug.js';
import { dates } from './dates.js';
import { organizationIds } from './ids.js';
import { record } from './records.js';
import { stringsOf } from './words.js';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const lettersAndDigits = [...letters, ...'0123456789'];

/** Slugs of every length and form, including reserved words. */
export function slugs(): fc.Arbitrary<Slug> {
  const word = stringsOf(lettersAndDigits, 6);
  const around = fc.array(word, { maxLength: 2 });
  return fc
    .tuple(around, stringsOf(letters, 1), fc.option(word, { nil: '' }), around)
    .map(([before, letter, rest, after]) => [...before, `${letter}${rest}`, ...after].join('-'))
    .map(slugOrThrow);
}

/** Records of current and former slugs. */
export function slugRecords(): fc.Arbitrary<SlugRecord> {
  return record({
    slug: slugs(),
    organizationId: organizationIds(),
    state: fc.constantFrom('current', 'former'),
    since: dates(),
  });
}
