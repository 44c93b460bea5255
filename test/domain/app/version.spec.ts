import { describe, expect, it } from 'vitest';
import { compareVersions, parseAppVersion } from '../../../src/domain/app/version.js';
import { shown } from '../support/texts.js';
import { versionOf } from './support/app-samples.js';

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
  ])('may be %s, and is taken as it is', (text) => {
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
    ].map((text) => [shown(text), text]),
  )('may not be %s', (_shown, text) => {
    expect(parseAppVersion(text)).toBeNull();
  });
});

describe('the order of versions', () => {
  it('is that of the specification', () => {
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
    ].map(versionOf);
    expect([...rising].reverse().sort(compareVersions)).toEqual(rising);
  });

  it('puts numbers before words, whatever a word begins with', () => {
    const rising = ['1.0.0-2', '1.0.0-10', '1.0.0--', '1.0.0-00x', '1.0.0-Z', '1.0.0-a'].map(
      versionOf,
    );
    expect([...rising].reverse().sort(compareVersions)).toEqual(rising);
  });

  it('does not count build metadata, hyphens in it neither', () => {
    expect(compareVersions(versionOf('1.0.0+a-b'), versionOf('1.0.0+2'))).toBe(0);
    expect(compareVersions(versionOf('1.0.0+a-b'), versionOf('1.0.0-rc'))).toBeGreaterThan(0);
  });

  it('loses no digit of long numbers', () => {
    const [low, high] = [versionOf('1.0.9007199254740992'), versionOf('1.0.9007199254740993')];
    expect(compareVersions(low, high)).toBeLessThan(0);
    expect(compareVersions(high, low)).toBeGreaterThan(0);
  });
});
