import { afterEach, describe, expect, it, vi } from 'vitest';
import { objectIds } from '../../../src/adapters/web/index.js';
import { isId } from '../../../src/domain/shared/ids.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A generator that uses these random bytes. */
function generatorOf(...bytes: number[]): ReturnType<typeof objectIds> {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    if (array instanceof Uint8Array) array.set(bytes);
    return array;
  });
  return objectIds();
}

describe('ids', () => {
  it('are never generated twice', () => {
    const ids = [objectIds(), objectIds()];
    const given = Array.from({ length: 100_000 }, (_, index) => ids[index % 2]?.next() ?? '');
    expect(new Set(given).size).toBe(given.length);
    expect(given.filter((id) => !isId(id))).toEqual([]);
  });

  it('hold the second, the generator and a counter', () => {
    vi.useFakeTimers({ now: new Date('2026-11-22T16:00:00.999Z') });
    const ids = generatorOf(0x01, 0x02, 0x03, 0x0a, 0xff, 0x00, 0x00, 0x09);
    expect(ids.next()).toBe('6b031180' + '0102030aff' + '00000a');
    vi.advanceTimersByTime(1);
    expect(ids.next()).toBe('6b031181' + '0102030aff' + '00000b');
  });

  it('start again from 0 when the counter is full', () => {
    vi.useFakeTimers({ now: 0 });
    const ids = generatorOf(1, 1, 1, 1, 1, 0xff, 0xff, 0xfe);
    expect([ids.next(), ids.next()]).toEqual([
      '00000000' + '0101010101' + 'ffffff',
      '00000000' + '0101010101' + '000000',
    ]);
  });

  it('keep their form when four bytes cannot hold the seconds any more', () => {
    vi.useFakeTimers({ now: new Date('2106-02-07T06:28:16Z') });
    expect(objectIds().next()).toMatch(/^00000000[0-9a-f]{16}$/);
  });
});
