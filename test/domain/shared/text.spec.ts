// Examples of the text functions.
import { describe, expect, it } from 'vitest';
import {
  characterCount,
  hasInvisibleCharacter,
  isWellFormedUnicode,
  normalizeText,
  utf8ByteLength,
} from '../../../src/domain/shared/text.js';
import { toAsciiText } from '../support/random-texts.js';

describe('isWellFormedUnicode', () => {
  it.each(['', 'Mentra', '日本', '🚀', '\u{10ffff}', '\ufffd'])('accepts %s', (text) => {
    expect(isWellFormedUnicode(text)).toBe(true);
  });

  it.each(
    ['\ud83d', '\ude80', 'a\ud800b', '\ude80\ud83d', '🚀\ud83d'].map((text) => [
      toAsciiText(text),
      text,
    ]),
  )('finds half of a surrogate pair in %s', (_shown, text) => {
    expect(isWellFormedUnicode(text)).toBe(false);
  });
});

describe('hasInvisibleCharacter', () => {
  const invisible = {
    'a control': '\u0000\u0001\u001f\u007f\u0080\u009f',
    'a line or paragraph separator': '\u2028\u2029',
    'a bidi mark, override or isolate': '\u061c\u200e\u200f\u202a\u202d\u202e\u2066\u2069',
    'a zero-width character': '\u200b\u200c\u200d\u2060\ufeff',
    'a soft hyphen': '\u00ad',
    'a mark of format': '\u0600\u06dd\ufff9\ufffb',
    'a tag': '\u{e0041}\u{e007f}',
    'a letter that shows nothing': '\u115f\u1160\u17b4\u3164\uffa0\u034f',
  };
  it.each(Object.entries(invisible))('finds %s', (_what, characters) => {
    const missed = [...characters].filter((character) => !hasInvisibleCharacter(`a${character}b`));
    expect(missed.map(toAsciiText)).toEqual([]);
  });

  it.each(['Mentra Labs', 'Ωmega', 'e\u0301', 'हिन्दी', '한국', 'عربي', '日本', '🚀', '❤️', 'a b'])(
    'accepts %s',
    (text) => {
      expect(hasInvisibleCharacter(text)).toBe(false);
    },
  );
});

describe('normalizeText', () => {
  it.each([
    ['  Mentra   Labs ', 'Mentra Labs'],
    ['Mentra\t\r\n\u00a0\u3000Labs', 'Mentra Labs'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['\u212b', '\u00c5'],
    [' \n ', ''],
  ])('converts %j to %j', (text, tidied) => {
    expect(normalizeText(text)).toBe(tidied);
  });
});

describe('the length of a text', () => {
  it('is counted in characters, and in octets of UTF-8', () => {
    expect([characterCount('aé日🚀'), utf8ByteLength('aé日🚀')]).toEqual([4, 1 + 2 + 3 + 4]);
  });
});
