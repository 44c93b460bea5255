// Versions and their order, compared with the semver library.
import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { compareVersions, parseAppVersion } from '../../../src/domain/app/app-version.js';
import { appVersions } from '../../../src/testing/arbitraries/app-versions.js';
import { anyText } from '../support/random-texts.js';
import { toAppVersion } from './support/app-samples.js';

/** Numbers with and without leading zeros, words, and other texts. */
const identifiers = fc.oneof(
  fc.nat(12).map(String),
  fc.constantFrom('00', '01', '007', '0a', '-', '--1', 'alpha', 'Beta', 'rc', 'a-b', '', '1_'),
);
const lists = fc.array(identifiers, { minLength: 1, maxLength: 3 }).map((all) => all.join('.'));
const nearVersions = fc
  .tuple(
    fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(12).map(String) }, identifiers), {
      minLength: 3,
      maxLength: 3,
    }),
    fc.option(lists, { nil: null }),
    fc.option(lists, { nil: null }),
  )
  .map(
    ([numbers, pre, build]) =>
      `${numbers.join('.')}${pre === null ? '' : `-${pre}`}${build === null ? '' : `+${build}`}`,
  );
const signs = fc.string({ unit: fc.constantFrom(...'0019.-+aZ'), maxLength: 12 });

describe('a version', () => {
  it('is valid exactly if the semver library accepts it', () => {
    fc.assert(
      fc.property(fc.oneof(nearVersions, signs), (text) => {
        expect(parseAppVersion(text)).toBe(semver.valid(text) === null ? null : text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is parsed from any text without an exception and never changed', () => {
    fc.assert(
      fc.property(anyText(80), (text) => {
        expect([null, text]).toContain(parseAppVersion(text));
      }),
    );
  });
});

/** Two versions, which often differ only after their numbers. */
const pairs = fc
  .tuple(appVersions(), appVersions(), fc.boolean())
  .map(
    ([a, b, isNear]) =>
      [a, isNear ? toAppVersion(b.replace(/^[0-9.]+/, numbersOf(a))) : b] as const,
  );

function numbersOf(version: string): string {
  return version.split(/[-+]/)[0] ?? '';
}

describe('the order of versions', () => {
  it('is the same as in the semver library', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(Math.sign(compareVersions(a, b))).toBe(semver.compare(a, b));
      }),
      { numRuns: 3_000 },
    );
  });

  it('compares whole numbers of any length', () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(
        digits,
        digits,
        fc.constantFrom('1.0.', '1.0.0-', '1.0.0-rc.'),
        (a, b, before) => {
          const order = compareVersions(
            toAppVersion(`${before}${a}`),
            toAppVersion(`${before}${b}`),
          );
          expect(Math.sign(order)).toBe(a < b ? -1 : Number(a > b));
        },
      ),
    );
  });

  it('is antisymmetric and transitive', () => {
    fc.assert(
      fc.property(appVersions(), appVersions(), appVersions(), (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
