// Whatever is done to a ciphertext, or to the place where it stands, leaves none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldCipher } from '../../../src/adapters/web/index.js';
import { isWellFormed } from '../../../src/domain/shared/text.js';
import { about, cipher, newer, older, withPart } from './fields.js';

const text = fc.string({ unit: 'binary', maxLength: 200 }).filter(isWellFormed);
const place = fc
  .tuple(
    fc.constantFrom('webhooks', 'users', 'installs'),
    fc.stringMatching(/^[0-9a-f]{24}$/),
    fc.constantFrom('secret', 'location', 'settings'),
  )
  .map((parts) => parts.join('/'));
const writer = fc.constantFrom(cipher, fieldCipher([older]));

/** How many of these the cipher takes for its own. */
async function accepted(ciphertexts: readonly string[], where: string): Promise<number> {
  const answers = await Promise.all(ciphertexts.map((one) => cipher.decrypt(one, where)));
  return answers.filter((answer) => answer !== null).length;
}

/** The same text with each single bit of a part flipped in turn. */
function flipped(ciphertext: string, at: 2 | 3): string[] {
  const bytes = Buffer.from(ciphertext.split('.')[at] ?? '', 'base64url');
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return withPart(ciphertext, at, () => other.toString('base64url'));
  });
}

describe('a ciphertext', () => {
  it('gives back any text where it was put, and says which key made it', async () => {
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

  it('is null with any single bit flipped, of its IV, of its text or of its tag', async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(text, writer, async (plain, by) => {
        const ciphertext = await by.encrypt(plain, about);
        const forged = [...flipped(ciphertext, 2), ...flipped(ciphertext, 3)];
        expect(forged.length).toBe((12 + Buffer.byteLength(plain) + 16) * 8);
        expect(await accepted(forged, about)).toBe(0);
        tried += forged.length;
      }),
      { numRuns: 50 },
    );
    expect(tried).toBeGreaterThan(10_000);
  });

  it('is null cut to any length, in bytes and in letters', async () => {
    await fc.assert(
      fc.asyncProperty(text, writer, async (plain, by) => {
        const ciphertext = await by.encrypt(plain, about);
        const bytes = Buffer.from(ciphertext.split('.')[3] ?? '', 'base64url');
        const fewer = Array.from(bytes.keys(), (length) => bytes.subarray(0, length));
        const cut = [
          ...fewer.map((some) => withPart(ciphertext, 3, () => some.toString('base64url'))),
          ...Array.from(ciphertext, (_, length) => ciphertext.slice(0, length)),
        ];
        expect(cut.length).toBe(bytes.length + ciphertext.length);
        expect(await accepted(cut, about)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('is null once any one character is another', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= \n';
    const edit = fc.record({ at: fc.nat(), to: fc.constantFrom(...letters) });
    await fc.assert(
      fc.asyncProperty(text, writer, edit, async (plain, by, { at, to }) => {
        const ciphertext = await by.encrypt(plain, about);
        const index = at % ciphertext.length;
        fc.pre(ciphertext[index] !== to);
        const edited = ciphertext.slice(0, index) + to + ciphertext.slice(index + 1);
        expect(await cipher.decrypt(edited, about)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('is null with anything before it or behind it', async () => {
    const junk = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(text, writer, junk, async (plain, by, more) => {
        const ciphertext = await by.encrypt(plain, about);
        expect(await accepted([more + ciphertext, ciphertext + more], about)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is null with a part of another, made in the same place', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, writer, writer, async (one, other, by, byOther) => {
        const ciphertext = await by.encrypt(one, about);
        const parts = (await byOther.encrypt(other, about)).split('.');
        const mixed = ([1, 2, 3] as const)
          .map((at) => withPart(ciphertext, at, () => parts[at] ?? ''))
          .filter((text) => text !== ciphertext);
        expect(mixed.length).toBeGreaterThanOrEqual(2);
        expect(await accepted(mixed, about)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is null under keys of other secrets, whatever their names', async () => {
    const secrets = fc.uint8Array({ minLength: 32, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(text, secrets, async (plain, secret) => {
        const foreign = fieldCipher([{ kid: newer.kid, secret }]);
        expect(await foreign.decrypt(await cipher.encrypt(plain, about), about)).toBeNull();
        expect(await cipher.decrypt(await foreign.encrypt(plain, about), about)).toBeNull();
      }),
    );
  });
});

describe('any other text', () => {
  it('is null, and never a fault', async () => {
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
