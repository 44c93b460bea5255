import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryTerms, searchTermsOf } from '../../../src/domain/app/search-terms.js';
import { displayNames } from '../../../src/testing/arbitraries/index.js';
import { prose } from '../../../src/testing/arbitraries/sentences.js';
import { anyText, recased } from '../support/texts.js';

const texts = fc.oneof(prose(), displayNames(), anyText(60));
const told = (text: string) => searchTermsOf({ names: [], texts: [text] });
const named = (text: string) => searchTermsOf({ names: [text], texts: [] });

describe('a text of the store', () => {
  it('is found by each of its words, as it is written and as it is shouted', () => {
    fc.assert(
      fc.property(texts, texts, fc.array(fc.boolean(), { minLength: 1 }), (text, other, flips) => {
        const terms = searchTermsOf({ names: [other], texts: [text] });
        for (const word of text.split(/\s+/u)) {
          expect(terms).toEqual(expect.arrayContaining([...queryTerms(word)]));
          expect(terms).toEqual(expect.arrayContaining([...queryTerms(recased(word, flips))]));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is found by each of its words composed and decomposed', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (text, form) => {
        expect(told(text.normalize(form))).toEqual(told(text));
        expect(queryTerms(text.normalize(form))).toEqual(queryTerms(text));
      }),
    );
  });
});

describe('a name in the store', () => {
  it('is found by every beginning of its words from two characters on', () => {
    fc.assert(
      fc.property(texts, (name) => {
        const terms = named(name);
        for (const word of told(name)) {
          const characters = [...word];
          for (const [index] of characters.slice(1).entries()) {
            const beginning = characters.slice(0, index + 2).join('');
            expect(terms).toEqual(expect.arrayContaining([...queryTerms(beginning)]));
          }
        }
      }),
    );
  });
});

describe('terms', () => {
  it('are sorted, distinct, bounded, and stay what they are when they are folded again', () => {
    fc.assert(
      fc.property(texts, texts, (name, text) => {
        const terms = searchTermsOf({ names: [name], texts: [text] });
        expect([...new Set(terms)].sort()).toEqual(terms);
        expect(terms.length).toBeLessThanOrEqual(1_000);
        for (const term of terms) {
          expect([...term].length).toBeLessThanOrEqual(40);
          expect(queryTerms(term)).toEqual([term]);
        }
        expect(queryTerms(text).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
