import { describe, expect, it } from 'vitest';
import {
  hasInvisible,
  isWellFormed,
  lengthOf,
  tidy,
  utf8LengthOf,
} from '../../../src/domain/shared/text.js';
import { shown } from '../support/texts.js';

describe('isWellFormed', () => {
  it.each(['', 'Mentra', '日本', '🚀', '\u{10ffff}', '\ufffd'])('takes %s', (text) => {
    expect(isWellFormed(text)).toBe(true);
  });

  it.each(
    ['\ud83d', '\ude80', 'a\ud800b', '\ude80\ud83d', '🚀\ud83d'].map((text) => [shown(text), text]),
  )('finds the half surrogate in %s', (_shown, text) => {
    expect(isWellFormed(text)).toBe(false);
  });
});

describe('hasInvisible', () => {
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
    const missed = [...characters].filter((character) => !hasInvisible(`a${character}b`));
    expect(missed.map(shown)).toEqual([]);
  });

  it.each(['Mentra Labs', 'Ωmega', 'e\u0301', 'हिन्दी', '한국', 'عربي', '日本', '🚀', '❤️', 'a b'])(
    'lets %s be',
    (text) => {
      expect(hasInvisible(text)).toBe(false);
    },
  );
});

describe('tidy', () => {
  it.each([
    ['  Mentra   Labs ', 'Mentra Labs'],
    ['Mentra\t\r\n\u00a0\u3000Labs', 'Mentra Labs'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['\u212b', '\u00c5'],
    [' \n ', ''],
  ])('takes %j to %j', (text, tidied) => {
    expect(tidy(text)).toBe(tidied);
  });
});

describe('length', () => {
  it('is counted in characters, and in octets of UTF-8', () => {
    expect([lengthOf('aé日🚀'), utf8LengthOf('aé日🚀')]).toEqual([4, 1 + 2 + 3 + 4]);
  });
});
