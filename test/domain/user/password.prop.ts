// Which passwords are accepted, and what is left of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  maxPasswordLength,
  minPasswordLength,
  parsePassword,
} from '../../../src/domain/user/password.js';

const issueCodesOf = (text: string) => {
  const parsed = parsePassword(text, ['password']);
  return parsed.ok ? [] : parsed.refusal.issues.map(({ code }) => code);
};

describe('a password', () => {
  it('is accepted with 8 to 256 characters of any kind, and is its NFC', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anyText, (text) => {
        const { length } = [...text.normalize('NFC')];
        const parsed = parsePassword(text, []);
        expect(parsed.ok).toBe(length >= minPasswordLength && length <= maxPasswordLength);
        if (parsed.ok) expect(parsed.value).toBe(text.normalize('NFC'));
      }),
    );
  });

  it.each([
    ['seven characters of two units each', '😀'.repeat(7), ['too_short']],
    ['eight', '😀'.repeat(8), []],
    ['eight times U+0000', '\0'.repeat(8), []],
    ['256 emoji', '😀'.repeat(256), []],
    ['256 letters of two code points in NFD', 'é'.normalize('NFD').repeat(256), []],
    ['257 letters', 'x'.repeat(257), ['too_long']],
    ['a million letters', 'x'.repeat(1_000_000), ['too_long']],
    ['half of a character', 'correct horse \udc00', ['ill_formed']],
  ])('of %s', (_what, text, codes) => {
    expect(issueCodesOf(text)).toEqual(codes);
  });

  it('is in no message', () => {
    const parsed = parsePassword('hunter2', ['password']);
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
    expect(parsed).toMatchObject({ refusal: { path: ['password'] } });
  });
});
