// Tells from an organization's name and slug how the slug was made.

import { slugFromName, type Transliterate } from '../../src/domain/slug/slug-from-name.js';

/** The name's own slug; with the first free number; with six random characters; or `org-…` if the name gives no slug. */
export const slugKinds = ['plain', '-2', '-3', '-4', '-5', 'random', 'org-…'] as const;
export type SlugKind = (typeof slugKinds)[number];

export function slugKindOf(name: string, slug: string, transliterate: Transliterate): SlugKind {
  const base = slugFromName(name, transliterate);
  if (base === null || /^org-[0-9]+$/.test(base)) return 'org-…';
  if (base === slug) return 'plain';
  return slugKinds.find((kind) => kind.startsWith('-') && slug.endsWith(kind)) ?? 'random';
}
