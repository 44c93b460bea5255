// Properties of the text functions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  characterCount,
  compareCodePoints,
  isWellFormedUnicode,
  normalizeText,
} from '../../../src/domain/shared/text.js';
import { anyText } from '../support/random-texts.js';

describe('isWellFormedUnicode', () => {
  it('is true exactly if the text is the same after UTF-8 encoding and decoding', () => {
    const carried = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));
    fc.assert(
      fc.property(anyText(), (text) => {
        // The decoder removes a byte order mark at the start.
        expect(isWellFormedUnicode(text)).toBe(carried(`.${text}`) === `.${text}`);
      }),
    );
  });
});

describe('normalizeText', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(normalizeText(normalizeText(text))).toBe(normalizeText(text));
      }),
    );
  });

  it('leaves only single spaces between words', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const tidied = normalizeText(text);
        expect(tidied.replaceAll('\ufeff', '-')).not.toMatch(/^\s|\s$|\s\s|[^\S ]/u);
        expect(tidied.normalize('NFC')).toBe(tidied);
      }),
    );
  });

  it('keeps what is not white space', () => {
    const ink = (text: string) => text.normalize('NFC').replace(/(?!\ufeff)\s/gu, '');
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(ink(normalizeText(text))).toBe(ink(text));
      }),
    );
  });
});

describe('characterCount', () => {
  it('counts each character', () => {
    fc.assert(
      fc.property(anyText().filter(isWellFormedUnicode), (text) => {
        expect(characterCount(text)).toBe(Array.from(text).length);
      }),
    );
  });
});

describe('compareCodePoints', () => {
  it('has the order of UTF-8', () => {
    const characters = fc.constantFrom('a', 'b', 'é', '\ud7ff', '\ue000', '\ufd3e', '𝒶', '😀');
    const texts = fc.array(characters, { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareCodePoints(a, b))).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
