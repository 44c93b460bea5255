// Slugs made from names: "Mentra Labs" → mentra-labs, "Bob's Lab" → bobs-lab, "AI Vision Inc." → ai-vision-inc.

import { maxSlugLength, type Slug, slugOf } from './slug.js';

/** Takes text of any script to ASCII as far as it can. Pure; what it cannot take over it leaves out. */
export type Transliterate = (text: string) => string;

/** What the core can do without tables: accents of Latin letters, and the letters that no accent explains. */
export const foldLatin: Transliterate = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, /* SLUG-6 */ '')
    .replace(/[ßẞæÆœŒøØđĐðÐħĦłŁŋŊŧŦþÞəƏı]/g, (letter) => folded[letter] ?? '');

const folded: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ħ: 'h',
  Ħ: 'H',
  ł: 'l',
  Ł: 'L',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  þ: 'th',
  Þ: 'Th',
  ə: 'e',
  Ə: 'E',
  ı: 'i',
};

const apostrophes = /* SLUG-7 */ /['’‘ʼʹʻ`´"]/g;

/** The slug that a name asks for; null where nothing of it is left, `org-2024` where only digits are. */
export function slugFromName(name: string, transliterate: Transliterate): Slug | null {
  const words = /* SLUG-8 */ transliterate(name.replace(apostrophes, ''))
    .replace(apostrophes, '')
    .toLowerCase() // SLUG-9
    .replace(/[^a-z0-9]+/g, /* SLUG-5 */ '-')
    .replace(/^-|-$/g, '');
  const base = cut(words, maxSlugLength);
  if (base === '') return null;
  return slugOf(/* SLUG-12 */ /^[0-9]+$/.test(base) ? `org-${base}`.slice(0, maxSlugLength) : base);
}

/** At most `length` characters, ending with a whole word where there is more than one. */
function cut(words: string, length: number): string {
  if (words.length <= length) return words;
  const head = words.slice(0, length);
  if (words[length] === '-') return trimEnd(head);
  const lastBreak = head.lastIndexOf('-');
  return trimEnd(/* SLUG-10 */ lastBreak > 0 ? head.slice(0, lastBreak) : head);
}

function trimEnd(words: string): string {
  return words.replace(/-+$/, '');
}

/** How many plain candidates are tried before a random suffix: `name`, then `name-2` to `name-5`. */
const numbered = /* SLUG-13 */ [2, 3, 4, 5];

/** The slugs to try in turn; `suffix` is six random base32 characters and ends the list. Reserved ones count as taken. */
export function slugCandidates(
  base: Slug | null,
  suffix: string,
  reserved: ReadonlySet<string>,
): readonly Slug[] {
  if (base === null) return [slugOf(/* SLUG-11 */ `org-${suffix}`)];
  const plain = [base, ...numbered.map((n) => withSuffix(base, String(n)))];
  // A base of full length may end as a numbered one does; a set names it once.
  const free = new Set(/* SLUG-14 */ plain.filter((slug) => !reserved.has(slug)));
  return [...free, withSuffix(base, suffix)];
}

/** Cuts what is in front so that the suffix fits. */
function withSuffix(base: Slug, suffix: string): Slug {
  return slugOf(`${cut(base, maxSlugLength - suffix.length - 1)}-${suffix}`);
}

/** The first candidate that is free; the last one, which is random, where none is known to be. */
export function firstFree(candidates: readonly Slug[], taken: readonly Slug[]): Slug {
  const free = candidates.find((slug) => !taken.includes(slug)) ?? candidates.at(-1);
  if (free === undefined) throw new Error('there are no slug candidates to choose from');
  return free;
}
