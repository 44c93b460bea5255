// The folded names by which organizations and users are found and sorted.

import { foldText } from './fold-text.js';

/** In characters. Folding can make a name longer. */
const maxNameKeyLength = 200;

/** The folded name, by which organizations and users are found and sorted: `Café Zürich` has the key `cafe zurich`. At most 200 characters. */
export function nameKeyOf(name: string): string {
  const key = /* ORG-59 */ foldText(name);
  return [...key].slice(0, maxNameKeyLength).join('');
}

/** The key of the beginning of a name, as somebody typed it. A space at its end counts, one at its start does not. */
export function nameKeyPrefix(text: string): string {
  return nameKeyOf(text.replace(/\s+/gu, ' ').trimStart());
}
