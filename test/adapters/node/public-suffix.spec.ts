import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPublicSuffix } from '../../../src/adapters/node/index.js';
import { holdsWebAddress } from '../../../src/domain/shared/web-address.js';

describe('a public suffix', () => {
  it.each([
    'evil.com',
    'a.b.evil.com',
    'evil.co.uk',
    'evil.github.io',
    'github.io',
    'evil.blogspot.com',
    'evil.zip',
    'нэб.рф',
    'xn--90adear.xn--p1ai',
    '例子.中国',
    'evil.คอม',
    'www.ck',
  ])('stands at the end of %s', (host) => {
    expect(hasPublicSuffix(host)).toBe(true);
  });

  it.each([
    'com',
    'co.uk',
    'evil.ck',
    'st.gallen',
    'node.js',
    'a.b',
    'evil.example',
    'evil.local',
    '127.0.0.1',
    'localhost',
    '',
  ])('does not stand at the end of "%s"', (host) => {
    expect(hasPublicSuffix(host)).toBe(false);
  });

  it('is told of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof hasPublicSuffix(text)).toBe('boolean');
      }),
    );
  });
});

describe('a web address', () => {
  it.each([
    'evil.com',
    'win at evil.example now',
    'Booking.com',
    'Visit evil.co.uk!',
    'evil。com',
    'ｅｖｉｌ．ｃｏｍ',
    'EVIL.COM',
    'https://evil.com/offer',
    'www.evil.test',
    'me@evil.com',
    '(evil.com)',
    'наш сайт нэб.рф',
    'Free money at evil.github.io',
  ])('stands in: %s', (name) => {
    expect(holdsWebAddress(name, hasPublicSuffix)).toBe(true);
  });

  it.each([
    'St.Gallen',
    'Universität St.Gallen',
    'L.D. College',
    'Yahoo! Inc.',
    'A.C.M.E.',
    'E.ON SE',
    'Node.js Foundation',
    'St.Petersburg State University',
    'Prof.Dr. Grübler gemein. GmbH',
    'A.S.PAI.T.E.',
    'Levi Strauss & Co.',
    'Acme Co., Ltd.',
    'S.p.A.',
    'Il·lustre Col·legi',
    'GOV.UK',
    'No.10',
  ])('does not stand in: %s', (name) => {
    expect(holdsWebAddress(name, hasPublicSuffix)).toBe(false);
  });
});
