// Properties of display names, for any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestDisplayName, parseDisplayName } from '../../../src/domain/shared/display-name.js';
import { displayNames } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

function kept(text: string): string | null {
  const name = parseDisplayName(text, []);
  return name.ok ? name.value : null;
}

function reasonOf(text: string): string | null {
  const name = parseDisplayName(text, []);
  return name.ok ? null : name.refusal.reason;
}

/** The same rule, implemented again character by character. */
function isFitToPrint(name: string): boolean {
  const characters = [
    ...name.replace(/(?<=\P{ASCII})(?:\u200c|\u200d|\ufe0e|\ufe0f|\u{e0100})/gu, '-'),
  ];
  return (
    name.normalize('NFC') === name &&
    characters.length >= 1 &&
    characters.length <= 100 &&
    characters.some((character) => /[\p{L}\p{N}]/u.test(character)) &&
    characters.every((character) => character === ' ' || !/[\s\p{C}<>]/u.test(character))
  );
}

describe('a display name', () => {
  it('is safe to print, whatever was typed', () => {
    let accepted = 0;
    fc.assert(
      fc.property(anyText(), (text) => {
        const name = kept(text);
        if (name === null) return;
        accepted += 1;
        // Unassigned and private-use characters are allowed.
        expect(name.replace(/\p{Cn}|\p{Co}/gu, '-')).toSatisfy(isFitToPrint);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it('is parsed to itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), displayNames()), (text) => {
        const name = kept(text);
        if (name !== null) expect(kept(name)).toBe(name);
      }),
    );
  });

  it('is the same for any encoding of accents and any spaces between words', () => {
    const spaces = fc.stringMatching(/^[ \t\n\u00a0\u3000]{1,3}$/);
    fc.assert(
      fc.property(displayNames(), spaces, fc.constantFrom('NFC', 'NFD'), (name, space, form) => {
        expect(kept(`${space}${name.normalize(form).replaceAll(' ', space)}${space}`)).toBe(name);
      }),
    );
  });

  it('is refused if it contains something forbidden at any place', () => {
    const spoilers = fc.constantFrom(
      ['ill_formed', '\ud800'],
      ['invisible_character', '\u0000'],
      ['invisible_character', '\u202e'],
      ['invisible_character', '\u200b'],
      ['invisible_character', '\u3164'],
      ['invisible_character', '\ufeff'],
      ['invisible_character', '\u2800'],
      ['invisible_character', '\u{e0041}'],
      ['markup', '<'],
      ['markup', '>'],
      ['web_address', ' evil.com/x '],
      ['web_address', ' me@evil.com '],
      ['web_address', ' https://x '],
    );
    fc.assert(
      fc.property(displayNames(), fc.nat(), spoilers, (name, position, [reason, spoiler]) => {
        const characters = [...name].slice(0, 80);
        const at = position % (characters.length + 1);
        expect(reasonOf(characters.toSpliced(at, 0, spoiler).join(''))).toBe(reason);
      }),
    );
  });

  it('that is closest to a text is valid, is the text itself if that is valid, and exists for every text with a word', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), displayNames()), displayNames(), (text, word) => {
        const closest = closestDisplayName(text);
        expect(closest).toBe(kept(text) ?? closest);
        if (closest !== null) expect(kept(closest)).toBe(closest);
        expect(closestDisplayName(`${word}${text}`)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('has at most 100 characters after normalization', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', '日', '🚀a', 'Å'),
        fc.integer({ min: 90, max: 110 }),
        (unit, n) => {
          const text = [...unit.repeat(n)].slice(0, n).join('');
          expect(reasonOf(` ${text} `)).toBe(n <= 100 ? null : 'too_long');
        },
      ),
    );
  });
});
