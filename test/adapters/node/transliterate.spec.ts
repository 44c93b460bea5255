import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transliterate } from '../../../src/adapters/node/index.js';
import { slugFault } from '../../../src/domain/slug/slug.js';
import { slugFromName } from '../../../src/domain/slug/slug-from-name.js';

describe('transliterate', () => {
  it.each([
    ['日本', 'RiBen'],
    ['Škoda', 'Skoda'],
    ['Ørsted', 'Orsted'],
    ['Cafe\u0301', 'Cafe'],
    ['Straße', 'Strasse'],
    ['Þjóðleikhúsið', 'Thjodleikhusid'],
    ['Яндекс', 'Yandeks'],
    ['서울', 'SeoUl'],
    ['٢٠٢٤', '2024'],
    ['№ 5', 'No 5'],
    ['Rocket 🚀', 'Rocket '],
    ['Acme™', 'Acme'],
    ['🇺🇸', ''],
    ['plain ASCII, 1 to 3!', 'plain ASCII, 1 to 3!'],
  ])('writes %s as %s', (text, ascii) => {
    expect(transliterate(text)).toBe(ascii);
  });

  it('gives ASCII for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(transliterate(text)).toMatch(/^\p{ASCII}*$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a slug from a name', () => {
  it.each([
    ['Mentra Labs', 'mentra-labs'],
    ['AI Vision Inc.', 'ai-vision-inc'],
    ["Bob's Lab", 'bobs-lab'],
    ['Bob’s Lab', 'bobs-lab'],
    ['L’Oréal', 'loreal'],
    ['University of Hawaiʻi', 'university-of-hawaii'],
    ['日本', 'riben'],
    ['東北大学', 'dongbeidaxue'],
    ['かな', 'kana'],
    ['จุฬาลงกรณ์มหาวิทยาลัย', 'chulalngkrnmhawithyalay'],
    ['אוניברסיטת תל אביב', 'vnyvrsytt-tl-vyv'],
    ['서울대학교', 'seouldaehaggyo'],
    ['جامعة القاهرة', 'jmh-lqhrh'],
    ['Яндекс', 'yandeks'],
    ['Εθνικό Μετσόβιο Πολυτεχνείο', 'ethniko-metsovio-polytechneio'],
    ['დავით აღმაშენებელი', 'davit-aghmashenebeli'],
    ['Đại học Quốc gia Hà Nội', 'dai-hoc-quoc-gia-ha-noi'],
    ['Łódź & Kraków', 'lodz-krakow'],
    ['2600', 'org-2600'],
    ['٢٠٢٤', 'org-2024'],
    ['Rocket 🚀 Works', 'rocket-works'],
    ['🚀', null],
    ['ー', null],
  ])('%s → %s', (name, slug) => {
    expect(slugFromName(name, transliterate)).toBe(slug);
  });

  it('is a valid slug or null for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
        const slug = slugFromName(name, transliterate);
        if (slug !== null) expect(slugFault(slug)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});
