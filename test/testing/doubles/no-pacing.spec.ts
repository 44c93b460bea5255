import { expect, it } from 'vitest';
import { noPacing } from '../../../src/testing/doubles/index.js';

it('lets the others have a turn before it goes on', async () => {
  const order: string[] = [];
  const pacing = noPacing();
  await Promise.all([
    pacing.pause(1).then(() => order.push('paused')),
    Promise.resolve().then(() => order.push('other')),
  ]);
  expect(order).toEqual(['other', 'paused']);
});

it('lets time pass with every pause and every wait, so that a loop meets its deadline', async () => {
  const pacing = noPacing(20);
  const end = pacing.elapsed() + 10_000;
  let attempts = 0;
  while (pacing.elapsed() < end) {
    attempts += 1;
    await pacing.pause(attempts);
  }
  expect(attempts).toBe(500);
  await pacing.wait(1_000);
  expect(pacing.elapsed()).toBe(11_000);
  expect(noPacing().elapsed()).toBe(0);
});
