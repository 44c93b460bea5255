// Valid and invalid email addresses, and which of them are the same.
import { describe, expect, it } from 'vitest';
import { emailOrThrow, localPartOf, parseEmail } from '../../../src/domain/user/email.js';
import { toAsciiText } from '../support/random-texts.js';
import { toEmail } from '../support/samples.js';

const named = (texts: readonly string[]) => texts.map((text) => [toAsciiText(text), text] as const);

/** An address of exactly `octets` octets, with a local part and labels of maximum length. */
function addressOfOctets(octets: number): string {
  const local = 'a'.repeat(64);
  const labels = 'b'.repeat(63);
  const last = octets - local.length - 1 - 2 * (labels.length + 1) - '.com'.length;
  return `${local}@${labels}.${labels}.${'c'.repeat(last)}.com`;
}

describe('an email address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com', 'ada@example.com'],
    ['  ada@example.com\n', 'ada@example.com', 'ada@example.com'],
    ['Ada.Lovelace@Example.COM', 'Ada.Lovelace@Example.COM', 'ada.lovelace@example.com'],
    ['ada+guild@example.com', 'ada+guild@example.com', 'ada+guild@example.com'],
    ['a.d.a@gmail.com', 'a.d.a@gmail.com', 'a.d.a@gmail.com'],
    ["O'Brien@example.com", "O'Brien@example.com", "o'brien@example.com"],
    ['ada@Bücher.de', 'ada@Bücher.de', 'ada@xn--bcher-kva.de'],
    ['ada@bu\u0308cher.de', 'ada@bücher.de', 'ada@xn--bcher-kva.de'],
    ['ada@XN--BCHER-KVA.de', 'ada@XN--BCHER-KVA.de', 'ada@xn--bcher-kva.de'],
    ['ada@ｅｘａｍｐｌｅ.com', 'ada@ｅｘａｍｐｌｅ.com', 'ada@example.com'],
    ['ада@пример.рф', 'ада@пример.рф', 'ада@xn--e1afmkfd.xn--p1ai'],
    ['用户@例え.jp', '用户@例え.jp', '用户@xn--r8jz45g.jp'],
    ['Jose\u0301@example.com', 'José@example.com', 'josé@example.com'],
    ['W\u030a@example.com', 'W\u030a@example.com', '\u1e98@example.com'],
    ['x@a.bc', 'x@a.bc', 'x@a.bc'],
    [
      "!#$%&'*+/=?^_`{|}~-@example.com",
      "!#$%&'*+/=?^_`{|}~-@example.com",
      "!#$%&'*+/=?^_`{|}~-@example.com",
    ],
  ])('%j is stored as %j with the key %j', (text, address, key) => {
    expect(parseEmail(text, [])).toEqual({ ok: true, value: { address, key } });
  });

  it.each([
    ['É@example.com', 'é@example.com'],
    ['ПОЧТА@example.com', 'почта@example.com'],
    ['İ@example.com', 'i@example.com'],
    ['ı@example.com', 'i@example.com'],
    ['ſ@example.com', 's@example.com'],
    ['ß@example.com', 'ss@example.com'],
    ['ｊohn@example.com', 'john@example.com'],
    ['jоhn@example.com', 'john@example.com'],
    ['ada+guild@gmail.com', 'ada@gmail.com'],
    ['a.da@gmail.com', 'ada@gmail.com'],
    ['ada@faß.de', 'ada@fass.de'],
    ['ada@exаmple.com', 'ada@example.com'],
  ])('%s has another key than %s', (one, other) => {
    expect(toEmail(one).key).not.toBe(toEmail(other).key);
  });

  it('has an ASCII letter in its key if the letter is ASCII in NFC', () => {
    // In NFC, the kelvin sign becomes the letter K.
    expect(toEmail('\u212aurt@example.com').key).toBe('kurt@example.com');
  });

  it.each(
    named([
      '',
      ' ',
      'ada',
      '@',
      '@example.com',
      'ada@',
      'ada@example',
      'ada@localhost',
      'a@b@example.com',
      'ada@@example.com',
      'ada@example@com',
      '.ada@example.com',
      'ada.@example.com',
      'a..da@example.com',
      'ada lovelace@example.com',
      'ada@exam ple.com',
      '"ada"@example.com',
      '"ada lovelace"@example.com',
      'ada\\@x@example.com',
      'ada(comment)@example.com',
      'Ada <ada@example.com>',
      'ada@example.com,eve@evil.com',
      'ada@example.com;eve@evil.com',
      'ada@example.com\r\nBcc: eve@evil.com',
      'ada\r\nBcc:eve@evil.com',
      'ada\n@example.com',
      'ada@example.com\nX-Evil: 1',
      'ada\0@example.com',
      'ada@example.com\0',
      'a\u200bda@example.com',
      'ada@exam\u200bple.com',
      'a\u00adda@example.com',
      'a\u202eda@example.com',
      '\u3164@example.com',
      'ada＠example.com',
      'ada@example．com',
      'ada@example。com',
      'ada@.example.com',
      'ada@example..com',
      'ada@example.com.',
      'ada@-example.com',
      'ada@example-.com',
      'ada@exam_ple.com',
      'ada@example.c',
      'ada@example.123',
      'ada@127.0.0.1',
      'ada@0x7f.1',
      'ada@[127.0.0.1]',
      'ada@[IPv6:::1]',
      'ada@example.com:25',
      'ada@example.com/x',
      'ada@example.com?x',
      'ada@user:password@example.com',
      'ada@%65xample.com',
      '🚀@example.com',
      'ad\ud800a@example.com',
      'ada@exam\udc00ple.com',
      `${'a'.repeat(65)}@example.com`,
      `${'é'.repeat(33)}@example.com`,
      `ada@${'b'.repeat(64)}.com`,
      'x'.repeat(10_000_000),
      `${'a.'.repeat(5_000_000)}@example.com`,
      'undefined',
      '[object Object]',
    ]),
  )('cannot be %s', (_shown, text) => {
    expect(parseEmail(text, []).ok).toBe(false);
  });

  it('has at most 254 octets, 64 of them before the @', () => {
    expect(addressOfOctets(254)).toHaveLength(254);
    expect(parseEmail(addressOfOctets(254), []).ok).toBe(true);
    expect(parseEmail(addressOfOctets(255), []).ok).toBe(false);
    expect(parseEmail(`${'a'.repeat(64)}@example.com`, []).ok).toBe(true);
    expect(parseEmail(`${'é'.repeat(32)}@example.com`, []).ok).toBe(true);
  });

  it('has at most 254 octets in its key as well, where a domain grows', () => {
    const local = 'é'.repeat(30);
    expect(parseEmail(`${local}@${'é.'.repeat(22)}com`, []).ok).toBe(true);
    expect(parseEmail(`${local}@${'é.'.repeat(27)}com`, []).ok).toBe(false);
  });

  it('is refused at its path, with a message that does not repeat it', () => {
    expect(parseEmail('ada', ['rows', 2, 'email'])).toEqual({
      ok: false,
      refusal: {
        code: 'invalid_input',
        path: ['rows', 2, 'email'],
        issues: [
          {
            code: 'email',
            path: ['rows', 2, 'email'],
            message:
              'this is not an email address that mail can be sent to; write it like name@example.com',
          },
        ],
      },
    });
  });

  it('from our own code throws if it is not valid', () => {
    expect(emailOrThrow('Gone@Example.com')).toEqual({
      address: 'Gone@Example.com',
      key: 'gone@example.com',
    });
    expect(() => emailOrThrow('gone')).toThrow(new Error('"gone" is not a valid email address'));
  });

  it('has a local part that ends at the last @', () => {
    expect(localPartOf(toEmail('Ada.Lovelace+x@example.com').address)).toBe('Ada.Lovelace+x');
  });
});
