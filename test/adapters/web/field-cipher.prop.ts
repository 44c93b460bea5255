// Any change to a ciphertext, or to the place that it is stored in, makes it invalid.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldCipher } from '../../../src/adapters/web/index.js';
import { isWellFormedUnicode } from '../../../src/domain/shared/text.js';
import { associatedData, changePart, cipher, newerKey, olderKey } from './field-cipher-helpers.js';

const text = fc.string({ unit: 'binary', maxLength: 200 }).filter(isWellFormedUnicode);
const place = fc
  .tuple(
    fc.constantFrom('webhooks', 'users', 'installs'),
    fc.stringMatching(/^[0-9a-f]{24}$/),
    fc.constantFrom('secret', 'location', 'settings'),
  )
  .map((parts) => parts.join('/'));
const writer = fc.constantFrom(cipher, fieldCipher([olderKey]));

/** How many of these texts the cipher decrypts. */
async function accepted(ciphertexts: readonly string[], where: string): Promise<number> {
  const answers = await Promise.all(ciphertexts.map((one) => cipher.decrypt(one, where)));
  return answers.filter((answer) => answer !== null).length;
}

/** The same ciphertext with each single bit of a part flipped in turn. */
function flipped(ciphertext: string, at: 2 | 3): string[] {
  const bytes = Buffer.from(ciphertext.split('.')[at] ?? '', 'base64url');
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return changePart(ciphertext, at, () => other.toString('base64url'));
  });
}

describe('a ciphertext', () => {
  it('decrypts to its text in its own place, and names its key', async () => {
    await fc.assert(
      fc.asyncProperty(text, place, writer, async (plain, where, by) => {
        const ciphertext = await by.encrypt(plain, where);
        expect(ciphertext).toMatch(/^v1\.[\w-]{1,32}\.[\w-]{16}\.[\w-]{22,}$/);
        expect(await cipher.decrypt(ciphertext, where)).toBe(plain);
        expect(cipher.isCurrent(ciphertext)).toBe(by === cipher);
      }),
      { numRuns: 300 },
    );
  });

  it('is null in any other place', async () => {
    await fc.assert(
      fc.asyncProperty(text, place, place, writer, async (plain, where, elsewhere, by) => {
        fc.pre(where !== elsewhere);
        const ciphertext = await by.encrypt(plain, where);
        const near = ['', `${where} `, where.slice(1), where.slice(0, -1), `${where}\ud800`];
        for (const other of [elsewhere, ...near]) {
          expect(await cipher.decrypt(ciphertext, other)).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is null with any single bit of its IV, its text or its tag flipped', async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(text, writer, async (plain, by) => {
        const ciphertext = await by.encrypt(plain, associatedData);
        const forged = [...flipped(ciphertext, 2), ...flipped(ciphertext, 3)];
        expect(forged.length).toBe((12 + Buffer.byteLength(plain) + 16) * 8);
        expect(await accepted(forged, associatedData)).toBe(0);
        tried += forged.length;
      }),
      { numRuns: 50 },
    );
    expect(tried).toBeGreaterThan(10_000);
  });

  it('is null if it is cut to any length, in bytes or in characters', async () => {
    await fc.assert(
      fc.asyncProperty(text, writer, async (plain, by) => {
        const ciphertext = await by.encrypt(plain, associatedData);
        const bytes = Buffer.from(ciphertext.split('.')[3] ?? '', 'base64url');
        const fewer = Array.from(bytes.keys(), (length) => bytes.subarray(0, length));
        const cut = [
          ...fewer.map((some) => changePart(ciphertext, 3, () => some.toString('base64url'))),
          ...Array.from(ciphertext, (_, length) => ciphertext.slice(0, length)),
        ];
        expect(cut.length).toBe(bytes.length + ciphertext.length);
        expect(await accepted(cut, associatedData)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('is null if any one character is changed', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= \n';
    const edit = fc.record({ at: fc.nat(), to: fc.constantFrom(...letters) });
    await fc.assert(
      fc.asyncProperty(text, writer, edit, async (plain, by, { at, to }) => {
        const ciphertext = await by.encrypt(plain, associatedData);
        const index = at % ciphertext.length;
        fc.pre(ciphertext[index] !== to);
        const edited = ciphertext.slice(0, index) + to + ciphertext.slice(index + 1);
        expect(await cipher.decrypt(edited, associatedData)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('is null with any text before or after it', async () => {
    const junk = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(text, writer, junk, async (plain, by, more) => {
        const ciphertext = await by.encrypt(plain, associatedData);
        expect(await accepted([more + ciphertext, ciphertext + more], associatedData)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is null with a part of another ciphertext from the same place', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, writer, writer, async (one, other, by, byOther) => {
        const ciphertext = await by.encrypt(one, associatedData);
        const parts = (await byOther.encrypt(other, associatedData)).split('.');
        const mixed = ([1, 2, 3] as const)
          .map((at) => changePart(ciphertext, at, () => parts[at] ?? ''))
          .filter((text) => text !== ciphertext);
        expect(mixed.length).toBeGreaterThanOrEqual(2);
        expect(await accepted(mixed, associatedData)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is null under keys with other secrets, even with the same names', async () => {
    const secrets = fc.uint8Array({ minLength: 32, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(text, secrets, async (plain, secret) => {
        const foreign = fieldCipher([{ kid: newerKey.kid, secret }]);
        expect(
          await foreign.decrypt(await cipher.encrypt(plain, associatedData), associatedData),
        ).toBeNull();
        expect(
          await cipher.decrypt(await foreign.encrypt(plain, associatedData), associatedData),
        ).toBeNull();
      }),
    );
  });
});

describe('any other text', () => {
  it('is null and never throws', async () => {
    const part = fc.string({ unit: fc.constantFrom(...'AQgwv1-_'), maxLength: 60 });
    const given = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
      fc
        .tuple(fc.stringMatching(/^[\w-]{16}$/), part)
        .map(([iv, sealed]) => `v1.2026-11.${iv}.${sealed}`),
    );
    await fc.assert(
      fc.asyncProperty(given, fc.string({ unit: 'binary' }), async (ciphertext, where) => {
        expect(await cipher.decrypt(ciphertext, where)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});
