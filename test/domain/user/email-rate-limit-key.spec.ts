// The key by which rate limits count addresses: the known variants of one address share a key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmail, rateLimitEmailKeyOf } from '../../../src/domain/user/email.js';
import { emails } from '../../../src/testing/arbitraries/index.js';
import { toEmail } from '../support/samples.js';

function keyOf(text: string): string {
  return rateLimitEmailKeyOf(toEmail(text).key);
}

describe('the rate-limit key of an email address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada@Example.COM', 'ada@example.com'],
    ['ada+guild@example.com', 'ada@example.com'],
    ['ada+guild+labs@example.com', 'ada@example.com'],
    ['ada+@example.com', 'ada@example.com'],
    ['a.d.a@example.com', 'a.d.a@example.com'],
    ['a.d.a@gmail.com', 'ada@gmail.com'],
    ['A.D.A+guild.labs@GMAIL.com', 'ada@gmail.com'],
    ['a.d.a+x@googlemail.com', 'ada@gmail.com'],
    ['ada@googlemail.com', 'ada@gmail.com'],
    ['ada@mail.gmail.com', 'ada@mail.gmail.com'],
    ['a.da@gmail.com.example.com', 'a.da@gmail.com.example.com'],
    ['a.da@notgmail.com', 'a.da@notgmail.com'],
    ['ada@Bücher.de', 'ada@xn--bcher-kva.de'],
    ['ада+x@пример.рф', 'ада@xn--e1afmkfd.xn--p1ai'],
    ['𠮷+x@example.com', '𠮷@example.com'],
  ])('of %s is %s', (text, key) => {
    expect(keyOf(text)).toBe(key);
  });

  it.each([
    ['+tag@example.com', '+tag@example.com'],
    ['+@example.com', '+@example.com'],
    ['++@example.com', '+@example.com'],
    ['+tag+more@example.com', '+tag@example.com'],
    ['+.a@gmail.com', '+a@gmail.com'],
    ['a.+b@gmail.com', 'a@gmail.com'],
    ['a.+b@example.com', 'a.@example.com'],
    ['+.+.+@gmail.com', '+@gmail.com'],
  ])('of %s, which begins or ends with a removed part, has a local part: %s', (text, key) => {
    expect(keyOf(text)).toBe(key);
  });

  it('does not exist for a local part of dots only, because the address is not valid', () => {
    for (const text of ['.@gmail.com', '...@gmail.com', '.+x@gmail.com']) {
      expect(parseEmail(text, []).ok).toBe(false);
    }
  });

  const tags = fc.stringMatching(/^[a-z0-9+_-]{0,8}$/);
  const gmails = fc
    .tuple(
      fc.array(fc.constantFrom(...'abcxyz019+'), { minLength: 1, maxLength: 8 }),
      fc.constantFrom('', '.'),
      fc.constantFrom('gmail.com', 'googlemail.com', 'GMail.com', 'gmail.example.com'),
    )
    .map(([letters, dot, domain]) => toEmail(`${letters.join(dot)}@${domain}`));
  const all = fc.oneof(emails(), gmails);

  it('is the same for any tag', () => {
    fc.assert(
      fc.property(all, tags, ({ key }, tag) => {
        const at = key.lastIndexOf('@');
        const tagged = parseEmail(`${key.slice(0, at)}+${tag}${key.slice(at)}`, []);
        if (tagged.ok) expect(rateLimitEmailKeyOf(tagged.value.key)).toBe(rateLimitEmailKeyOf(key));
      }),
    );
  });

  it('is its own rate-limit key, if it is an address', () => {
    let addresses = 0;
    fc.assert(
      fc.property(all, ({ key }) => {
        const again = parseEmail(rateLimitEmailKeyOf(key), []);
        if (!again.ok) return;
        addresses += 1;
        expect(rateLimitEmailKeyOf(again.value.key)).toBe(rateLimitEmailKeyOf(key));
      }),
      { numRuns: 300 },
    );
    expect(addresses).toBeGreaterThan(200);
  });

  it('always has a local part and the domain, and Gmail has one domain', () => {
    fc.assert(
      fc.property(all, ({ key }) => {
        const parts = rateLimitEmailKeyOf(key).split('@');
        const domain = key.slice(key.lastIndexOf('@') + 1);
        expect(parts).toHaveLength(2);
        expect(parts[0]).not.toBe('');
        expect(parts[1]).toBe(domain === 'googlemail.com' ? 'gmail.com' : domain);
      }),
      { numRuns: 500 },
    );
  });

  it('is shared by other addresses only if they differ by tags', () => {
    const locals = fc.stringMatching(/^[a-c.]{1,4}$/);
    fc.assert(
      fc.property(locals, locals, (one, other) => {
        const [first, second] = [one, other].map((local) => parseEmail(`${local}@example.com`, []));
        if (!first?.ok || !second?.ok) return;
        const isSame =
          rateLimitEmailKeyOf(first.value.key) === rateLimitEmailKeyOf(second.value.key);
        expect(isSame).toBe(one === other);
      }),
      { numRuns: 300 },
    );
  });
});
