import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cryptoRandom, systemClock, timedPacing } from '../../../src/adapters/web/index.js';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T16:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** How long the promise takes by the test's own clock. */
async function waited(wait: Promise<void>): Promise<number> {
  const start = Date.now();
  const end = wait.then(() => Date.now());
  await vi.runAllTimersAsync();
  return (await end) - start;
}

function listening(): { signal: AbortSignal; abort: () => void; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  return {
    signal,
    abort: () => controller.abort(),
    listeners: () => added.mock.calls.length - removed.mock.calls.length,
  };
}

describe('a backoff', () => {
  it.each([
    [0, 4],
    [1, 8],
    [2, 16],
    [6, 256],
    [7, 400],
    [50, 400],
    [5_000, 400],
  ])(
    'before attempt %i takes at most the doubled and bounded time',
    async (attempt, milliseconds) => {
      vi.spyOn(cryptoRandom, 'fraction').mockReturnValue(0.8);
      expect(await waited(timedPacing.backoff(attempt))).toBe(milliseconds);
    },
  );

  it('has a random length', async () => {
    vi.spyOn(cryptoRandom, 'fraction').mockReturnValue(0);
    expect(await waited(timedPacing.backoff(9))).toBeLessThanOrEqual(1);
  });

  it('ends when it is aborted', async () => {
    vi.spyOn(cryptoRandom, 'fraction').mockReturnValue(0.8);
    const { signal, abort } = listening();
    setTimeout(abort, 100);
    expect(await waited(timedPacing.backoff(50, signal))).toBe(100);
  });
});

describe('a wait', () => {
  it('takes the requested time and leaves no listener', async () => {
    const { signal, listeners } = listening();
    const wait = timedPacing.sleep(60_000, signal);
    expect(listeners()).toBe(1);
    expect(await waited(wait)).toBe(60_000);
    expect(listeners()).toBe(0);
  });

  it('ends without an error when it is aborted, and leaves neither listener nor timer', async () => {
    const { signal, abort, listeners } = listening();
    const wait = timedPacing.sleep(60_000, signal);
    abort();
    await expect(wait).resolves.toBeUndefined();
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends at once if the signal was aborted before', async () => {
    const { signal, abort, listeners } = listening();
    abort();
    await expect(timedPacing.sleep(60_000, signal)).resolves.toBeUndefined();
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not end at once if it is longer than a timer can be', async () => {
    expect(await waited(timedPacing.sleep(Number.POSITIVE_INFINITY))).toBe(2 ** 31 - 1);
  });
});

describe('the clock', () => {
  it('has a monotonic time in milliseconds', () => {
    const start = timedPacing.monotonicNow();
    vi.advanceTimersByTime(1_500);
    expect(timedPacing.monotonicNow() - start).toBe(1_500);
  });

  it('gives the time of the machine', () => {
    expect(systemClock.now()).toEqual(new Date('2026-11-22T16:00:00Z'));
  });
});

describe('a timer', () => {
  it('calls back, unless it is stopped before', async () => {
    const called: string[] = [];
    timedPacing.startTimer(1, () => void called.push('kept'));
    timedPacing.startTimer(1, () => void called.push('stopped'))();
    await vi.runAllTimersAsync();
    expect(called).toEqual(['kept']);
  });
});

describe('many waits with one signal', () => {
  it('add one listener to it, and all end when it aborts', async () => {
    const controller = new AbortController();
    const listen = vi.spyOn(controller.signal, 'addEventListener');
    const waits = Array.from({ length: 60 }, () => timedPacing.sleep(60_000, controller.signal));
    controller.abort();
    await Promise.all(waits);
    expect(listen).toHaveBeenCalledTimes(1);
  });
});
