import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../../src/adapters/memory/index.js';

const midnight = new Date('2026-03-01T00:00:00Z');

function secondsOn(seconds: number): Date {
  return new Date(midnight.getTime() + seconds * 1000);
}

describe('the memory rate limiter', () => {
  it('drops a window when it is over, and so keeps only the current windows', async () => {
    const { take } = memoryRateLimiter();
    const limit = { key: 'inviter a1', limit: 1, window: 600 };
    expect(await take(limit, 1, secondsOn(0))).toBeNull();
    expect(await take(limit, 1, secondsOn(599))).toBe(1);
    await take({ key: 'another', limit: 1, window: 60 }, 1, secondsOn(600));
    expect(await take(limit, 1, secondsOn(0))).toBeNull();
  });

  it('keeps a long window while short ones end', async () => {
    const { take } = memoryRateLimiter();
    const daily = { key: 'inviter a1', limit: 1, window: 86_400 };
    const often = { key: 'inviter a1', limit: 1, window: 600 };
    expect(await take(daily, 1, secondsOn(0))).toBeNull();
    for (let n = 0; n < 100; n += 1) expect(await take(often, 1, secondsOn(600 * n))).toBeNull();
    expect(await take(daily, 1, secondsOn(86_399))).toBe(1);
  });

  it('counts on its own, separately from another rate limiter', async () => {
    const limit = { key: 'inviter a1', limit: 1, window: 600 };
    expect(await memoryRateLimiter().take(limit, 1, midnight)).toBeNull();
    expect(await memoryRateLimiter().take(limit, 1, midnight)).toBeNull();
  });

  it('lets other calls go first, as a limiter with a server does', async () => {
    const { take } = memoryRateLimiter();
    const limit = { key: 'inviter a1', limit: 1, window: 600 };
    const order: string[] = [];
    const taking = take(limit, 1, midnight).then(() => order.push('taken'));
    order.push('asked');
    await taking;
    expect(order).toEqual(['asked', 'taken']);
  });
});
