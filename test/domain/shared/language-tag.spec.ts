// Valid and invalid language tags.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLanguageTag } from '../../../src/domain/shared/language-tag.js';
import { languageTags } from '../../../src/testing/arbitraries/index.js';
import { anyText, toAsciiText } from '../support/random-texts.js';

const named = (texts: readonly string[]) => texts.map((text) => [toAsciiText(text), text] as const);

describe('a language tag', () => {
  it.each(
    named([
      'en',
      'de',
      'haw',
      'pt-BR',
      'PT-br',
      'zh-Hant-TW',
      'de-CH-1901',
      'sl-rozaj-biske-1994',
      'es-419',
      'en-a-bbb-x-a-ccc',
      `abcdefgh-${'a'.repeat(8)}-${'b'.repeat(8)}-12345678`,
    ]),
  )('can be %s and is not changed', (_shown, text) => {
    expect(parseLanguageTag(text, [])).toEqual({ ok: true, value: text });
  });

  it.each(
    named([
      '',
      'e',
      'en-a',
      'en-u',
      'de-1901-1901',
      'x-private',
      'en-',
      '-en',
      'en--GB',
      'en_GB',
      'en GB',
      ' en',
      'en\n',
      'en\0',
      'ën',
      'еn',
      '12',
      '4en',
      'abcdefghi',
      'en-abcdefghi',
      'en-<b>',
      "en'",
      'en;q=0.8',
      'en,de',
      '*',
      '../../etc',
      `abcdefgh-${'a'.repeat(8)}-${'b'.repeat(8)}-12345678-x`,
      'a'.repeat(10_000_000),
      `en${'-a'.repeat(5_000_000)}`,
      'undefined',
      '__proto__',
    ]),
  )('is not %s', (_shown, text) => {
    expect(parseLanguageTag(text, []).ok).toBe(false);
  });

  it('is refused at its path, with a message that does not repeat it', () => {
    const path = ['invitations', 2, 'language'];
    const message = 'this is not a language tag; write it like en or pt-BR';
    expect(parseLanguageTag('Deutsch!', path)).toEqual({
      ok: false,
      refusal: {
        code: 'invalid_input',
        path,
        issues: [{ code: 'language', path, message }],
      },
    });
  });

  it('is safe in an HTML attribute and in a mail header', () => {
    fc.assert(
      fc.property(fc.oneof(languageTags(), anyText(12)), (text) => {
        const tag = parseLanguageTag(text, []);
        if (tag.ok) expect(tag.value).toMatch(/^[A-Za-z0-9-]{2,35}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});
