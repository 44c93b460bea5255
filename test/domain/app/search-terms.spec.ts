import { describe, expect, it } from 'vitest';
import { queryTerms, searchTermsOf } from '../../../src/domain/app/search-terms.js';

const named = (...names: readonly string[]) => searchTermsOf({ names, texts: [] });
const told = (...texts: readonly string[]) => searchTermsOf({ names: [], texts });

function finds(query: string, terms: readonly string[]): boolean {
  return queryTerms(query).every((term) => terms.includes(term));
}

describe('the terms of an app', () => {
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
    expect(finds('cap', told('Live Captions'))).toBe(false);
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
  ])('are found by %s in %s', (query, name) => {
    expect(finds(query, named(name))).toBe(true);
  });

  it('are single characters and pairs where a script puts no spaces between words', () => {
    expect(told('日本語 App')).toEqual(['app', '日', '日本', '本', '本語', '語']);
    expect(told('iPhone用')).toEqual(['iphone', '用']);
    expect(queryTerms('日本語')).toEqual(['日本', '本語']);
    expect(queryTerms('本')).toEqual(['本']);
    for (const text of ['東京タワー', 'コーヒー', 'ภาษาไทย', 'ພາສາລາວ', 'ភាសាខ្មែរ', 'မြန်မာ'])
      expect(finds(text, told(text))).toBe(true);
    expect(finds('本日', told('日本'))).toBe(false);
  });

  it('are cut at 40 characters, and so is what is asked for', () => {
    const word = '𐐨'.repeat(60);
    expect(told(word)).toEqual(['𐐨'.repeat(40)]);
    expect(queryTerms(word)).toEqual(['𐐨'.repeat(40)]);
    expect(named(word)).toHaveLength(39);
  });

  it('are 1,000 at most, those of the names before those of the texts', () => {
    const many = Array.from({ length: 3_000 }, (_one, index) => `w${index}`).join(' ');
    const terms = searchTermsOf({ names: ['Zebra'], texts: [many] });
    expect(terms).toHaveLength(1_000);
    expect(terms).toEqual(expect.arrayContaining(['ze', 'zebr', 'zebra', 'w0', 'w995']));
    expect(terms).not.toContain('w996');
    expect(named(many)).toHaveLength(1_000);
  });

  it.each(['', ' ', '!?', '\0', '\ud800', '🚀', '\u202e\u200b', '\u0301'])(
    'are none where nothing can be asked for: %j',
    (text) => {
      expect(named(text)).toEqual([]);
      expect(queryTerms(text)).toEqual([]);
    },
  );

  it('are plain words, whatever they mean elsewhere', () => {
    expect(told('__proto__ $where constructor')).toEqual(['constructor', 'proto', 'where']);
  });

  it('are of a bounded part of a long text', () => {
    expect(told(`first ${'x'.repeat(1_000_000)} last`)).toEqual(['first', 'x'.repeat(40)]);
    expect(queryTerms(`first ${'\ufdfa '.repeat(1_000_000)}`)).toContain('first');
  });
});

describe('the terms of a query', () => {
  it('are 8 at most, each once, in the order in which they are asked for', () => {
    expect(queryTerms('b a b c')).toEqual(['b', 'a', 'c']);
    expect(queryTerms('1 2 3 4 5 6 7 8 9')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
});
