// Makes slugs from names: "AI Vision Inc." becomes "ai-vision-inc".

import { randomBytes } from 'node:crypto';

export const maxSlugLength = 39;
/** Leaves room for a hyphen and the random suffix. */
const maxBaseLength = 32;

const reservedSlugs = new Set(['admin', 'api', 'app', 'apps', 'login', 'new', 'settings', 'www']);

/** The slugs to try, the best first. The last one is random, so that it is practically always free. */
export function slugCandidates(name: string): readonly string[] {
  const base = slugFromName(name);
  const numbered = [2, 3, 4, 5].map((number) => `${base}-${number}`);
  const candidates = [base, ...numbered, `${base}-${randomBytes(3).toString('hex')}`];
  return candidates.filter((slug) => !reservedSlugs.has(slug));
}

function slugFromName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, maxBaseLength).replace(/^-+|-+$/g, '') || 'org';
}
