// By what words the store finds an app. No locale and no dictionary: the same text gives the same terms everywhere.

/** What an app is found by. */
export interface SearchedTexts {
  /** The app's and the publisher's, and the package name's segments: found by their beginnings too. */
  readonly names: readonly string[];
  /** Found by whole words only. */
  readonly texts: readonly string[];
}

/** Characters of a term: a longer word is found by its beginning. */
const maxTermLength = 40;
export const mostTerms = 1_000;
const mostQueryTerms = /* STORE-11 */ 8;
/** Characters from which the beginning of a name's word finds it. */
const shortestBeginning = 2;
/** UTF-16 units of one text that are read: more than a description holds. */
const mostRead = 10_000;
/** UTF-16 units of a query that are read. */
const mostQueried = 1_000;

/** At most 1,000 distinct terms, sorted by code unit; where there are more, those of the names stay, and then the first ones. */
export function searchTermsOf({ names, texts }: SearchedTexts): readonly string[] {
  const named = names.flatMap((name) => tokensOf(name, mostRead));
  const terms = new Set(named.flatMap(termsOf));
  for (const beginning of named.flatMap(beginningsOf)) terms.add(beginning); // STORE-7
  for (const text of texts) {
    if (terms.size >= mostTerms) break;
    for (const term of tokensOf(text, mostRead).flatMap(termsOf)) terms.add(term);
  }
  return [...terms].slice(0, mostTerms).sort();
}

/** What a text must hold to be found: all of these, at most 8, in the order in which they are asked for. */
export function queryTerms(text: string): readonly string[] {
  const asked = tokensOf(text, mostQueried).flatMap((token) => {
    const { characters, isSpaced } = token;
    return isSpaced || characters.length === 1 ? [characters.join('')] : pairsOf(characters);
  });
  return [...new Set(asked)].slice(0, mostQueryTerms);
}

/** A word, or a run of a script that puts no spaces between words. */
interface Token {
  readonly characters: readonly string[];
  readonly isSpaced: boolean;
}

const unspaced =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]';
const letter = '[\\p{L}\\p{N}]';
const tokens = new RegExp(`(?:(?=${unspaced})${letter})+|(?:(?!${unspaced})${letter})+`, 'gu');
const startsUnspaced = new RegExp(`^${unspaced}`, 'u');

function tokensOf(text: string, most: number): readonly Token[] {
  return (folded(text.slice(0, most)).match(tokens) ?? []).map((token) => {
    const isSpaced = !startsUnspaced.test(token);
    const characters = [...token];
    return { characters: isSpaced ? characters.slice(0, maxTermLength) : characters, isSpaced };
  });
}

/** Without accents, case, width and what is invisible; the two small sigmas are one, since only their place in a word tells them apart. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .toLowerCase() // STORE-9
    .replaceAll('ς', 'σ');
}

function termsOf({ characters, isSpaced }: Token): readonly string[] {
  return /* STORE-10 */ isSpaced ? [characters.join('')] : [...characters, ...pairsOf(characters)];
}

function beginningsOf({ characters, isSpaced }: Token): readonly string[] {
  if (!isSpaced) return [];
  return characters.slice(shortestBeginning).map((_character, index) => {
    return characters.slice(0, index + shortestBeginning).join('');
  });
}

function pairsOf(characters: readonly string[]): readonly string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
