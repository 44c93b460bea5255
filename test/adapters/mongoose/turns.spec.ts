// Work on the same keys goes one after the other, in the order in which it was given.
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/adapters/mongoose/turns.js';

const long = 60;

function noted() {
  const begun: string[] = [];
  const endings = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => endings.set(name, resolve));
  };
  const end = async (name: string) => {
    endings.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

describe('work that takes turns', () => {
  it('waits for all earlier work that shares a key, and for no other', async () => {
    const takeTurn = createTurns();
    const { begun, work, end } = noted();
    const all = [
      takeTurn(['a'], long, work('first')),
      takeTurn(['a', 'b'], long, work('second')),
      takeTurn(['b'], long, work('third')),
      takeTurn(['c'], long, work('other')),
    ];
    await end('');
    expect(begun).toEqual(['first', 'other']);
    await end('first');
    expect(begun).toEqual(['first', 'other', 'second']);
    await end('second');
    expect(begun).toEqual(['first', 'other', 'second', 'third']);
    await Promise.all([end('third'), end('other'), ...all]);
  });

  it('is given up after its time, and what comes after it still waits for what was before', async () => {
    const takeTurn = createTurns();
    const { begun, work, end } = noted();
    const first = takeTurn(['a'], long, work('first'));
    const late = takeTurn(['a'], 0.01, work('late'));
    const last = takeTurn(['a'], long, work('last'));
    await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    expect(begun).toEqual(['first']);
    await end('first');
    expect(begun).toEqual(['first', 'last']);
    await Promise.all([end('last'), first, last]);
  });

  it('waits for earlier work also if everything after that was given up', async () => {
    const takeTurn = createTurns();
    const { begun, work, end } = noted();
    const first = takeTurn(['a'], long, work('first'));
    await expect(takeTurn(['a'], 0.01, work('late'))).rejects.toThrow();
    const last = takeTurn(['a'], long, work('last'));
    await end('');
    expect(begun).toEqual(['first']);
    await end('first');
    expect(begun).toEqual(['first', 'last']);
    await Promise.all([end('last'), first, last]);
  });

  it('goes on after work that failed', async () => {
    const takeTurn = createTurns();
    const failed = takeTurn(['a'], long, () => Promise.reject(new Error('failed')));
    const next = takeTurn(['a'], long, async () => 'done');
    await expect(failed).rejects.toThrow('failed');
    expect(await next).toBe('done');
  });
});
