import { afterEach, describe, expect, it, vi } from 'vitest';
import { cryptoRandom } from '../../../src/adapters/web/index.js';

afterEach(() => vi.restoreAllMocks());

function fillWith(value: (index: number) => number): void {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    if (array instanceof Uint8Array || array instanceof Uint32Array) {
      array.forEach((_, index) => {
        array[index] = value(index);
      });
    }
    return array;
  });
}

/** Another instance, which has fetched nothing yet. */
async function freshCryptoRandom(): Promise<typeof cryptoRandom> {
  vi.resetModules();
  const web = await import('../../../src/adapters/web/index.js');
  return web.cryptoRandom;
}

describe('base32', () => {
  it('gives each character for the same number of byte values', async () => {
    fillWith((index) => index);
    const random = await freshCryptoRandom();
    const counts = new Map<string, number>();
    for (const character of random.base32(256)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect([...counts.keys()].sort().join('')).toBe('234567abcdefghijklmnopqrstuvwxyz');
    expect([...counts.values()].every((count) => count === 8)).toBe(true);
  });

  it('has the requested length', () => {
    for (const length of [0, 1, 6, 64]) {
      expect(cryptoRandom.base32(length)).toMatch(new RegExp(`^[a-z2-7]{${length}}$`));
    }
  });

  it('gives no random byte twice, and fetches many at once', async () => {
    let fetched = 0;
    fillWith(() => {
      fetched += 1;
      return Math.floor((fetched - 1) / 32) % 32;
    });
    const random = await freshCryptoRandom();
    // 32 bytes have one value, and the next 32 have the next value.
    const texts = Array.from({ length: 100 }, () => random.base32(32));
    for (const [place, text] of texts.entries()) {
      expect(text).toBe('abcdefghijklmnopqrstuvwxyz234567'.charAt(place % 32).repeat(32));
    }
    expect(vi.mocked(crypto.getRandomValues).mock.calls.length).toBeLessThan(10);
  });

  it('can be longer than what is fetched at once', () => {
    expect(cryptoRandom.base32(5000)).toMatch(/^[a-z2-7]{5000}$/);
  });

  it('differs each time', () => {
    expect(cryptoRandom.base32(40)).not.toBe(cryptoRandom.base32(40));
  });
});

describe('bytes', () => {
  it('have the requested length and the values of the source', () => {
    fillWith((index) => index);
    expect(cryptoRandom.bytes(3)).toEqual(Uint8Array.of(0, 1, 2));
    expect(cryptoRandom.bytes(0)).toEqual(new Uint8Array());
  });

  it('differ each time', () => {
    expect(cryptoRandom.bytes(32)).not.toEqual(cryptoRandom.bytes(32));
  });
});

describe('a fraction', () => {
  it('is at least 0 and below 1', () => {
    fillWith(() => 0);
    expect(cryptoRandom.fraction()).toBe(0);
    fillWith(() => 0xffffffff);
    expect(cryptoRandom.fraction()).toBe(1 - 2 ** -53);
  });

  it('uses both random words', () => {
    fillWith((index) => (index === 0 ? 2 ** 31 : 0));
    expect(cryptoRandom.fraction()).toBe(0.5);
    fillWith((index) => (index === 0 ? 0 : 2 ** 31));
    expect(cryptoRandom.fraction()).toBe(2 ** -27);
  });
});
