import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fieldCipher, type KeySecret } from '../../../src/adapters/web/index.js';
import { about, cipher, newer, older, sealed, withPart } from './fields.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const secret = 'whsec_dGhpcnR5LXR3byBieXRlcywgYW5kIG5vdCBvbmUgbW8=';

describe('a ciphertext', () => {
  it('is read after every upgrade', async () => {
    const kept =
      'v1.2026-11.AAECAwQFBgcICQoL.uefLDjNRBuryUScEUEfvLeNZiAc2xtyyfR0taRMFHiXZ45CnAmMOD0ijPD_zI8BgzndZrxKvhWdSeN9Vfll5Yn1H';
    expect(await cipher.decrypt(kept, about)).toBe(secret);
  });

  it('is AES-256-GCM under a key derived from the newest one, bound to version, key and place', async () => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      if (array instanceof Uint8Array) array.set(array.map((_, index) => index));
      return array;
    });
    expect(await cipher.encrypt(secret, about)).toBe(sealed(secret));
  });

  it('is never the same twice', async () => {
    const made = await Promise.all(Array.from({ length: 1_000 }, () => cipher.encrypt('a', about)));
    expect(new Set(made).size).toBe(1_000);
    expect(new Set(made.map((text) => text.split('.')[2])).size).toBe(1_000);
  });

  it('gives back a mark of byte order that its text begins with', async () => {
    const marked = '\ufeffwhsec_';
    expect(await cipher.decrypt(await cipher.encrypt(marked, about), about)).toBe(marked);
  });

  it('is null in a place that is only the same in bytes', async () => {
    const ciphertext = await cipher.encrypt(secret, 'users/\ufffd');
    expect(await cipher.decrypt(ciphertext, 'users/\ufffd')).toBe(secret);
    expect(await cipher.decrypt(ciphertext, 'users/\ud800')).toBeNull();
  });

  it('holds nothing, or 64 KiB, and no more', async () => {
    for (const text of ['', 'x'.repeat(65_536), 'ü'.repeat(32_768)]) {
      expect(await cipher.decrypt(await cipher.encrypt(text, about), about)).toBe(text);
    }
    for (const text of ['x'.repeat(65_537), 'ü'.repeat(32_768).concat('x')]) {
      await expect(cipher.encrypt(text, about)).rejects.toThrow(
        `the text for ${about} has 65537 bytes; at most 65536 are encrypted`,
      );
    }
  });

  it('is not made of what it could not give back, nor about nothing', async () => {
    await expect(cipher.encrypt('a\ud800', about)).rejects.toThrow('holds half a surrogate pair');
    await expect(cipher.encrypt('a', '')).rejects.toThrow('must be about something');
    await expect(cipher.encrypt('a', 'x\ud800')).rejects.toThrow('must be about something');
  });

  it('does not tell of its text in what is said', async () => {
    const long = `${secret}${'x'.repeat(65_536)}`;
    for (const text of [long, `${secret}\ud800`]) {
      await expect(cipher.encrypt(text, about)).rejects.toThrow(/^(?!.*whsec)/);
    }
  });
});

describe('keys for fields', () => {
  it('that are older still decrypt, and what they made is not current', async () => {
    const old = await fieldCipher([older]).encrypt(secret, about);
    expect(await cipher.decrypt(old, about)).toBe(secret);
    expect(cipher.isCurrent(old)).toBe(false);
    const renewed = await cipher.encrypt(secret, about);
    expect(cipher.isCurrent(renewed)).toBe(true);
    expect(await cipher.decrypt(renewed, about)).toBe(secret);
  });

  it('that are gone decrypt nothing any more', async () => {
    const old = await fieldCipher([older]).encrypt(secret, about);
    expect(await fieldCipher([newer]).decrypt(old, about)).toBeNull();
    expect(fieldCipher([newer]).isCurrent(old)).toBe(false);
  });

  it('are told apart although one name begins with another', async () => {
    const both = fieldCipher([
      { kid: 'a', secret: newer.secret },
      { kid: 'a-b', secret: older.secret },
    ]);
    const long = sealed(secret, { key: { kid: 'a-b', secret: older.secret } });
    expect(await both.decrypt(long, about)).toBe(secret);
    expect(both.isCurrent(long)).toBe(false);
  });

  it.each<[string, KeySecret[], string]>([
    ['no key', [], 'there is no key for fields; give a list such as'],
    ['no kid', [{ ...newer, kid: '' }], 'key number 1 for fields has no proper kid'],
    ['one kid twice', [newer, newer], 'two keys for fields are named "2026-11"'],
    [
      'a short secret',
      [newer, { kid: 'b', secret: 'x'.repeat(31) }],
      'the secret of key number 2 for fields has only 31 bytes',
    ],
  ])('refuse %s', (_what, given, sentence) => {
    expect(() => fieldCipher(given)).toThrow(sentence);
  });

  it('are not printed with the cipher', () => {
    expect(inspect(cipher, { depth: 9, showHidden: true })).not.toContain('newest secret');
  });
});

