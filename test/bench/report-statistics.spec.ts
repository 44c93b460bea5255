// The statistics of the benchmark, against values that were computed by hand, and what a turn notes.
import { describe, expect, it } from 'vitest';
import { measureInRounds, measureSlice } from '../../bench/measure.js';
import { compareFigures, p50, rate } from '../../bench/report/compare.js';
import { medianInterval, medianOf, pairedRatios, percentileOf } from '../../bench/statistics.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('a percentile', () => {
  it('is the value of the nearest rank', () => {
    expect(percentileOf(upTo(10), 0.5)).toBe(5);
    expect(percentileOf(upTo(10), 0.99)).toBe(10);
    expect(percentileOf(upTo(200), 0.99)).toBe(198);
    expect(percentileOf([7], 0.5)).toBe(7);
    expect(percentileOf([], 0.5)).toBeNaN();
  });
});

describe('the median', () => {
  it('is the middle value, or the mean of the two middle values', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(medianOf([])).toBeNaN();
  });
});

describe('the interval of a median', () => {
  // P(all ten on one side) = 2 / 1024, and with one more on the other side 2 · (1 + 10) / 1024.
  it('of ten values leaves out the lowest and the highest: 97.9 %', () => {
    const { low, high, confidence } = medianInterval(upTo(10).toReversed());
    expect([low, high]).toEqual([2, 9]);
    expect(confidence).toBeCloseTo(1 - 22 / 1024, 10);
  });

  // Outside: 2 · (1 + 20 + 190 + 1,140 + 4,845 + 15,504) / 2^20 = 4.1 %. With the next 38,760 it would be 11.5 %.
  it('of twenty values is from the sixth to the fifteenth: 95.9 %', () => {
    const { low, high, confidence } = medianInterval(upTo(20));
    expect([low, high]).toEqual([6, 15]);
    expect(confidence).toBeCloseTo(0.9586, 4);
  });

  // Without the outermost values it would be 1 − 2 · (1 + 8) / 256 = 93.0 %.
  it('of eight values is all of them, because 95 % is the least', () => {
    expect(medianInterval(upTo(8))).toEqual({ low: 1, high: 8, confidence: 1 - 2 / 256 });
  });

  it('of six values is all of them, and of fewer too, with less than 95 %', () => {
    expect(medianInterval(upTo(6))).toEqual({ low: 1, high: 6, confidence: 1 - 2 / 64 });
    expect(medianInterval(upTo(5))).toEqual({ low: 1, high: 5, confidence: 1 - 2 / 32 });
    expect(medianInterval([4])).toEqual({ low: 4, high: 4, confidence: 0 });
  });
});

describe('paired ratios', () => {
  it('compare the values of each turn', () => {
    expect(pairedRatios([2, 30], [1, 10])).toEqual([2, 3]);
  });

  it('leave out turns in which one of them did nothing', () => {
    expect(pairedRatios([2, 5, Number.NaN, 6], [1, 0, 3, 2])).toEqual([2, 3]);
  });
});

describe('a turn', () => {
  it('counts calls that throw as failures, and goes on', async () => {
    let calls = 0;
    const slice = await measureSlice(
      async () => {
        calls += 1;
        if (calls % 2 === 0) throw new Error(`call ${calls}\nand its details`);
      },
      1,
      0.005,
    );
    expect(slice.done + slice.failed).toBe(calls);
    expect(slice.failed).toBe(Math.floor(calls / 2));
    expect(slice.failure).toBe('call 2');
  });

  it('in which every call throws has no latency, and its ratio is unknown', async () => {
    const refuse = () => Promise.reject(new Error('refused'));
    const failed = await measureSlice(refuse, 2, 0.001);
    const done = await measureSlice(async () => {}, 2, 0.001);
    expect(failed).toMatchObject({ done: 0, p50: Number.NaN, p99: Number.NaN });
    const unknown = { ratio: null, interval: null, met: false };
    expect(compareFigures([done], [failed], rate, { bound: 'at least', target: 1 })).toMatchObject(
      unknown,
    );
    expect(compareFigures([failed], [done], p50, null)).toMatchObject({ ratio: null, ours: null });
  });

  it('is taken by each contestant, there and back in each round', async () => {
    const order: string[] = [];
    const contestant = (key: string) => ({
      key,
      seconds: 1e-9,
      async once() {
        order.push(key);
      },
    });
    const task = { title: 'a task', callers: 1, contestants: ['a', 'b', 'c'].map(contestant) };
    const [slices] = await measureInRounds([task], 2, () => {});
    expect(order.join('')).toBe('abcabccbaabccba');
    expect([...(slices ?? [])].map(([key, own]) => [key, own.length])).toEqual([
      ['a', 4],
      ['b', 4],
      ['c', 4],
    ]);
  });
});
