import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fieldCipher, type KeySecret } from '../../../src/adapters/web/index.js';
import {
  associatedData,
  changePart,
  cipher,
  forgeCiphertext,
  newerKey,
  olderKey,
} from './field-cipher-helpers.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const secret = 'whsec_dGhpcnR5LXR3byBieXRlcywgYW5kIG5vdCBvbmUgbW8=';

describe('a ciphertext', () => {
  it('can be decrypted after every upgrade', async () => {
    const kept =
      'v1.2026-11.AAECAwQFBgcICQoL.uefLDjNRBuryUScEUEfvLeNZiAc2xtyyfR0taRMFHiXZ45CnAmMOD0ijPD_zI8BgzndZrxKvhWdSeN9Vfll5Yn1H';
    expect(await cipher.decrypt(kept, associatedData)).toBe(secret);
  });

  it('is AES-256-GCM with a key derived from the newest secret, bound to version, key and place', async () => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      if (array instanceof Uint8Array) array.set(array.map((_, index) => index));
      return array;
    });
    expect(await cipher.encrypt(secret, associatedData)).toBe(forgeCiphertext(secret));
  });

  it('is never the same twice', async () => {
    const made = await Promise.all(
      Array.from({ length: 1_000 }, () => cipher.encrypt('a', associatedData)),
    );
    expect(new Set(made).size).toBe(1_000);
    expect(new Set(made.map((text) => text.split('.')[2])).size).toBe(1_000);
  });

  it('keeps a byte order mark at the start of its text', async () => {
    const marked = '\ufeffwhsec_';
    expect(await cipher.decrypt(await cipher.encrypt(marked, associatedData), associatedData)).toBe(
      marked,
    );
  });

  it('is null in a place that has only the same bytes', async () => {
    const ciphertext = await cipher.encrypt(secret, 'users/\ufffd');
    expect(await cipher.decrypt(ciphertext, 'users/\ufffd')).toBe(secret);
    expect(await cipher.decrypt(ciphertext, 'users/\ud800')).toBeNull();
  });

  it('holds an empty text and up to 64 KiB', async () => {
    for (const text of ['', 'x'.repeat(65_536), 'ü'.repeat(32_768)]) {
      expect(await cipher.decrypt(await cipher.encrypt(text, associatedData), associatedData)).toBe(
        text,
      );
    }
    for (const text of ['x'.repeat(65_537), 'ü'.repeat(32_768).concat('x')]) {
      await expect(cipher.encrypt(text, associatedData)).rejects.toThrow(
        `the text for ${associatedData} has 65537 bytes; at most 65536 can be encrypted`,
      );
    }
  });

  it('is not made from ill-formed text or without associated data', async () => {
    await expect(cipher.encrypt('a\ud800', associatedData)).rejects.toThrow(
      'contains half a surrogate pair',
    );
    await expect(cipher.encrypt('a', '')).rejects.toThrow(
      'the associated data is empty or contains half a surrogate pair',
    );
    await expect(cipher.encrypt('a', 'x\ud800')).rejects.toThrow(
      'the associated data is empty or contains half a surrogate pair',
    );
  });

  it('is not made with an error message that contains its text', async () => {
    const long = `${secret}${'x'.repeat(65_536)}`;
    for (const text of [long, `${secret}\ud800`]) {
      await expect(cipher.encrypt(text, associatedData)).rejects.toThrow(/^(?!.*whsec)/);
    }
  });
});

describe('keys for fields', () => {
  it('still decrypt if they are older, but their ciphertexts are not current', async () => {
    const old = await fieldCipher([olderKey]).encrypt(secret, associatedData);
    expect(await cipher.decrypt(old, associatedData)).toBe(secret);
    expect(cipher.isCurrent(old)).toBe(false);
    const renewed = await cipher.encrypt(secret, associatedData);
    expect(cipher.isCurrent(renewed)).toBe(true);
    expect(await cipher.decrypt(renewed, associatedData)).toBe(secret);
  });

  it('no longer decrypt after they are removed', async () => {
    const old = await fieldCipher([olderKey]).encrypt(secret, associatedData);
    expect(await fieldCipher([newerKey]).decrypt(old, associatedData)).toBeNull();
    expect(fieldCipher([newerKey]).isCurrent(old)).toBe(false);
  });

  it('are distinguished even if one name begins with another', async () => {
    const both = fieldCipher([
      { kid: 'a', secret: newerKey.secret },
      { kid: 'a-b', secret: olderKey.secret },
    ]);
    const long = forgeCiphertext(secret, { key: { kid: 'a-b', secret: olderKey.secret } });
    expect(await both.decrypt(long, associatedData)).toBe(secret);
    expect(both.isCurrent(long)).toBe(false);
  });

  it.each<[string, KeySecret[], string]>([
    ['no key', [], 'there is no key for fields; give a list such as'],
    ['no kid', [{ ...newerKey, kid: '' }], 'key number 1 for fields has no valid kid'],
    ['one kid twice', [newerKey, newerKey], 'two keys for fields are named "2026-11"'],
    [
      'a short secret',
      [newerKey, { kid: 'b', secret: 'x'.repeat(31) }],
      'the secret of key number 2 for fields has only 31 bytes',
    ],
  ])('are refused: %s', (_what, given, sentence) => {
    expect(() => fieldCipher(given)).toThrow(sentence);
  });

  it('are not printed with the cipher', () => {
    expect(inspect(cipher, { depth: 9, showHidden: true })).not.toContain('newest secret');
  });
});

