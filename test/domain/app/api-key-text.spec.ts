// The text format of API keys and their prefixes.
import { describe, expect, it } from 'vitest';
import {
  apiKeyChecksum,
  apiKeyTextWithoutChecksum,
  isApiKeyPrefix,
  parseApiKeyText,
} from '../../../src/domain/app/api-key-text.js';

const id = '0123456789abcdef01234567';
const secret = 'abcdefghijklmnopqrstuvwxyz234567'.padEnd(52, 'q');
const text = `guild_live_${id}_${secret}0a1b2c3d`;

describe('the text of a key', () => {
  it('contains prefix, environment, id, secret and checksum', () => {
    const written = {
      prefix: 'guild',
      environment: 'live',
      id,
      secret,
      checksum: '0a1b2c3d',
    };
    expect(parseApiKeyText(text)).toEqual(written);
    expect(parseApiKeyText(text.replace('live', 'test'))).toEqual({
      ...written,
      environment: 'test',
    });
  });

  it('ends with the first eight hex digits of a SHA-256', () => {
    const parts = parseApiKeyText(text);
    expect(parts === null ? null : apiKeyTextWithoutChecksum(parts)).toBe(text.slice(0, -8));
    expect(apiKeyChecksum('0123456789abcdef'.repeat(4))).toBe('01234567');
  });

  it('can have the longest prefix and no character more', () => {
    const longest = text.replace('guild', 'g'.repeat(16));
    expect(parseApiKeyText(longest)?.prefix).toHaveLength(16);
    expect(parseApiKeyText(`g${longest}`)).toBeNull();
    expect(parseApiKeyText('g'.repeat(10_000_000))).toBeNull();
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
  ])('cannot be %j', (other) => {
    expect(parseApiKeyText(other)).toBeNull();
  });
});

describe('a prefix', () => {
  it.each(['guild', 'ab', 'a1', 'a'.repeat(16)])('can be %s', (prefix) => {
    expect(isApiKeyPrefix(prefix)).toBe(true);
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
  ])('cannot be invalid: case %#', (prefix) => {
    expect(isApiKeyPrefix(prefix)).toBe(false);
  });
});