describe('what is truly sealed, but not as we write it,', () => {
  it('is read where nothing differs', async () => {
    expect(await cipher.decrypt(sealed(secret), about)).toBe(secret);
    expect(await cipher.decrypt(sealed(secret, { key: older }), about)).toBe(secret);
  });

  it.each<[string, string]>([
    ['under another version', sealed(secret, { version: 'v2' })],
    ['under the name of another key', sealed(secret, { writtenKid: older.kid })],
    ['under an unknown key', sealed(secret, { writtenKid: '2024-11' })],
    ['under a name that every object has', sealed(secret, { writtenKid: '__proto__' })],
    ['under no name', sealed(secret, { writtenKid: '' })],
    ['under the key of another use', sealed(secret, { label: 'guildhall input digest' })],
    ['with the place alone bound', sealed(secret, { bound: about })],
    ['with nothing bound', sealed(secret, { bound: '' })],
    ['with another version bound', sealed(secret, { bound: `v2.${newer.kid}.${about}` })],
    ['with another key bound', sealed(secret, { bound: `v1.${older.kid}.${about}` })],
  ])('is null %s', async (_what, ciphertext) => {
    expect(await cipher.decrypt(ciphertext, about)).toBeNull();
  });

  it.each([4, 8, 12, 13, 14, 15] as const)('is null with a tag of %i bytes', async (tagBytes) => {
    const short = sealed(secret, { tagBytes });
    expect(await cipher.decrypt(short, about)).toBeNull();
  });
});

describe('another spelling of a ciphertext', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const proper = sealed('ab');

  it('is null, although it decodes to the same bytes', async () => {
    expect(await cipher.decrypt(proper, about)).toBe('ab');
    // 18 bytes leave nothing over, 17 leave two bits, 16 four.
    for (const [text, spares] of [
      ['a', [1, 2, 3]],
      ['', Array.from({ length: 15 }, (_, index) => index + 1)],
    ] as const) {
      const ciphertext = sealed(text);
      expect(await cipher.decrypt(ciphertext, about)).toBe(text);
      for (const spare of spares) {
        const last = alphabet.indexOf(ciphertext.slice(-1));
        const spelling = ciphertext.slice(0, -1) + alphabet.charAt(last | spare);
        const bytes = [spelling, ciphertext].map((one) =>
          Buffer.from(one.split('.')[3] ?? '', 'base64url').toString('hex'),
        );
        expect(bytes[0]).toBe(bytes[1]);
        expect(await cipher.decrypt(spelling, about)).toBeNull();
        expect(cipher.isCurrent(spelling)).toBe(false);
      }
    }
  });

  it.each<[string, string]>([
    ['padding', `${sealed('')}==`],
    ['white space before it', ` ${proper}`],
    ['a line break behind it', `${proper}\n`],
    ['a line break in it', `${proper.slice(0, -8)}\n${proper.slice(-8)}`],
    ['a further part', `${proper}.AAAA`],
    ['a dot behind it', `${proper}.`],
    ['a dot before it', `.${proper}`],
    ['two dots', proper.replace('.', '..')],
    ['a version in capitals', proper.replace('v1', 'V1')],
    ['no version', proper.slice('v1.'.length)],
    ['no IV', withPart(proper, 2, () => '')],
    ['a shorter IV', withPart(proper, 2, (iv) => iv.slice(4))],
    ['a longer IV', withPart(proper, 2, (iv) => `${iv}AAAA`)],
    ['no ciphertext', withPart(proper, 3, () => '')],
  ])('is null with %s', async (_what, spelling) => {
    expect(await cipher.decrypt(spelling, about)).toBeNull();
    expect(cipher.isCurrent(spelling)).toBe(false);
  });

  it('is null in the other letters of base64', async () => {
    let tried = 0;
    for (let index = 0; tried < 20; index += 1) {
      const ciphertext = sealed(`text number ${index}`);
      const spelling = ciphertext.replace(/[-_](?!.*\.)/g, (sign) => (sign === '-' ? '+' : '/'));
      if (spelling === ciphertext) continue;
      tried += 1;
      expect(await cipher.decrypt(spelling, about)).toBeNull();
    }
  });
});

describe('long text', () => {
  it('is refused before anything else looks at it', async () => {
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    const longest = await cipher.encrypt('x'.repeat(65_536), about);
    for (const filler of ['A', '.', '😀', '\ud83d', 'AAAA.'].map((text) => text.repeat(100_000))) {
      for (const text of [filler, `${longest}${filler}`, `v1.${filler}`, `v1.2026-11.${filler}`]) {
        expect(await cipher.decrypt(text, about)).toBeNull();
        expect(cipher.isCurrent(text)).toBe(false);
      }
    }
    expect(decrypt).not.toHaveBeenCalled();
  });
});

describe('a fault of the platform', () => {
  it('is not taken for a foreign ciphertext', async () => {
    const fault = new TypeError('out of order');
    vi.spyOn(crypto.subtle, 'decrypt').mockRejectedValue(fault);
    await expect(cipher.decrypt(sealed(secret), about)).rejects.toBe(fault);
  });
});
