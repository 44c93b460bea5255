// Examples of the text functions.
import { describe, expect, it } from 'vitest';
import {
  characterCount,
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

describe('normalizeText', () => {
  it.each([
    ['  Mentra   Labs ', 'Mentra Labs'],
    ['Mentra\t\r\n\u00a0\u3000Labs', 'Mentra Labs'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['\u212b', '\u00c5'],
    [' \n ', ''],
    ['Men\ufefftra', 'Men\ufefftra'],
    ['\ufeffMentra ', '\ufeffMentra'],
  ])('converts %j to %j', (text, tidied) => {
    expect(normalizeText(text)).toBe(tidied);
  });
});

describe('the length of a text', () => {
  it('is counted in characters, and in octets of UTF-8', () => {
    expect([characterCount('aé日🚀'), utf8ByteLength('aé日🚀')]).toEqual([4, 1 + 2 + 3 + 4]);
  });
});
