// Properties of search terms, for any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryTermsOf, searchTermsOf } from '../../../src/domain/app/search-terms.js';
import { displayNames } from '../../../src/testing/arbitraries/index.js';
import { proseTexts } from '../../../src/testing/arbitraries/prose.js';
import { anyText, withCaseFlipped } from '../support/random-texts.js';

const texts = fc.oneof(proseTexts(), displayNames(), anyText(60));
const termsOfText = (text: string) => searchTermsOf({ names: [], texts: [text] });
const termsOfName = (text: string) => searchTermsOf({ names: [text], texts: [] });

describe('a text in the store', () => {
  it('is found by each of its words in any case', () => {
    fc.assert(
      fc.property(texts, texts, fc.array(fc.boolean(), { minLength: 1 }), (text, other, flips) => {
        const terms = searchTermsOf({ names: [other], texts: [text] });
        for (const word of text.split(/\s+/u)) {
          expect(terms).toEqual(expect.arrayContaining([...queryTermsOf(word)]));
          expect(terms).toEqual(
            expect.arrayContaining([...queryTermsOf(withCaseFlipped(word, flips))]),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is found by each of its words in upper and lower case, for the letters of every script', () => {
    const letters = fc
      .integer({ min: 0x41, max: 0x2ffff })
      .map((code) => String.fromCodePoint(code))
      .filter((letter) => /\p{L}/u.test(letter));
    const words = fc.array(letters, { minLength: 1, maxLength: 5 }).map((all) => all.join(''));
    fc.assert(
      fc.property(words, (word) => {
        const terms = queryTermsOf(word);
        expect(queryTermsOf(word.toUpperCase())).toEqual(terms);
        expect(queryTermsOf(word.toLowerCase())).toEqual(terms);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found by each of its words in NFC and NFD', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (text, form) => {
        expect(termsOfText(text.normalize(form))).toEqual(termsOfText(text));
        expect(queryTermsOf(text.normalize(form))).toEqual(queryTermsOf(text));
      }),
    );
  });
});

describe('a name in the store', () => {
  it('is found by every beginning of its words with two or more characters', () => {
    fc.assert(
      fc.property(texts, (name) => {
        const terms = termsOfName(name);
        for (const word of termsOfText(name)) {
          const characters = [...word];
          for (const [index] of characters.slice(1).entries()) {
            const beginning = characters.slice(0, index + 2).join('');
            expect(terms).toEqual(expect.arrayContaining([...queryTermsOf(beginning)]));
          }
        }
      }),
    );
  });
});

describe('search terms', () => {
  it('are sorted, distinct and limited, and folding them again changes nothing', () => {
    fc.assert(
      fc.property(texts, texts, (name, text) => {
        const terms = searchTermsOf({ names: [name], texts: [text] });
        expect([...new Set(terms)].sort()).toEqual(terms);
        expect(terms.length).toBeLessThanOrEqual(1_000);
        for (const term of terms) {
          expect([...term].length).toBeLessThanOrEqual(40);
          expect(queryTermsOf(term)).toEqual([term]);
        }
        expect(queryTermsOf(text).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
