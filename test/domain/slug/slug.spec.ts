// Valid, invalid and reserved slugs.
import { describe, expect, it } from 'vitest';
import { reservedSlugs } from '../../../src/domain/slug/reserved-slugs.js';
import { parseSlug, slugOrThrow } from '../../../src/domain/slug/slug.js';
import { toAsciiText } from '../support/random-texts.js';

function reasonOf(text: string): string | null {
  const slug = parseSlug(text, reservedSlugs, ['slug']);
  if (slug.ok) return null;
  return slug.refusal.code === 'slug_invalid' ? slug.refusal.reason : slug.refusal.code;
}

describe('a slug from input', () => {
  it.each(['a', '7-eleven', 'mentra-labs', 'x1', '2600-org', 'a-b-c-d', 'xn-x', 'a'.repeat(39)])(
    'can be %s and is not changed',
    (text) => {
      expect(parseSlug(text, reservedSlugs, ['slug'])).toEqual({ ok: true, value: text });
    },
  );

  it.each([
    ['empty', ''],
    ['too_long', 'a'.repeat(40)],
    ['too_long', '-'.repeat(300)],
    ['too_long', 'a'.repeat(10_000_000)],
    ['only_digits', '0'],
    ['only_digits', '2024'],
    ['only_digits', '9'.repeat(39)],
    ['like_an_id', 'aaaaaaaaaaaaaaaaaaaaaaaa'],
    ['like_an_id', '65f1c0ffee65f1c0ffee65f1'],
    ['like_an_id', '123e4567-e89b-12d3-a456-426614174000'],
    ['like_an_id', '123e4567e89b12d3a456426614174000'],
  ])('is refused as %s: %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it.each(
    [
      'Mentra',
      'mentra labs',
      'mentra_labs',
      'mentra.labs',
      '..',
      '.',
      '-',
      '-mentra',
      'mentra-',
      'mentra--labs',
      'xn--80ak6aa92e',
      'mentra/labs',
      'mentra%20',
      'mentra\n',
      '\nmentra',
      'mentra\0',
      ' mentra',
      'mentra ',
      'men\u200btra',
      'mеntra',
      'ｍentra',
      'ſ',
      'K',
      'ı',
      '日本',
      '🚀',
      '\ud800',
      '__proto__',
      '２０２４',
    ].map((text) => [toAsciiText(text), text]),
  )('is refused because of its format: %s', (_shown, text) => {
    expect(reasonOf(text)).toBe('form');
  });

  it('is refused if it is reserved, and only as a whole word', () => {
    expect(parseSlug('api', reservedSlugs, ['slug'])).toEqual({
      ok: false,
      refusal: { code: 'slug_reserved', path: ['slug'] },
    });
    expect(reasonOf('api-lab')).toBeNull();
    expect(reasonOf('the-admin')).toBeNull();
    expect(reasonOf('mentra-labs')).toBeNull();
    expect(parseSlug('mentra-labs', new Set(['mentra-labs']), []).ok).toBe(false);
  });

  it('is refused with its code, the path of the input and the reason', () => {
    expect(parseSlug('Mentra', reservedSlugs, ['organization', 'slug'])).toEqual({
      ok: false,
      refusal: { code: 'slug_invalid', path: ['organization', 'slug'], reason: 'form' },
    });
  });
});

describe('a slug from our own code', () => {
  it('throws if it is not valid', () => {
    expect(slugOrThrow('mentra-labs')).toBe('mentra-labs');
    expect(slugOrThrow('api')).toBe('api');
    expect(() => slugOrThrow('Mentra')).toThrow('"Mentra" is not a valid slug: form');
  });
});
