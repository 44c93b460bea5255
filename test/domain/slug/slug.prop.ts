// Properties of slugs, for any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSlug, slugFault } from '../../../src/domain/slug/slug.js';
import { slugs } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

const lettersAndDigits = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** The same rule, implemented again without a pattern. */
function isSlug(text: string): boolean {
  const words = text.split('-');
  const letters = [...words.join('')];
  return (
    text.length <= 39 &&
    words.every((word) => word !== '') &&
    letters.every((letter) => lettersAndDigits.includes(letter)) &&
    (words.length > 1 || letters.some((letter) => !'0123456789'.includes(letter)))
  );
}

const nearSlugs = fc.string({
  unit: fc.constantFrom('a', 'z', '0', '9', '5', '-', 'A', '.', '_', '\n'),
  maxLength: 42,
});
const almostSlugs = fc.string({ unit: fc.constantFrom('a', '0', '1', '-'), maxLength: 42 });

describe('a slug', () => {
  it('is letters, digits and single hyphens between them', () => {
    fc.assert(
      fc.property(fc.oneof(almostSlugs, nearSlugs, slugs(), anyText()), (text) => {
        expect(slugFault(text) === null).toBe(isSlug(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never changed by parsing', () => {
    fc.assert(
      fc.property(fc.oneof(almostSlugs, anyText(), slugs()), fc.boolean(), (text, isReserved) => {
        const slug = parseSlug(text, new Set(isReserved ? [text] : []), []);
        const reason = slugFault(text);
        if (slug.ok) expect([slug.value, reason, isReserved]).toEqual([text, null, false]);
        else expect(slug.refusal.code).toBe(reason === null ? 'slug_reserved' : 'slug_invalid');
      }),
    );
  });
});
