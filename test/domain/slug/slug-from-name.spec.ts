// Examples of slugs that are made from names.
import { describe, expect, it } from 'vitest';
import { reservedSlugs } from '../../../src/domain/slug/reserved-slugs.js';
import { type Slug, slugOrThrow } from '../../../src/domain/slug/slug.js';
import {
  foldLatin,
  pickFreeSlug,
  slugCandidates,
  slugFromName,
} from '../../../src/domain/slug/slug-from-name.js';
import { toAsciiText } from '../support/random-texts.js';
import { toDisplayName } from '../support/samples.js';

const fromName = (name: string) => slugFromName(name, foldLatin);

describe('the slug of a name', () => {
  it.each([
    ['Mentra Labs', 'mentra-labs'],
    ['AI Vision Inc.', 'ai-vision-inc'],
    ["Bob's Lab", 'bobs-lab'],
    ['Bob’s Lab', 'bobs-lab'],
    ['Bob‘s Lab', 'bobs-lab'],
    ['Bob＇s Lab', 'bobs-lab'],
    ['University of Hawaiʻi', 'university-of-hawaii'],
    ['"Mentra" Labs', 'mentra-labs'],
    ['Société Générale', 'societe-generale'],
    ['Ħal Għargħur', 'hal-gharghur'],
    ['Ŋunnu Ŧøŧŧa', 'nunnu-totta'],
    ['Azərbaycan Əlifbası', 'azerbaycan-elifbasi'],
    ['Societe\u0301 Ge\u0301ne\u0301rale', 'societe-generale'],
    ['Ørsted A/S', 'orsted-a-s'],
    ['Þjóðleikhúsið', 'thjodleikhusid'],
    ['Stiftung Preußischer Kulturbesitz', 'stiftung-preussischer-kulturbesitz'],
    ['İstanbul Üniversitesi', 'istanbul-universitesi'],
    ['Işık', 'isik'],
    ['Uniwersytet Łódzki', 'uniwersytet-lodzki'],
    ['Đại học Hà Nội', 'dai-hoc-ha-noi'],
    ['ＮＴＴ ﬁnance ㎏', 'ntt-finance-kg'],
    ['MentraLabs iOS', 'mentralabs-ios'],
    ['AT&T', 'at-t'],
    ['--Mentra__Labs--', 'mentra-labs'],
    ['Yahoo! Inc.', 'yahoo-inc'],
    ['C++', 'c'],
    ['7-Eleven', '7-eleven'],
    ['API', 'api'],
    ['2024', 'org-2024'],
    ['20-24', '20-24'],
    ['Ɓauchi Ƙano', 'bauchi-kano'],
    ['DEADBEEF deadbeef', 'deadbeef-deadbeef'],
    ['DeadBeefDeadBeefDeadBeef', 'org-deadbeefdeadbeefdeadbeef'],
    ['123e4567-e89b-12d3-a456-426614174000', 'org-123e4567-e89b-12d3-a456-42661417400'],
  ])('of %s is %s', (name, slug) => {
    expect(fromName(name)).toBe(slug);
  });

  it.each(
    ['日本', 'Московский', '🚀', '...', "'", '٣', ''].map((name) => [toAsciiText(name), name]),
  )('is null if nothing is left of %s', (_shown, name) => {
    expect(fromName(name)).toBeNull();
  });

  it('is made from the transliterated name', () => {
    const table: Readonly<Record<string, string>> = { 日: 'Ri ', 本: 'Ben ' };
    const transliterate = (text: string) => [...text].map((sign) => table[sign] ?? sign).join('');
    expect(slugFromName('日本 Labs', transliterate)).toBe('ri-ben-labs');
    expect(slugFromName('Labs', () => '’´"')).toBeNull();
  });

  it.each([
    ['a'.repeat(39), 'a'.repeat(39)],
    ['a'.repeat(40), 'a'.repeat(39)],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
    [`${'a'.repeat(37)} b`, `${'a'.repeat(37)}-b`],
    [`${'a'.repeat(37)} bc`, 'a'.repeat(37)],
    [`${'a'.repeat(38)} b`, 'a'.repeat(38)],
    ['Stichting Koninklijke Nederlandse Akademie', 'stichting-koninklijke-nederlandse'],
    ['1'.repeat(40), `org-${'1'.repeat(35)}`],
    ['1'.repeat(36), `org-${'1'.repeat(35)}`],
    ['1'.repeat(35), `org-${'1'.repeat(35)}`],
    [`${'1'.repeat(39)} a`, `org-${'1'.repeat(35)}`],
  ])('of %s is cut at a word to %s', (name, slug) => {
    expect(fromName(name)).toBe(slug);
  });

  it('is the same for the name as it is stored', () => {
    expect(fromName(toDisplayName('  Cafe\u0301   de Coral '))).toBe('cafe-de-coral');
  });
});

