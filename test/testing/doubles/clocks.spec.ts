import { expect, it } from 'vitest';
import { at } from '../../../src/testing/contract/specimens.js';
import { fixedClock, manualClock } from '../../../src/testing/doubles/index.js';

it('stands where it was fixed, whatever becomes of the dates given and taken', async () => {
  const start = at(0);
  const clock = fixedClock(start);
  start.setTime(0);
  (await clock.now()).setTime(0);
  expect(await clock.now()).toEqual(at(0));
});

it('moves by seconds and to a date when it is told to, and not by itself', () => {
  const clock = manualClock(at(0));
  expect(clock.now()).toEqual(at(0));
  clock.now().setTime(0);
  clock.advance(60);
  expect(clock.now()).toEqual(at(1));
  clock.advance(-120);
  expect(clock.now()).toEqual(at(-1));
  clock.set(at(7));
  expect(clock.now()).toEqual(at(7));
});
