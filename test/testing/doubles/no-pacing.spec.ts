import { expect, it } from 'vitest';
import { noPacing } from '../../../src/testing/doubles/index.js';

it('lets other code run before it continues', async () => {
  const order: string[] = [];
  const pacing = noPacing();
  await Promise.all([
    pacing.backoff(1).then(() => order.push('paused')),
    Promise.resolve().then(() => order.push('other')),
  ]);
  expect(order).toEqual(['other', 'paused']);
});

it('counts time for every backoff and every sleep, so that a loop reaches its deadline', async () => {
  const pacing = noPacing(20);
  const end = pacing.monotonicNow() + 10_000;
  let attempts = 0;
  while (pacing.monotonicNow() < end) {
    attempts += 1;
    await pacing.backoff(attempts);
  }
  expect(attempts).toBe(500);
  await pacing.sleep(1_000);
  expect(pacing.monotonicNow()).toBe(11_000);
  expect(noPacing().monotonicNow()).toBe(0);
});
