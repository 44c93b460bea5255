// What needs tables far larger than the core.

export { hasPublicSuffix } from './public-suffix.js';
export { transliterate } from './transliterate.js';
