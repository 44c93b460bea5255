import { describe, expect, it } from 'vitest';
import { reservedSlugs } from '../../../src/domain/slug/reserved.js';
import { type Slug, slugOf } from '../../../src/domain/slug/slug.js';
import {
  firstFree,
  foldLatin,
  slugCandidates,
  slugFromName,
} from '../../../src/domain/slug/slugify.js';
import { nameOf } from '../support/samples.js';
import { shown } from '../support/texts.js';

const fromName = (name: string) => slugFromName(name, foldLatin);

describe('the slug that a name asks for', () => {
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
  ])('%s asks for %s', (name, slug) => {
    expect(fromName(name)).toBe(slug);
  });

  it.each(['日本', 'Московский', '🚀', '...', "'", '٣', ''].map((name) => [shown(name), name]))(
    'is none where nothing is left of %s',
    (_shown, name) => {
      expect(fromName(name)).toBeNull();
    },
  );

  it('is made of what the transliteration gives', () => {
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
  ])('%s is cut at a word to %s', (name, slug) => {
    expect(fromName(name)).toBe(slug);
  });

  it('is that of the name as kept: a name parsed first asks for the same', () => {
    expect(fromName(nameOf('  Cafe\u0301   de Coral '))).toBe('cafe-de-coral');
  });
});

describe('the slugs to try in turn', () => {
  const suffix = 'k7q2xm';
  const mentra = slugOf('mentra-labs');

  it('are the plain one, four numbered ones and a random one', () => {
    expect(slugCandidates(mentra, suffix, reservedSlugs)).toEqual([
      'mentra-labs',
      'mentra-labs-2',
      'mentra-labs-3',
      'mentra-labs-4',
      'mentra-labs-5',
      'mentra-labs-k7q2xm',
    ]);
  });

  it('leave out what is reserved', () => {
    const reserved = new Set(['mentra-labs', 'mentra-labs-3']);
    expect(slugCandidates(mentra, suffix, reserved)).toEqual([
      'mentra-labs-2',
      'mentra-labs-4',
      'mentra-labs-5',
      'mentra-labs-k7q2xm',
    ]);
    expect(slugCandidates(slugOf('api'), suffix, reservedSlugs)[0]).toBe('api-2');
  });

  it('are org- and a random one where the name left nothing', () => {
    expect(slugCandidates(null, suffix, reservedSlugs)).toEqual(['org-k7q2xm']);
  });

  it('make room for the suffix at a word', () => {
    const long = slugOf(`${'a'.repeat(30)}-${'b'.repeat(8)}`);
    expect(slugCandidates(long, suffix, new Set())).toEqual([
      long,
      ...[2, 3, 4, 5].map((n) => `${'a'.repeat(30)}-${n}`),
      `${'a'.repeat(30)}-k7q2xm`,
    ]);
    const oneWord = slugOf('a'.repeat(39));
    expect(slugCandidates(oneWord, suffix, new Set())).toEqual([
      oneWord,
      ...[2, 3, 4, 5].map((n) => `${'a'.repeat(37)}-${n}`),
      `${'a'.repeat(32)}-k7q2xm`,
    ]);
  });

  it('name none twice, though a long name ends in a number itself', () => {
    const numbered = slugOf(`${'a'.repeat(37)}-2`);
    expect(slugCandidates(numbered, suffix, new Set())).toEqual([
      numbered,
      ...[3, 4, 5].map((n) => `${'a'.repeat(37)}-${n}`),
      `${'a'.repeat(32)}-k7q2xm`,
    ]);
  });
});

describe('the first free slug', () => {
  const [a, b, c] = [slugOf('a'), slugOf('b'), slugOf('c')];
  it.each<[readonly Slug[], readonly Slug[], Slug]>([
    [[a, b, c], [], a],
    [[a, b, c], [a], b],
    [[a, b, c], [b], a],
    [[a, b, c], [b, a], c],
    [[a, b, c], [a, b, c], c],
  ])('of %j, %j being taken, is %s', (candidates, taken, free) => {
    expect(firstFree(candidates, taken)).toBe(free);
  });

  it('is a defect to ask for where there are no candidates', () => {
    expect(() => firstFree([], [])).toThrow('no slug candidates');
  });
});
