import { expect, it } from 'vitest';
import { atMinute } from '../../../src/testing/contract/fixtures.js';
import { fixedClock, manualClock } from '../../../src/testing/doubles/index.js';

it('a fixed clock keeps its time when the dates it was given or returned change', async () => {
  const start = atMinute(0);
  const clock = fixedClock(start);
  start.setTime(0);
  (await clock.now()).setTime(0);
  expect(await clock.now()).toEqual(atMinute(0));
});

it('a manual clock moves only by `advance` and `set`', () => {
  const clock = manualClock(atMinute(0));
  expect(clock.now()).toEqual(atMinute(0));
  clock.now().setTime(0);
  clock.advance(60);
  expect(clock.now()).toEqual(atMinute(1));
  clock.advance(-120);
  expect(clock.now()).toEqual(atMinute(-1));
  clock.set(atMinute(7));
  expect(clock.now()).toEqual(atMinute(7));
});
