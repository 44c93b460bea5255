import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPublicSuffix } from '../../../src/adapters/node/index.js';
import { containsWebAddress } from '../../../src/domain/shared/web-address.js';

describe('hasPublicSuffix', () => {
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
  ])('is true for %s', (host) => {
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
  ])('is false for "%s"', (host) => {
    expect(hasPublicSuffix(host)).toBe(false);
  });

  it('returns a boolean for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof hasPublicSuffix(text)).toBe('boolean');
      }),
    );
  });
});

describe('a name with the Public Suffix List', () => {
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
  ])('is refused for a web address in it: %s', (name) => {
    expect(containsWebAddress(name, hasPublicSuffix)).toBe(true);
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
  ])('is accepted: %s', (name) => {
    expect(containsWebAddress(name, hasPublicSuffix)).toBe(false);
  });
});
