// Web addresses in names and in profiles.
import { describe, expect, it } from 'vitest';
import { containsWebAddress, parseWebAddress } from '../../../src/domain/shared/web-address.js';
import { toAsciiText } from '../support/random-texts.js';

const named = (texts: readonly string[]) => texts.map((text) => [toAsciiText(text), text] as const);

describe('a web address in a name', () => {
  it.each(
    named([
      'http://x',
      'HTTPS://X',
      'ftp://x',
      'hxxp://x',
      'see:https://x',
      'https:evil.com',
      '//evil.com',
      'mailto:x',
      'Mailto:me@x',
      'javascript:alert(1)',
      'data:text/html,x',
      'data:,x',
      'tel:+49123',
      'bit.ly/x9',
      'evil.com/claim',
      'evil.com/\ufe0fclaim',
      '(evil.com/claim)',
      'evil.com:8080/claim',
      'my_evil.com/x',
      'Visit EVIL.ZIP/X now',
      'xn--80ak6aa92e.com/x',
      'bücher.de/x',
      'சென்னை.இந்தியா/x',
      '10.0.0.1/x',
      'evil.\ufe0fcom/x',
      'ｅｖｉｌ．ｃｏｍ／ｘ',
      'evil。com/x',
      'evil｡com/x',
      'evil․com/x',
      'someone@evil.com',
      'a:b@evil.com',
      'someone＠evil.com',
      '🚀@evil.com',
    ]),
  )('is found in %s', (_shown, text) => {
    expect(containsWebAddress(text)).toBe(true);
  });

  it.each(
    named([
      'Mentra',
      'St.Gallen',
      'L.D. College',
      'L.D.College of Engineering',
      'Irizar S.Coop.',
      'Praxis Dr.med. Roth',
      'Data:Lab',
      'Visit V.X.Click',
      'socket.io',
      'evil.com',
      'evil.com?claim=1',
      'www.mentra',
      'evil.com:8080',
      'Acme Pvt.Ltd.',
      'Muster GmbH & Co.KG',
      'Prof.Dr. Grübler gemein. GmbH',
      'E.ON SE',
      'GOV.UK',
      'Yahoo! Inc.',
      'A.C.M.E.',
      'T.G.I. Friday’s',
      'Node.js Foundation',
      'Node.js / React Guild',
      'v1.2.3',
      '1.000.000 Ideas',
      'Open 24.7/365',
      'Dot. Com',
      'Big Data: a Love Story',
      'Mailto: the Magazine',
      'Tel: Aviv',
      'Either/Or',
      'A//B Design',
      'Ratio 3:4',
      'a@b',
      '@home',
      '...',
      '.',
      '',
    ]),
  )('is not found in %s', (_shown, text) => {
    expect(containsWebAddress(text)).toBe(false);
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
      'https://nas.home.arpa',
      'https://x.ipv4only.arpa',
      'https://service.arpa',
      'https://1.168.192.in-addr.arpa',
      'https://wiki.intranet',
      'https://db.private',
      'https://name.alt',
      'https://mentra.example',
      'https://WIKI.Intranet/x',
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
