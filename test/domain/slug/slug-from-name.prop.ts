// Properties of slugs that are made from any name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reservedSlugs } from '../../../src/domain/slug/reserved-slugs.js';
import { type Slug, slugFault } from '../../../src/domain/slug/slug.js';
import {
  foldLatin,
  pickFreeSlug,
  slugCandidates,
  slugFromName,
  type Transliterate,
} from '../../../src/domain/slug/slug-from-name.js';
import { displayNames, slugs } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

const suffixes = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
  minLength: 6,
  maxLength: 6,
});
/** Good, simple and broken transliterations. */
const transliterations: fc.Arbitrary<Transliterate> = fc.oneof(
  fc.constant(foldLatin),
  fc.constant((text: string) => text),
  anyText().map((text) => () => text),
  fc.string({ unit: fc.constantFrom('1', '-', ' '), maxLength: 50 }).map((text) => () => text),
);
const names = fc.oneof(displayNames(), anyText(120));
const longNames = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,12}$/), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(' '));
const bases = fc.oneof(
  slugs(),
  longNames.map((name) => slugFromName(name, foldLatin)),
  // A slug of maximum length that ends like a numbered candidate.
  fc
    .constantFrom('2', '5', '22', 'a-2', 'k7q2xm')
    .map((end) => slugFromName(`${'a'.repeat(38 - end.length)} ${end}`, foldLatin)),
  fc
    .constantFrom('api', 'admin', '2024', 'mentra labs')
    .map((name) => slugFromName(name, foldLatin)),
);

describe('the slug of a name', () => {
  it('is a slug or null for any name and any transliteration', () => {
    fc.assert(
      fc.property(names, transliterations, (name, transliterate) => {
        const slug = slugFromName(name, transliterate);
        if (slug !== null) expect(slugFault(slug)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('is converted to itself', () => {
    fc.assert(
      fc.property(fc.oneof(slugs(), bases), (slug) => {
        if (slug !== null) expect(slugFromName(slug, foldLatin)).toBe(slug);
      }),
    );
  });

  it('does not depend on case, on how accents are encoded, or on apostrophes', () => {
    const written = fc.constantFrom(
      (name: string) => name.normalize('NFD'),
      (name: string) => name.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
      (name: string) => [...name].join('’'),
      (name: string) => ` - ${name}! `,
    );
    fc.assert(
      fc.property(displayNames(), written, (name, write) => {
        expect(slugFromName(write(name), foldLatin)).toBe(slugFromName(name, foldLatin));
      }),
    );
  });

  it('has as many whole words of the name as fit', () => {
    fc.assert(
      fc.property(longNames, (name) => {
        const words = name.split(' ');
        const fitting = words.filter(
          (_word, index) => words.slice(0, index + 1).join('-').length <= 39,
        );
        const slug = fitting.join('-');
        expect(slugFromName(name, foldLatin)).toBe(/^[0-9]+$/.test(slug) ? `org-${slug}` : slug);
      }),
    );
  });
});

describe('the slug candidates', () => {
  it('are at most six different slugs, and the last one is random', () => {
    fc.assert(
      fc.property(fc.option(bases), suffixes, (base, suffix) => {
        const candidates = slugCandidates(base, suffix, reservedSlugs);
        expect(candidates.map(slugFault).filter((fault) => fault !== null)).toEqual([]);
        expect(new Set(candidates).size).toBe(candidates.length);
        expect(candidates.length).toBeLessThanOrEqual(6);
        expect(candidates.at(-1)?.endsWith(`-${suffix}`)).toBe(true);
      }),
    );
  });

  it('are never reserved slugs', () => {
    const reserving = fc.tuple(bases, suffixes, fc.subarray([0, 1, 2, 3, 4]));
    fc.assert(
      fc.property(reserving, ([base, suffix, picked]) => {
        const all = slugCandidates(base, suffix, new Set());
        const reserved = new Set<string>(
          all.slice(0, -1).filter((_slug, index) => picked.includes(index)),
        );
        const candidates = slugCandidates(base, suffix, reserved);
        expect(candidates).toEqual(all.filter((slug) => !reserved.has(slug)));
      }),
    );
  });

  it('are enough for twenty organizations with one name', () => {
    const draws = fc.uniqueArray(suffixes, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(fc.option(bases), draws, (base, suffixesDrawn) => {
        const taken: Slug[] = [];
        for (const suffix of suffixesDrawn) {
          taken.push(pickFreeSlug(slugCandidates(base, suffix, reservedSlugs), taken));
        }
        expect(new Set(taken).size).toBe(20);
        expect(taken.filter((slug) => slugFault(slug) !== null || reservedSlugs.has(slug))).toEqual(
          [],
        );
      }),
    );
  });
});

describe('the picked slug', () => {
  it('is a candidate that is not taken, unless all are taken', () => {
    const pool = fc.uniqueArray(slugs(), { minLength: 1, maxLength: 6 });
    const choices = pool.chain((candidates) =>
      fc.tuple(fc.constant(candidates), fc.subarray(candidates)),
    );
    fc.assert(
      fc.property(choices, ([candidates, taken]) => {
        const free = pickFreeSlug(candidates, taken);
        const left = candidates.filter((slug) => !taken.includes(slug));
        expect(free).toBe(left[0] ?? candidates.at(-1));
      }),
    );
  });
});
