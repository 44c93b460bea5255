import { describe, expect, it } from 'vitest';
import { parseApiKeyName } from '../../../src/domain/app/api-key-name.js';

const codeOf = (text: string) => {
  const name = parseApiKeyName(text, ['name']);
  return name.ok ? name.value : name.refusal.issues.map(({ code }) => code).join();
};

describe('the name of a key', () => {
  it('is stored in NFC, trimmed, with single spaces', () => {
    expect(codeOf('  CI \n server\t2 ')).toBe('CI server 2');
    expect(codeOf('Cafe\u0301')).toBe('Café');
  });

  it('has at most 100 Unicode characters', () => {
    expect(codeOf('😀'.repeat(100))).toBe('😀'.repeat(100));
    expect(codeOf('😀'.repeat(101))).toBe('too_long');
  });

  it('has visible characters only', () => {
    expect(codeOf('')).toBe('empty');
    expect(codeOf(' \u00a0\n')).toBe('empty');
    expect(codeOf('a\u200bb')).toBe('invisible_character');
    expect(codeOf('a\u202eb')).toBe('invisible_character');
    expect(codeOf('a\u0000b')).toBe('invisible_character');
  });

  it('is refused at its path', () => {
    expect(parseApiKeyName('', ['keys', 0, 'name'])).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['keys', 0, 'name'] },
    });
  });
});
