// Valid, invalid and reserved package names.
import { describe, expect, it } from 'vitest';
import {
  packageNameOrThrow,
  parsePackageName,
  reservedPackagePrefixes,
} from '../../../src/domain/app/package-name.js';
import { toAsciiText } from '../support/random-texts.js';

function reasonOf(text: string): string | null {
  const name = parsePackageName(text, reservedPackagePrefixes, ['packageName']);
  return name.ok ? null : name.refusal.reason;
}

const named = (texts: readonly string[]) => texts.map((text) => [toAsciiText(text), text] as const);

describe('a package name from input', () => {
  it.each([
    'com.mentra.captions',
    'a.b',
    'io.x_1.y2_',
    'org.constructor',
    'com.exampleapps.notes',
    'systems.mentra',
    `com.${'a'.repeat(196)}`,
  ])('can be %s and is not changed', (text) => {
    expect(parsePackageName(text, reservedPackagePrefixes, ['packageName'])).toEqual({
      ok: true,
      value: text,
    });
  });

  it.each(
    named([`com.${'a'.repeat(197)}`, '.'.repeat(201), 'a.'.repeat(500_000), '\ud800'.repeat(201)]),
  )('has at most 200 characters, which is checked before the format: %s', (_shown, text) => {
    expect(reasonOf(text)).toBe('too_long');
  });

  it.each(
    named([
      '',
      'captions',
      'com.',
      '.com',
      'com..mentra',
      'com.Mentra',
      'com.mentra.1st',
      'com._mentra',
      'com.__proto__',
      '__proto__',
      'com.mentra-labs',
      'com.mentra\n',
      '\ncom.mentra',
      ' com.mentra',
      'com.mentra\0',
      'com.men\u202etra',
      'com.men\u200btra',
      'com.mеntra',
      'com.ſ',
      'com.\u212a',
      'com.日本',
      'com.mentra/../x',
      '\ud800.a',
    ]),
  )('is refused because of its format: %s', (_shown, text) => {
    expect(reasonOf(text)).toBe('form');
  });

  it.each(['com.guildhall', 'com.guildhall.store', 'system.dashboard', 'com.example.notes'])(
    'is reserved: %s',
    (text) => {
      expect(reasonOf(text)).toBe('reserved');
    },
  );

  it('is reserved by the given prefixes, in whole segments', () => {
    expect(parsePackageName('com.acme', ['com.acme'], []).ok).toBe(false);
    expect(parsePackageName('com.acme.notes', ['com.acme'], []).ok).toBe(false);
    expect(parsePackageName('com.acmenotes', ['com.acme'], []).ok).toBe(true);
    expect(parsePackageName('com.guildhall.store', [], []).ok).toBe(true);
  });

  it('is refused with its code, the path of the input and the reason', () => {
    expect(parsePackageName('Captions', [], ['app', 'packageName'])).toEqual({
      ok: false,
      refusal: { code: 'package_name_invalid', path: ['app', 'packageName'], reason: 'form' },
    });
  });
});

describe('a package name from our own code', () => {
  it('throws if it is not valid', () => {
    expect(packageNameOrThrow('com.mentra.captions')).toBe('com.mentra.captions');
    expect(() => packageNameOrThrow('Captions')).toThrow(
      '"Captions" is not a valid package name: form',
    );
  });
});