describe('the slug candidates', () => {
  const suffix = 'k7q2xm';
  const mentra = slugOrThrow('mentra-labs');

  it('are the plain slug, four numbered ones and a random one', () => {
    expect(slugCandidates(mentra, suffix, reservedSlugs)).toEqual([
      'mentra-labs',
      'mentra-labs-2',
      'mentra-labs-3',
      'mentra-labs-4',
      'mentra-labs-5',
      'mentra-labs-k7q2xm',
    ]);
  });

  it('leave out reserved slugs', () => {
    const reserved = new Set(['mentra-labs', 'mentra-labs-3']);
    expect(slugCandidates(mentra, suffix, reserved)).toEqual([
      'mentra-labs-2',
      'mentra-labs-4',
      'mentra-labs-5',
      'mentra-labs-k7q2xm',
    ]);
    expect(slugCandidates(slugOrThrow('api'), suffix, reservedSlugs)[0]).toBe('api-2');
  });

  it('are org- and a random suffix if nothing is left of the name', () => {
    expect(slugCandidates(null, suffix, reservedSlugs)).toEqual(['org-k7q2xm']);
  });

  it('are cut at a word so that the suffix fits', () => {
    const long = slugOrThrow(`${'a'.repeat(30)}-${'b'.repeat(8)}`);
    expect(slugCandidates(long, suffix, new Set())).toEqual([
      long,
      ...[2, 3, 4, 5].map((n) => `${'a'.repeat(30)}-${n}`),
      `${'a'.repeat(30)}-k7q2xm`,
    ]);
    const oneWord = slugOrThrow('a'.repeat(39));
    expect(slugCandidates(oneWord, suffix, new Set())).toEqual([
      oneWord,
      ...[2, 3, 4, 5].map((n) => `${'a'.repeat(37)}-${n}`),
      `${'a'.repeat(32)}-k7q2xm`,
    ]);
  });

  it('have no duplicate, even if a long name ends with a number', () => {
    const numbered = slugOrThrow(`${'a'.repeat(37)}-2`);
    expect(slugCandidates(numbered, suffix, new Set())).toEqual([
      numbered,
      ...[3, 4, 5].map((n) => `${'a'.repeat(37)}-${n}`),
      `${'a'.repeat(32)}-k7q2xm`,
    ]);
  });
});

describe('the picked slug', () => {
  const [a, b, c] = [slugOrThrow('a'), slugOrThrow('b'), slugOrThrow('c')];
  it.each<[readonly Slug[], readonly Slug[], Slug]>([
    [[a, b, c], [], a],
    [[a, b, c], [a], b],
    [[a, b, c], [b], a],
    [[a, b, c], [b, a], c],
    [[a, b, c], [a, b, c], c],
  ])('of %j, if %j are taken, is %s', (candidates, taken, free) => {
    expect(pickFreeSlug(candidates, taken)).toBe(free);
  });

  it('throws without candidates', () => {
    expect(() => pickFreeSlug([], [])).toThrow(
      'the list of slug candidates is empty; this is a bug in the caller',
    );
  });
});
