// How an organization came by its slug.

import { slugFromName, type Transliterate } from '../../domain/slug/slugify.js';

/** The name's own, the first free number after it, six random characters after it, or `org-…` where the name gives none. */
export const slugFalls = ['plain', '-2', '-3', '-4', '-5', 'random', 'org-…'] as const;
export type SlugFall = (typeof slugFalls)[number];

export function slugFallOf(name: string, slug: string, transliterate: Transliterate): SlugFall {
  const base = slugFromName(name, transliterate);
  if (base === null || /^org-[0-9]+$/.test(base)) return 'org-…';
  if (base === slug) return 'plain';
  return slugFalls.find((fall) => fall.startsWith('-') && slug.endsWith(fall)) ?? 'random';
}
