// Measures in rounds in which the subjects take turns, so that a slow moment of the machine affects all of them.

import type { BenchmarkData, OperationInputs } from './benchmark-data.js';
import type { BenchmarkOperation } from './operations.js';
import type { BenchmarkSubject } from './subject.js';

export interface MeasuredSubject {
  readonly name: string;
  readonly subject: BenchmarkSubject;
  readonly inputs: OperationInputs;
}

export interface RoundSettings {
  /** How long each subject runs per round. */
  readonly seconds: number;
  readonly rounds: number;
}

/** Operations per second of each subject, one rate per round. */
export type RatesBySubject = ReadonlyMap<string, readonly number[]>;

export async function measure(
  subjects: readonly MeasuredSubject[],
  data: BenchmarkData,
  operation: BenchmarkOperation,
  callers: number,
  { seconds, rounds }: RoundSettings,
): Promise<RatesBySubject> {
  const rates = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  const isWarmUp = (round: number) => round === 0;
  for (let round = 0; round <= rounds; round += 1) {
    const orderedSubjects = round % 2 === 0 ? subjects : subjects.toReversed();
    for (const { name, subject, inputs } of orderedSubjects) {
      const once = () => operation.run(subject, data, inputs);
      const rate = await measureRate(once, callers, isWarmUp(round) ? seconds / 2 : seconds);
      if (!isWarmUp(round)) rates.get(name)?.push(rate);
    }
  }
  return rates;
}

/** Each caller starts its next operation when the one before has ended. */
async function measureRate(once: () => Promise<void>, callers: number, seconds: number) {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const caller = async () => {
    do {
      await once();
      done += 1;
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (done * 1000) / (performance.now() - start);
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)] ?? 0, sorted[Math.ceil(middle)] ?? 0];
  return { median: (low + high) / 2, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** The ratio of each round, since both rates of a round were measured at the same time. */
export function ratiosOf(rates: readonly number[], base: readonly number[]): readonly number[] {
  return rates.map((rate, round) => rate / (base[round] ?? Number.NaN));
}
