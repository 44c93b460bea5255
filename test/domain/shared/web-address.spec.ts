// Web addresses in names and in profiles.
import { describe, expect, it } from 'vitest';
import {
  containsWebAddress,
  type HasPublicSuffix,
  hasCommonSuffix,
  parseWebAddress,
} from '../../../src/domain/shared/web-address.js';
import { toAsciiText } from '../support/random-texts.js';

const named = (texts: readonly string[]) => texts.map((text) => [toAsciiText(text), text] as const);

describe('a web address in a name', () => {
  it.each(
    named([
      'evil.com',
      'EVIL.COM',
      'win at evil.example now',
      'visit evil.com',
      'evil.com.',
      'evil.com, inc',
      '(evil.com)',
      '«evil.com»',
      '“evil.com”',
      '*evil.com*',
      "evil.com's prizes",
      'evil.com?claim=1',
      'evil.com#claim',
      'evil.com!now',
      'evil.com&friends',
      'evil.com/claim',
      'evil.com:8080',
      'evil.com|x',
      'see:evil.com',
      'my_evil.com',
      'a+evil.com',
      '🚀evil.com🚀',
      'evil.com\ufe0f',
      'someone@evil.com',
      'a.b.c.evil.com',
      'xn--80ak6aa92e.com',
      'bücher.de',
      'evil.\ufe0fcom',
      'ｅｖｉｌ．ｃｏｍ',
      'evil。com',
      'evil｡com',
      'evil․com',
      'http://x',
      'HTTPS://X',
      'ftp://x',
      'hxxp://x',
      '//evil.com',
      'https:evil.com',
      'www.mentra',
      'WWW.mentra',
      'go www.x',
      'mailto:x',
      'javascript:alert(1)',
      'data:text/html,x',
      'mentra.localhost',
      'mentra.test',
      'mentra.onion',
    ]),
  )('is found in %s', (_shown, text) => {
    expect(containsWebAddress(text, hasCommonSuffix)).toBe(true);
  });

  it.each(
    named([
      'Mentra',
      'St.Gallen',
      'L.D. College',
      'Yahoo! Inc.',
      'A.C.M.E.',
      'A.C.M.E. Corp.',
      'T.G.I. Friday’s',
      'Node.js Foundation',
      'Dr.Strange',
      'v1.2.3',
      '1.000.000 Ideas',
      'com',
      'example',
      '.com Pioneers',
      'Dot. Com',
      'wwwhat',
      'Awww. Cute',
      'Big Data: a Love Story',
      'Mailto: the Magazine',
      'Either/Or',
      'Ratio 3:4',
      'a@b',
      '...',
      '.',
      '',
    ]),
  )('is not found in %s', (_shown, text) => {
    expect(containsWebAddress(text, hasCommonSuffix)).toBe(false);
  });

  it('is a host with a public suffix of the given list', () => {
    const asked: string[] = [];
    const gallen: HasPublicSuffix = (host) => {
      asked.push(host);
      return host.endsWith('.gallen');
    };
    expect(containsWebAddress('University of St.Gallen!', gallen)).toBe(true);
    expect(asked).toEqual(['st.gallen']);
    expect(containsWebAddress('evil.com', gallen)).toBe(false);
    const india: HasPublicSuffix = (host) => host.endsWith('.இந்தியா');
    expect(containsWebAddress('(சென்னை.இந்தியா)', india)).toBe(true);
  });
});

describe('a web address in a name, whatever counts as a public suffix,', () => {
  const anySuffix: HasPublicSuffix = () => true;

  it.each([
    'L.D.College of Engineering',
    'A.C.M.E.Institute',
    'Acme Pvt.Ltd.',
    'Acme Co.Ltd',
    'Muster GmbH & Co.KG',
    'Grupo Acme S.A.de C.V.',
  ])('is not initials or a legal form: %s', (name) => {
    expect(containsWebAddress(name, anySuffix)).toBe(false);
  });

  it.each(['Acme.Ltd', 'A.College', 'L.D.college', 'x.co.kg'])('is found in %s', (name) => {
    expect(containsWebAddress(name, anySuffix)).toBe(true);
  });
});

describe('hasCommonSuffix', () => {
  it('accepts only the common endings', () => {
    expect(['evil.com', 'x.org', 'a.b.io', 'x.DE'].filter(hasCommonSuffix)).toHaveLength(4);
    expect(['st.gallen', 'node.js', 'a.c.m.e'].filter(hasCommonSuffix)).toEqual([]);
  });
});

describe('a web address in a profile', () => {
  const addressOf = (text: string) => {
    const address = parseWebAddress(text, ['website']);
    return address.ok ? address.value : null;
  };

  it.each([
    ['https://mentra.glass', 'https://mentra.glass/'],
    ['http://mentra.glass/labs?x=1#top', 'http://mentra.glass/labs?x=1#top'],
    ['  https://mentra.glass/ ', 'https://mentra.glass/'],
    ['HTTPS://MENTRA.GLASS/Labs', 'https://mentra.glass/Labs'],
    ['https://mentra.glass:8443/', 'https://mentra.glass:8443/'],
    ['https://example.com', 'https://example.com/'],
    ['https://bücher.de/ü', 'https://xn--bcher-kva.de/%C3%BC'],
    ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
  ])('can be %s and is stored as %s', (text, stored) => {
    expect(addressOf(text)).toBe(stored);
  });

  it.each(
    named([
      '',
      'mentra.glass',
      'https://',
      'https://mentra',
      'ftp://mentra.glass',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'mailto:x@mentra.glass',
      'https://user@mentra.glass',
      'https://user:password@mentra.glass',
      'https://:password@mentra.glass',
      'https://mentra.glass@evil.com',
      'https://127.0.0.1',
      'https://127.1',
      'https://2130706433',
      'https://0x7f000001',
      'https://0177.0.0.1',
      'https://１２７.0.0.1',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]',
      'https://[::ffff:127.0.0.1]',
      'https://localhost',
      'https://mentra.localhost',
      'https://mentra.local',
      'https://metadata.google.internal',
      'https://mentra.internal',
      'https://router.lan',
      'https://intranet.corp',
      'https://box.localdomain',
      'https://nas.home',
      'https://mentra.test',
      'https://mentra.invalid',
      'https://mentra.onion',
      'https://mentra.glass.',
      'https://a_b.com',
      'https://x..com',
      'https://-x.com',
      'https://x-.com',
      'https://mentra.glass/\u202e',
      'https://men\u200btra.glass',
      'https://men\ntra.glass',
      'https://mentra.glass/\ud800',
      `https://mentra.glass/${'x'.repeat(2_048)}`,
      `https://mentra.glass/${'ü'.repeat(2_000)}`,
      `https://${'x'.repeat(64)}.com`,
      'x'.repeat(10_000_000),
    ]),
  )('cannot be %s', (_shown, text) => {
    expect(addressOf(text)).toBeNull();
  });

  it('is refused at its path, with a message for people', () => {
    expect(parseWebAddress('mentra.glass', ['profile', 'website'])).toEqual({
      ok: false,
      refusal: {
        code: 'invalid_input',
        path: ['profile', 'website'],
        issues: [
          {
            code: 'url',
            path: ['profile', 'website'],
            message: 'this is not a web address; write it like https://example.com',
          },
        ],
      },
    });
  });

  it('has at most 2,048 characters', () => {
    const ofLength = (length: number) => 'https://mentra.glass/'.padEnd(length, 'x');
    expect(addressOf(ofLength(2_048))).toHaveLength(2_048);
    expect(addressOf(ofLength(2_049))).toBeNull();
  });
});
