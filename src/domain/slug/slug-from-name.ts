// Makes slugs from names: "Mentra Labs" → mentra-labs, "Bob's Lab" → bobs-lab, "AI Vision Inc." → ai-vision-inc.

import { foldLetters } from '../shared/fold-letters.js';
import { maxSlugLength, type Slug, slugFault, slugOrThrow } from './slug.js';

/** Converts text of any script to ASCII as far as it can, and leaves out the rest. It must be pure. */
export type Transliterate = (text: string) => string;

/** The default, without tables for other scripts: removes accents and replaces Latin letters such as ß and ø. */
export const foldLatin: Transliterate = (text) =>
  foldLetters(text.normalize('NFKD').replace(/\p{M}+/gu, /* SLUG-6 */ ''));

const apostrophePattern = /* SLUG-7 */ /['’‘ʼʹʻ`´"]/g;

/** The slug that a name suggests. Null if no letter or digit is left; `org-2024` if only digits are left, or what looks like an id. */
export function slugFromName(name: string, transliterate: Transliterate): Slug | null {
  const words = /* SLUG-8 */ transliterate(name.replace(apostrophePattern, ''))
    .replace(apostrophePattern, '')
    .toLowerCase() // SLUG-9
    .replace(/[^a-z0-9]+/g, /* SLUG-5 */ '-')
    .replace(/^-|-$/g, '');
  const base = truncateAtWord(words, maxSlugLength);
  if (base === '') return null;
  const isUsable = /* SLUG-12 */ slugFault(base) === null;
  return slugOrThrow(isUsable ? base : `org-${base}`.slice(0, maxSlugLength));
}

/** Cuts to at most `length` characters, at the end of a word if possible. */
function truncateAtWord(words: string, length: number): string {
  if (words.length <= length) return words;
  const head = words.slice(0, length);
  if (words[length] === '-') return trimTrailingHyphens(head);
  const lastBreak = head.lastIndexOf('-');
  return trimTrailingHyphens(/* SLUG-10 */ lastBreak > 0 ? head.slice(0, lastBreak) : head);
}

function trimTrailingHyphens(words: string): string {
  return words.replace(/-+$/, '');
}

/** The suffixes that are tried after the plain name and before a random suffix: `name-2` to `name-5`. */
const numericSuffixes = /* SLUG-13 */ [2, 3, 4, 5];

/** The slugs to try, in this order. Reserved slugs are left out. The last one ends with `suffix`: six random base32 characters. */
export function slugCandidates(
  base: Slug | null,
  suffix: string,
  reserved: ReadonlySet<string>,
): readonly Slug[] {
  if (base === null) return [slugOrThrow(/* SLUG-11 */ `org-${suffix}`)];
  const plain = [base, ...numericSuffixes.map((n) => appendSuffix(base, String(n)))];
  // A base of full length can be equal to one of its numbered candidates; the set removes the duplicate.
  const free = new Set(/* SLUG-14 */ plain.filter((slug) => !reserved.has(slug)));
  return [...free, appendSuffix(base, suffix)];
}

/** Cuts the base so that the suffix fits. */
function appendSuffix(base: Slug, suffix: string): Slug {
  return slugOrThrow(`${truncateAtWord(base, maxSlugLength - suffix.length - 1)}-${suffix}`);
}

/** The first candidate that is not taken. If all are taken, the last one, which is random. */
export function pickFreeSlug(candidates: readonly Slug[], taken: readonly Slug[]): Slug {
  const free = candidates.find((slug) => !taken.includes(slug)) ?? candidates.at(-1);
  if (free === undefined)
    throw new Error('the list of slug candidates is empty; this is a bug in the caller');
  return free;
}
