// Valid and invalid versions, and their order.
import { describe, expect, it } from 'vitest';
import { compareVersions, parseAppVersion } from '../../../src/domain/app/app-version.js';
import { toAsciiText } from '../support/random-texts.js';
import { toAppVersion } from './support/app-samples.js';

describe('a version', () => {
  it.each([
    '0.0.0',
    '1.2.3',
    '1.0.0-alpha.1',
    '1.0.0-0',
    '1.0.0--',
    '1.0.0-01a',
    '1.0.0+001',
    '1.0.0-rc.1+build-7.0',
    `1.0.${'9'.repeat(60)}`,
  ])('can be %s and is not changed', (text) => {
    expect(parseAppVersion(text)).toBe(text);
  });

  it.each(
    [
      '',
      '1',
      '1.2',
      '1.2.3.4',
      'v1.2.3',
      '=1.2.3',
      ' 1.2.3',
      '1.2.3\n',
      '01.2.3',
      '1.02.3',
      '1.2.03',
      '1.2.3-',
      '1.2.3-01',
      '1.2.3-a..b',
      '1.2.3+',
      '1.2.3+a+b',
      '-1.2.3',
      '1.2.x',
      '1.2.3-ä',
      '1.2.٣',
      '1.2.3\0',
      '__proto__',
      `1.0.${'9'.repeat(61)}`,
      '1.'.repeat(500_000),
      `1.0.0-${'0'.repeat(1_000_000)}`,
    ].map((text) => [toAsciiText(text), text]),
  )('cannot be %s', (_shown, text) => {
    expect(parseAppVersion(text)).toBeNull();
  });
});

describe('the order of versions', () => {
  it('follows the specification', () => {
    const rising = [
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ].map(toAppVersion);
    expect([...rising].reverse().sort(compareVersions)).toEqual(rising);
  });

  it('sorts numbers before words, whatever a word begins with', () => {
    const rising = ['1.0.0-2', '1.0.0-10', '1.0.0--', '1.0.0-00x', '1.0.0-Z', '1.0.0-a'].map(
      toAppVersion,
    );
    expect([...rising].reverse().sort(compareVersions)).toEqual(rising);
  });

  it('ignores build metadata, also with hyphens in it', () => {
    expect(compareVersions(toAppVersion('1.0.0+a-b'), toAppVersion('1.0.0+2'))).toBe(0);
    expect(compareVersions(toAppVersion('1.0.0+a-b'), toAppVersion('1.0.0-rc'))).toBeGreaterThan(0);
  });

  it('compares every digit of long numbers', () => {
    const [low, high] = [
      toAppVersion('1.0.9007199254740992'),
      toAppVersion('1.0.9007199254740993'),
    ];
    expect(compareVersions(low, high)).toBeLessThan(0);
    expect(compareVersions(high, low)).toBeGreaterThan(0);
  });
});
