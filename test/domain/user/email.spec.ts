import { describe, expect, it } from 'vitest';
import { localPartOf, emailOf as madeEmailOf, parseEmail } from '../../../src/domain/user/email.js';
import { emailOf } from '../support/samples.js';
import { shown } from '../support/texts.js';

const named = (texts: readonly string[]) => texts.map((text) => [shown(text), text] as const);

/** An address of exactly `octets`, its local part and every label as long as they may be. */
function addressOfOctets(octets: number): string {
  const local = 'a'.repeat(64);
  const labels = 'b'.repeat(63);
  const last = octets - local.length - 1 - 2 * (labels.length + 1) - '.com'.length;
  return `${local}@${labels}.${labels}.${'c'.repeat(last)}.com`;
}

describe('an e-mail address', () => {
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
  ])('%j is kept as %j and known as %j', (text, address, key) => {
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
  ])('%s is not %s', (one, other) => {
    expect(emailOf(one).key).not.toBe(emailOf(other).key);
  });

  it('is what an ASCII letter that looks different makes it', () => {
    // The sign for kelvin is the letter K in Unicode's own normal form.
    expect(emailOf('\u212aurt@example.com').key).toBe('kurt@example.com');
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
  )('is not %s', (_shown, text) => {
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

  it('is refused where it stands, with a sentence for people that does not repeat it', () => {
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
              'this is not an e-mail address that mail can be sent to; write it as name@example.com',
          },
        ],
      },
    });
  });

  it('that the rules themselves have made is one, or it is a fault', () => {
    expect(madeEmailOf('Gone@Example.com')).toEqual({
      address: 'Gone@Example.com',
      key: 'gone@example.com',
    });
    expect(() => madeEmailOf('gone')).toThrow(
      new Error('"gone" was made as an e-mail address and is none'),
    );
  });

  it('has a local part, which ends at the @', () => {
    expect(localPartOf(emailOf('Ada.Lovelace+x@example.com').address)).toBe('Ada.Lovelace+x');
  });
});
