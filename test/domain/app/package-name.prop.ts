// Properties of package names, for any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageNameFault, parsePackageName } from '../../../src/domain/app/package-name.js';
import { packageNames } from '../../../src/testing/arbitraries/package-names.js';
import { anyText } from '../support/random-texts.js';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** The same rule, implemented again without a pattern. */
function isPackageName(text: string): boolean {
  const segments = text.split('.');
  return (
    text.length <= 200 &&
    segments.length > 1 &&
    segments.every(
      ([first, ...rest]) =>
        first !== undefined &&
        letters.includes(first) &&
        rest.every((sign) => `${letters}0123456789_`.includes(sign)),
    )
  );
}

const nearNames = fc.string({
  unit: fc.constantFrom('a', 'z', 'b', '.', '0', '9', '_', 'A', '-', '\n'),
  maxLength: 12,
});
const almostNames = fc.string({ unit: fc.constantFrom('a', 'b', '1', '_', '.'), maxLength: 205 });

describe('a package name', () => {
  it('is two or more segments of letters, digits and underscores that each begin with a letter', () => {
    fc.assert(
      fc.property(fc.oneof(nearNames, almostNames, packageNames(), anyText()), (text) => {
        expect(packageNameFault(text) === null).toBe(isPackageName(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is reserved by every prefix of whole segments, and by no other', () => {
    fc.assert(
      fc.property(packageNames(), fc.nat(), (name, place) => {
        const segments = name.split('.');
        const prefix = segments.slice(0, 1 + (place % segments.length)).join('.');
        expect(parsePackageName(name, [prefix], [])).toMatchObject({
          ok: false,
          refusal: { reason: 'reserved' },
        });
        expect(parsePackageName(`${name}x`, [name], []).ok).toBe(true);
      }),
    );
  });
});
