import { describe, expect, it } from 'vitest';
import {
  checksumOf,
  isKeyPrefix,
  parseKeyText,
  uncheckedKeyText,
} from '../../../src/domain/app/key-text.js';

const id = '0123456789abcdef01234567';
const secret = 'abcdefghijklmnopqrstuvwxyz234567'.padEnd(52, 'q');
const text = `guild_live_${id}_${secret}0a1b2c3d`;

describe('the text of a key', () => {
  it('says prefix, environment, id, secret and checksum', () => {
    const written = {
      prefix: 'guild',
      environment: 'live',
      id,
      secret,
      checksum: '0a1b2c3d',
    };
    expect(parseKeyText(text)).toEqual(written);
    expect(parseKeyText(text.replace('live', 'test'))).toEqual({ ...written, environment: 'test' });
  });

  it('is everything before the checksum, and the first eight digits of a SHA-256', () => {
    const parts = parseKeyText(text);
    expect(parts === null ? null : uncheckedKeyText(parts)).toBe(text.slice(0, -8));
    expect(checksumOf('0123456789abcdef'.repeat(4))).toBe('01234567');
  });

  it('has room for the longest prefix, and for nothing more', () => {
    const longest = text.replace('guild', 'g'.repeat(16));
    expect(parseKeyText(longest)?.prefix).toHaveLength(16);
    expect(parseKeyText(`g${longest}`)).toBeNull();
    expect(parseKeyText('g'.repeat(10_000_000))).toBeNull();
  });

  it.each([
    text.replace('live', 'beta'),
    text.replace('guild', 'Guild'),
    text.replace('guild', '1uild'),
    text.replace('guild', 'g'),
    text.replace('guild_', ''),
    text.replace('_live_', '-live-'),
    text.replace('q', '1'),
    text.toUpperCase(),
    `${text}\n`,
    `${text}\0`,
    text.slice(0, -1),
  ])('is not %j', (other) => {
    expect(parseKeyText(other)).toBeNull();
  });
});

describe('a prefix', () => {
  it.each(['guild', 'ab', 'a1', 'a'.repeat(16)])('can be %s', (prefix) => {
    expect(isKeyPrefix(prefix)).toBe(true);
  });

  it.each([
    '',
    'a',
    'a'.repeat(17),
    '1a',
    'Guild',
    'gu_ild',
    'guild\n',
    'gü',
    'a'.repeat(1_000_000),
  ])('is none: case %#', (prefix) => {
    expect(isKeyPrefix(prefix)).toBe(false);
  });
});
