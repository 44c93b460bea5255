// Properties of email addresses and their keys, for any text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EmailWithKey,
  emailKeyPrefix,
  localPartOf,
  parseEmail,
} from '../../../src/domain/user/email.js';
import { emails } from '../../../src/testing/arbitraries/index.js';
import { anyText, withCaseFlipped } from '../support/random-texts.js';

function read(text: string): EmailWithKey | null {
  const email = parseEmail(text, []);
  return email.ok ? email.value : null;
}

const octets = (text: string) => new TextEncoder().encode(text).length;

/** Letters and marks. Some combinations have a composed form in only one case. */
const marked = fc
  .array(
    fc.tuple(
      fc.constantFrom(...'WJHTYAwjhtya'),
      fc.constantFrom('', '\u030a', '\u030c', '\u0331', '\u0308'),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((letters) => `${letters.flat().join('')}@Example.com`);
/** Domains that become longer in ASCII, some of them too long. */
const growing = fc
  .tuple(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 40 }))
  .map(([local, labels]) => `${'é'.repeat(local)}@${'é.'.repeat(labels)}com`);
const nearEmails = fc
  .tuple(
    anyText(12),
    fc.constantFrom('@', '@', '@', '＠', '', '@@'),
    fc.oneof(anyText(8), fc.constantFrom('example', 'a.b')),
    fc.constantFrom('.com', '.example', '', '.'),
  )
  .map((parts) => parts.join(''));
const simpleEmails = fc.stringMatching(
  /^[A-Za-z0-9.+'_-]{1,12}@[A-Za-z0-9.-]{1,12}\.[A-Za-z]{2,6}$/,
);
const texts = fc.oneof(
  emails().map(({ address }) => address),
  marked,
  growing,
  nearEmails,
  simpleEmails,
);

function forEachAccepted(check: (email: EmailWithKey, text: string) => void, least: number): void {
  let accepted = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const email = read(text);
      if (email === null) return;
      accepted += 1;
      check(email, text);
    }),
    { numRuns: 1_000 },
  );
  expect(accepted).toBeGreaterThan(least);
}

/** ASCII domains, some of which are no valid encoded names. */
const asciiDomains = fc
  .array(fc.stringMatching(/^(xn--|XN--|a{60}|)[a-zA-Z0-9-]{0,5}$/), { minLength: 1, maxLength: 4 })
  .map((labels) => labels.join('.'));

describe('an email address', () => {
  it('has in its key the domain that the URL parser of the platform has', () => {
    const accepted = new Set<boolean>();
    fc.assert(
      fc.property(asciiDomains, (domain) => {
        const email = read(`ada@${domain}`);
        accepted.add(email !== null);
        if (email === null) return;
        expect(email.key).toBe(`ada@${new URL(`http://${domain}`).hostname}`);
      }),
      { numRuns: 5_000 },
    );
    expect(accepted.size).toBe(2);
  });

  it('is stored as its owner wrote it, trimmed and in NFC', () => {
    forEachAccepted(({ address }, text) => {
      expect(address).toBe(text.trim().normalize('NFC'));
    }, 300);
  });

  it('is safe in a mail header and in a list of recipients', () => {
    forEachAccepted(({ address, key }) => {
      for (const text of [address, key]) {
        expect(text.split('@')).toHaveLength(2);
        expect(text).not.toMatch(/[\p{C}\s<>()[\]\\,;:"]/u);
        expect(octets(text)).toBeLessThanOrEqual(254);
      }
      expect(octets(localPartOf(address))).toBeLessThanOrEqual(64);
    }, 300);
  });

  it('has one key, which is an address with the same key', () => {
    forEachAccepted(({ address, key }) => {
      expect(read(address)).toEqual({ address, key });
      expect(read(key)).toEqual({ address: key, key });
    }, 300);
  });

  it('is found by each of its beginnings, up to the domain, and after it by whole labels', () => {
    forEachAccepted(({ address, key }, text) => {
      expect(emailKeyPrefix(text)).toBe(key);
      const characters = [...address];
      const isCut = (end: number) =>
        end <= characters.lastIndexOf('@') + 1
          ? !/^\p{M}/u.test(characters[end] ?? '')
          : characters[end - 1] === '.';
      for (const end of characters.keys())
        if (isCut(end))
          expect(key.startsWith(emailKeyPrefix(characters.slice(0, end).join('')))).toBe(true);
    }, 300);
  });

  it('has a domain of lower-case ASCII in its key, and no upper-case ASCII letter anywhere', () => {
    forEachAccepted(({ key }) => {
      expect(key).toMatch(/^[^A-Z]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/);
      expect(key.normalize('NFC')).toBe(key);
    }, 300);
  });

  it('has a key with all non-ASCII characters of its local part', () => {
    const outsideAscii = (text: string) => text.replace(/\p{ASCII}/gu, '');
    fc.assert(
      fc.property(emails(), ({ address, key }) => {
        const [local = ''] = key.split('@');
        expect(outsideAscii(local)).toBe(outsideAscii(localPartOf(address)));
        expect(local.toUpperCase()).toBe(localPartOf(address).toUpperCase());
      }),
    );
  });

  it('has the same key in any case of its ASCII letters, any normal form, and with space around', () => {
    const flips = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
    const forms = fc.constantFrom('NFC', 'NFD');
    const samples = fc.oneof(
      emails().map(({ address }) => address),
      marked,
    );
    fc.assert(
      fc.property(samples, flips, forms, (address, flipped, form) => {
        const written = ` ${withCaseFlipped(address.normalize('NFC'), flipped).normalize(form)}\t`;
        expect(read(written)?.key).toBe(read(address)?.key);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with one issue at the given path, never with an exception', () => {
    const paths = fc.array(fc.oneof(fc.string(), fc.nat()), { maxLength: 3 });
    fc.assert(
      fc.property(anyText(300), paths, (text, path) => {
        const email = parseEmail(text, path);
        if (email.ok) return;
        const { code, issues } = email.refusal;
        expect([code, email.refusal.path, issues.map((issue) => issue.path)]).toEqual([
          'invalid_input',
          path,
          [path],
        ]);
      }),
    );
  });
});
