import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/testing/doubles/index.js';

describe('fraction', () => {
  it('is Mulberry32, by the values known of it', () => {
    const { fraction } = seededRandom(0);
    expect(fraction()).toBe(0.26642920868471265);
    expect(fraction()).toBe(0.0003297457005828619);
    expect(fraction()).toBe(0.2232720274478197);
  });

  it('stays at 0 or above and below 1, and falls into each tenth about as often', () => {
    const { fraction } = seededRandom(7);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n += 1) {
      const tenth = Math.floor(fraction() * 10);
      tenths[tenth] = (tenths[tenth] ?? Number.NaN) + 1;
    }
    expect(tenths).toHaveLength(10);
    // Ten times the standard deviation of 30 around the 1,000 expected.
    expect(Math.min(...tenths)).toBeGreaterThan(700);
    expect(Math.max(...tenths)).toBeLessThan(1300);
  });
});

describe('base32', () => {
  it('gives as many characters as asked for, each of the 32 sooner or later', () => {
    const random = seededRandom(1);
    expect(random.base32(0)).toBe('');
    expect(random.base32(6)).toMatch(/^[a-z2-7]{6}$/);
    expect(new Set(random.base32(2000)).size).toBe(32);
  });

  it('repeats itself with its seed and not with another', () => {
    expect(seededRandom(3).base32(20)).toBe(seededRandom(3).base32(20));
    expect(seededRandom(3).base32(20)).not.toBe(seededRandom(4).base32(20));
  });
});

describe('bytes', () => {
  it('are as many as asked for, each of the 256 sooner or later, and the same for a seed', () => {
    expect(seededRandom(1).bytes(0)).toEqual(new Uint8Array());
    expect(new Set(seededRandom(1).bytes(10_000)).size).toBe(256);
    expect(seededRandom(3).bytes(32)).toEqual(seededRandom(3).bytes(32));
    expect(seededRandom(3).bytes(32)).not.toEqual(seededRandom(4).bytes(32));
  });
});
