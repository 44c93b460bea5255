// Examples of search terms of apps and queries.
import { describe, expect, it } from 'vitest';
import { queryTermsOf, searchTermsOf } from '../../../src/domain/app/search-terms.js';

const named = (...names: readonly string[]) => searchTermsOf({ names, texts: [] });
const termsOfTexts = (...texts: readonly string[]) => searchTermsOf({ names: [], texts });

function finds(query: string, terms: readonly string[]): boolean {
  return queryTermsOf(query).every((term) => terms.includes(term));
}

describe('the search terms of an app', () => {
  it('are the words of its names with their beginnings, and the whole words of its texts', () => {
    expect(searchTermsOf({ names: ['AI Cap'], texts: ['Shows it, at once!'] })).toEqual([
      'ai',
      'at',
      'ca',
      'cap',
      'it',
      'once',
      'shows',
    ]);
    expect(finds('cap', named('Live Captions'))).toBe(true);
    expect(finds('LIVE capt', named('Live Captions'))).toBe(true);
    expect(finds('aptions', named('Live Captions'))).toBe(false);
    expect(finds('cap', termsOfTexts('Live Captions'))).toBe(false);
    expect(finds('c', named('Live Captions'))).toBe(false);
    expect(finds('x', named('X'))).toBe(true);
  });

  it.each([
    ['café', 'Cafe\u0301'],
    ['cafe', 'CAFÉ'],
    ['istanbul', 'İstanbul'],
    ['οδος', 'ΟΔΟΣ'],
    ['ΟΔΟΣ', 'οδοσα'],
    ['fish', 'ﬁsh'],
    ['notes', 'ｎｏｔｅｓ'],
    ['пере', 'Переводчик'],
    ['한', '한국'],
    ['하', '한국'],
    ['soft', 'so\u00adft'],
    ['हिन्दी', 'हिन्दी'],
  ])('match the query %s in %s', (query, name) => {
    expect(finds(query, named(name))).toBe(true);
  });

  it.each([
    ['STRASSE', 'Straße'],
    ['da nang', 'Đà Nẵng'],
    ['orsted', 'Ørsted'],
    ['LODZ', 'Łódź'],
    ['aether', 'Æther'],
    ['oeuvre', 'Œuvre'],
    ['DIYARBAKIR', 'Diyarbakır'],
    ['istanbul', 'İSTANBUL'],
    ['thorshavn', 'Þorshavn'],
    ['hausa yan', 'Hausa ƴan'],
    ['елка', 'ЁЛКА'],
    ['τω', 'ΤΩ'],
    ['τωι', 'τῳ'],
    ['محمد', 'مُحَمَّد'],
    ['احمد', 'أحمد'],
    ['שלום', 'שָׁלוֹם'],
    ['ﾍﾟｯﾄ', 'ペット'],
    ['می‌خواهم', 'میخواهم'],
  ])('match %s in %s, and the other way round', (one, other) => {
    for (const [query, name] of [
      [one, other],
      [other, one],
    ] as const) {
      expect(queryTermsOf(query)).not.toEqual([]);
      expect(finds(query, named(name))).toBe(true);
      expect(finds(query.toUpperCase(), named(name))).toBe(true);
      expect(finds(query, named(name.toUpperCase()))).toBe(true);
    }
  });

  it.each([
    ['ペット', 'ベッド'],
    ['ヘット', 'ペット'],
    ['かき', 'がぎ'],
    ['か', 'が'],
    ['วิทยุ', 'วิทยวิธี'],
    ['ขาว', 'ข้าว'],
    ['हद', 'हिंदी'],
    ['কল', 'কাল'],
    ['தமழ்', 'தமிழ்'],
    ['ខរ', 'ខ្មែរ'],
  ])('do not match %s in %s, whose marks are vowels, tones or other consonants', (query, name) => {
    expect(queryTermsOf(query)).not.toEqual([]);
    expect(finds(query, named(name))).toBe(false);
    expect(finds(name, named(query))).toBe(false);
    expect(finds(query, named(query))).toBe(true);
  });

  it('are single characters and pairs for a script without spaces between words', () => {
    expect(termsOfTexts('日本語 App')).toEqual(['app', '日', '日本', '本', '本語', '語']);
    expect(termsOfTexts('iPhone用')).toEqual(['iphone', '用']);
    expect(queryTermsOf('日本語')).toEqual(['日本', '本語']);
    expect(queryTermsOf('本')).toEqual(['本']);
    for (const text of ['東京タワー', 'コーヒー', 'ภาษาไทย', 'ພາສາລາວ', 'ភាសាខ្មែរ', 'မြန်မာ'])
      expect(finds(text, termsOfTexts(text))).toBe(true);
    expect(finds('本日', termsOfTexts('日本'))).toBe(false);
  });

  it('are cut at 40 characters, and so are those of a query', () => {
    const word = '𐐨'.repeat(60);
    expect(termsOfTexts(word)).toEqual(['𐐨'.repeat(40)]);
    expect(queryTermsOf(word)).toEqual(['𐐨'.repeat(40)]);
    expect(named(word)).toHaveLength(39);
  });

  it('are at most 1,000: first those of the names, then those of the texts', () => {
    const many = Array.from({ length: 3_000 }, (_one, index) => `w${index}`).join(' ');
    const terms = searchTermsOf({ names: ['Zebra'], texts: [many] });
    expect(terms).toHaveLength(1_000);
    expect(terms).toEqual(expect.arrayContaining(['ze', 'zebr', 'zebra', 'w0', 'w995']));
    expect(terms).not.toContain('w996');
    expect(named(many)).toHaveLength(1_000);
  });

  it.each(['', ' ', '!?', '\0', '\ud800', '🚀', '\u202e\u200b', '\u0301'])(
    'are empty for a text without letters and digits: %j',
    (text) => {
      expect(named(text)).toEqual([]);
      expect(queryTermsOf(text)).toEqual([]);
    },
  );

  it('can be words that have a meaning in JavaScript', () => {
    expect(termsOfTexts('__proto__ $where constructor')).toEqual(['constructor', 'proto', 'where']);
  });

  it('come from a limited part of a long text', () => {
    expect(termsOfTexts(`first ${'x'.repeat(1_000_000)} last`)).toEqual(['first', 'x'.repeat(40)]);
    expect(queryTermsOf(`first ${'\ufdfa '.repeat(1_000_000)}`)).toContain('first');
  });
});

describe('the search terms of a query', () => {
  it('are at most 8, each once, in the order of the query', () => {
    expect(queryTermsOf('b a b c')).toEqual(['b', 'a', 'c']);
    expect(queryTermsOf('1 2 3 4 5 6 7 8 9')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
});
