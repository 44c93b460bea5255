import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasInvisible, isWellFormed, lengthOf, tidy } from '../../../src/domain/shared/text.js';
import { anyText } from '../support/texts.js';

describe('isWellFormed', () => {
  it('is true of exactly what UTF-8 can carry there and back', () => {
    const carried = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));
    fc.assert(
      fc.property(anyText(), (text) => {
        // A byte order mark at the start is eaten by the decoder.
        expect(isWellFormed(text)).toBe(carried(`.${text}`) === `.${text}`);
      }),
    );
  });
});

describe('tidy', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text));
      }),
    );
  });

  it('leaves single inner spaces as the only white space', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const tidied = tidy(text);
        expect(tidied).not.toMatch(/^\s|\s$|\s\s|[^\S ]/u);
        expect(tidied.normalize('NFC')).toBe(tidied);
      }),
    );
  });

  it('keeps what is not white space', () => {
    const ink = (text: string) => text.normalize('NFC').replace(/\s/gu, '');
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(ink(tidy(text))).toBe(ink(text));
      }),
    );
  });
});

describe('lengthOf and hasInvisible', () => {
  it('look at each character by itself', () => {
    fc.assert(
      fc.property(anyText().filter(isWellFormed), (text) => {
        const characters = Array.from(text);
        expect(lengthOf(text)).toBe(characters.length);
        expect(hasInvisible(text)).toBe(characters.some(hasInvisible));
      }),
    );
  });
});
