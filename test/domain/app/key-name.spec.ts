import { describe, expect, it } from 'vitest';
import { parseKeyName } from '../../../src/domain/app/key-name.js';

const codeOf = (text: string) => {
  const name = parseKeyName(text, ['name']);
  return name.ok ? name.value : name.refusal.issues.map(({ code }) => code).join();
};

describe('the name of a key', () => {
  it('is kept tidy', () => {
    expect(codeOf('  CI \n server\t2 ')).toBe('CI server 2');
    expect(codeOf('Cafe\u0301')).toBe('Café');
  });

  it('has up to 100 characters as Unicode counts them', () => {
    expect(codeOf('😀'.repeat(100))).toBe('😀'.repeat(100));
    expect(codeOf('😀'.repeat(101))).toBe('too_long');
  });

  it('can be seen', () => {
    expect(codeOf('')).toBe('empty');
    expect(codeOf(' \u00a0\n')).toBe('empty');
    expect(codeOf('a\u200bb')).toBe('invisible_character');
    expect(codeOf('a\u202eb')).toBe('invisible_character');
    expect(codeOf('a\u0000b')).toBe('invisible_character');
  });

  it('is refused where it stands', () => {
    expect(parseKeyName('', ['keys', 0, 'name'])).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['keys', 0, 'name'] },
    });
  });
});
