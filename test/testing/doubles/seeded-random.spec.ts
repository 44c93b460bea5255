// seededRandom gives the same values for the same seed.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/testing/doubles/index.js';

describe('fraction', () => {
  it('gives the known values of Mulberry32', () => {
    const { fraction } = seededRandom(0);
    expect(fraction()).toBe(0.26642920868471265);
    expect(fraction()).toBe(0.0003297457005828619);
    expect(fraction()).toBe(0.2232720274478197);
  });

  it('is at least 0 and below 1, and about as often in each tenth', () => {
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
  it('gives the requested number of characters, and all 32 in a long text', () => {
    const random = seededRandom(1);
    expect(random.base32(0)).toBe('');
    expect(random.base32(6)).toMatch(/^[a-z2-7]{6}$/);
    expect(new Set(random.base32(2000)).size).toBe(32);
  });

  it('gives the same text for the same seed and another for another seed', () => {
    expect(seededRandom(3).base32(20)).toBe(seededRandom(3).base32(20));
    expect(seededRandom(3).base32(20)).not.toBe(seededRandom(4).base32(20));
  });
});

describe('bytes', () => {
  it('has the requested number of bytes, all 256 values in a long array, and the same bytes for the same seed', () => {
    expect(seededRandom(1).bytes(0)).toEqual(new Uint8Array());
    expect(new Set(seededRandom(1).bytes(10_000)).size).toBe(256);
    expect(seededRandom(3).bytes(32)).toEqual(seededRandom(3).bytes(32));
    expect(seededRandom(3).bytes(32)).not.toEqual(seededRandom(4).bytes(32));
  });
});