describe('a correctly sealed text in another form', () => {
  it('is decrypted if nothing differs', async () => {
    expect(await cipher.decrypt(forgeCiphertext(secret), associatedData)).toBe(secret);
    expect(await cipher.decrypt(forgeCiphertext(secret, { key: olderKey }), associatedData)).toBe(
      secret,
    );
  });

  it.each<[string, string]>([
    ['under another version', forgeCiphertext(secret, { version: 'v2' })],
    ['under the name of another key', forgeCiphertext(secret, { writtenKid: olderKey.kid })],
    ['under an unknown key', forgeCiphertext(secret, { writtenKid: '2024-11' })],
    ['under a name that every object has', forgeCiphertext(secret, { writtenKid: '__proto__' })],
    ['under no name', forgeCiphertext(secret, { writtenKid: '' })],
    ['under the key of another use', forgeCiphertext(secret, { label: 'guildhall input digest' })],
    ['with only the place authenticated', forgeCiphertext(secret, { bound: associatedData })],
    ['with nothing authenticated', forgeCiphertext(secret, { bound: '' })],
    [
      'with another version authenticated',
      forgeCiphertext(secret, { bound: `v2.${newerKey.kid}.${associatedData}` }),
    ],
    [
      'with another key authenticated',
      forgeCiphertext(secret, { bound: `v1.${olderKey.kid}.${associatedData}` }),
    ],
  ])('is null %s', async (_what, ciphertext) => {
    expect(await cipher.decrypt(ciphertext, associatedData)).toBeNull();
  });

  it.each([4, 8, 12, 13, 14, 15] as const)('is null with a tag of %i bytes', async (tagBytes) => {
    const short = forgeCiphertext(secret, { tagBytes });
    expect(await cipher.decrypt(short, associatedData)).toBeNull();
  });
});

describe('another spelling of a ciphertext', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const proper = forgeCiphertext('ab');

  it('is null, although it decodes to the same bytes', async () => {
    expect(await cipher.decrypt(proper, associatedData)).toBe('ab');
    // 18 bytes leave no unused bits, 17 bytes leave two, and 16 bytes leave four.
    for (const [text, spares] of [
      ['a', [1, 2, 3]],
      ['', Array.from({ length: 15 }, (_, index) => index + 1)],
    ] as const) {
      const ciphertext = forgeCiphertext(text);
      expect(await cipher.decrypt(ciphertext, associatedData)).toBe(text);
      for (const spare of spares) {
        const last = alphabet.indexOf(ciphertext.slice(-1));
        const spelling = ciphertext.slice(0, -1) + alphabet.charAt(last | spare);
        const bytes = [spelling, ciphertext].map((one) =>
          Buffer.from(one.split('.')[3] ?? '', 'base64url').toString('hex'),
        );
        expect(bytes[0]).toBe(bytes[1]);
        expect(await cipher.decrypt(spelling, associatedData)).toBeNull();
        expect(cipher.isCurrent(spelling)).toBe(false);
      }
    }
  });

  it.each<[string, string]>([
    ['padding', `${forgeCiphertext('')}==`],
    ['white space before it', ` ${proper}`],
    ['a line break after it', `${proper}\n`],
    ['a line break in it', `${proper.slice(0, -8)}\n${proper.slice(-8)}`],
    ['a further part', `${proper}.AAAA`],
    ['a dot after it', `${proper}.`],
    ['a dot before it', `.${proper}`],
    ['two dots', proper.replace('.', '..')],
    ['a version in capitals', proper.replace('v1', 'V1')],
    ['no version', proper.slice('v1.'.length)],
    ['no IV', changePart(proper, 2, () => '')],
    ['a shorter IV', changePart(proper, 2, (iv) => iv.slice(4))],
    ['a longer IV', changePart(proper, 2, (iv) => `${iv}AAAA`)],
    ['no ciphertext', changePart(proper, 3, () => '')],
  ])('is null with %s', async (_what, spelling) => {
    expect(await cipher.decrypt(spelling, associatedData)).toBeNull();
    expect(cipher.isCurrent(spelling)).toBe(false);
  });

  it('is null in the other letters of base64', async () => {
    let tried = 0;
    for (let index = 0; tried < 20; index += 1) {
      const ciphertext = forgeCiphertext(`text number ${index}`);
      const spelling = ciphertext.replace(/[-_](?!.*\.)/g, (sign) => (sign === '-' ? '+' : '/'));
      if (spelling === ciphertext) continue;
      tried += 1;
      expect(await cipher.decrypt(spelling, associatedData)).toBeNull();
    }
  });
});

describe('long text', () => {
  it('is refused before any other check', async () => {
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    const longest = await cipher.encrypt('x'.repeat(65_536), associatedData);
    for (const filler of ['A', '.', '😀', '\ud83d', 'AAAA.'].map((text) => text.repeat(100_000))) {
      for (const text of [filler, `${longest}${filler}`, `v1.${filler}`, `v1.2026-11.${filler}`]) {
        expect(await cipher.decrypt(text, associatedData)).toBeNull();
        expect(cipher.isCurrent(text)).toBe(false);
      }
    }
    expect(decrypt).not.toHaveBeenCalled();
  });
});

describe('a fault of the platform', () => {
  it('is thrown, and not treated as a foreign ciphertext', async () => {
    const fault = new TypeError('out of order');
    vi.spyOn(crypto.subtle, 'decrypt').mockRejectedValue(fault);
    await expect(cipher.decrypt(forgeCiphertext(secret), associatedData)).rejects.toBe(fault);
  });
});
