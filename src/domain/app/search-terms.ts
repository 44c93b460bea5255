// Search terms of apps and of queries in the store. They use no locale and no dictionary, so the same text always gives the same terms.

import { foldText } from '../shared/fold-text.js';

/** The texts of an app that the store searches. */
export interface SearchableTexts {
  /** The name of the app, the name of the publisher, and the segments of the package name. The beginning of a word is enough to find them. */
  readonly names: readonly string[];
  /** Other texts, found by whole words only. */
  readonly texts: readonly string[];
}

/** The maximum length of a term in characters. A longer word is cut. */
const maxTermLength = 40;
export const maxSearchTerms = 1_000;
const maxQueryTerms = /* STORE-11 */ 8;
/** The minimum length of the beginning of a word that finds a name, in characters. */
const minPrefixLength = 2;
/** How much of one text is indexed, in UTF-16 units. A description is shorter. */
const maxIndexedTextLength = 10_000;
/** How much of a query is read, in UTF-16 units. */
const maxQueryLength = 1_000;

/** The search terms of an app: at most 1,000 different ones, sorted by code unit. If there are more, terms of names are kept first, then the first terms of the texts. */
export function searchTermsOf({ names, texts }: SearchableTexts): readonly string[] {
  const named = names.flatMap((name) => tokenize(name, maxIndexedTextLength));
  const terms = new Set(named.flatMap(termsOfToken));
  for (const beginning of named.flatMap(prefixesOfToken)) terms.add(beginning); // STORE-7
  for (const text of texts) {
    if (terms.size >= maxSearchTerms) break;
    for (const term of tokenize(text, maxIndexedTextLength).flatMap(termsOfToken)) terms.add(term);
  }
  return [...terms].slice(0, maxSearchTerms).sort();
}

/** The terms of a query, in its order: at most 8. An app must have all of them. */
export function queryTermsOf(text: string): readonly string[] {
  const asked = tokenize(text, maxQueryLength).flatMap((token) => {
    const { characters, isSpaceSeparated } = token;
    return isSpaceSeparated || characters.length === 1
      ? [characters.join('')]
      : characterPairs(characters);
  });
  return [...new Set(asked)].slice(0, maxQueryTerms);
}

/** A word (`isSpaceSeparated`), or a run of characters of a script that writes no spaces between words. */
interface SearchToken {
  readonly characters: readonly string[];
  readonly isSpaceSeparated: boolean;
}

const unspacedScriptClass =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]';
/** A mark that is not an accent is a part of the word, like a letter. */
const letterClass = '[\\p{L}\\p{N}\\p{M}]';
const tokenPattern = new RegExp(
  `(?:(?=${unspacedScriptClass})${letterClass})+|(?:(?!${unspacedScriptClass})${letterClass})+`,
  'gu',
);
const startsUnspacedPattern = new RegExp(`^${unspacedScriptClass}`, 'u');

function tokenize(text: string, maxLength: number): readonly SearchToken[] {
  return (foldText(text.slice(0, maxLength)).match(tokenPattern) ?? []).map((token) => {
    const isSpaceSeparated = !startsUnspacedPattern.test(token);
    const characters = [...token];
    return {
      characters: isSpaceSeparated ? characters.slice(0, maxTermLength) : characters,
      isSpaceSeparated,
    };
  });
}

function termsOfToken({ characters, isSpaceSeparated }: SearchToken): readonly string[] {
  return /* STORE-10 */ isSpaceSeparated
    ? [characters.join('')]
    : [...characters, ...characterPairs(characters)];
}

function prefixesOfToken({ characters, isSpaceSeparated }: SearchToken): readonly string[] {
  if (!isSpaceSeparated) return [];
  return characters.slice(minPrefixLength).map((_character, index) => {
    return characters.slice(0, index + minPrefixLength).join('');
  });
}

function characterPairs(characters: readonly string[]): readonly string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
