// Rounds in which the subjects take turns, so that what slows the machine down for a while slows all of them.

import type { Operation } from './operations.js';
import type { Stage, Supply } from './stage.js';
import type { Subject } from './subject.js';

export interface Contestant {
  readonly name: string;
  readonly subject: Subject;
  readonly supply: Supply;
}

export interface Pace {
  /** How long each subject runs in each round. */
  readonly seconds: number;
  readonly rounds: number;
}

/** Operations a second, by subject, one figure for each round. */
export type Rates = ReadonlyMap<string, readonly number[]>;

export async function measure(
  contestants: readonly Contestant[],
  stage: Stage,
  operation: Operation,
  callers: number,
  { seconds, rounds }: Pace,
): Promise<Rates> {
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  const isWarmUp = (round: number) => round === 0;
  for (let round = 0; round <= rounds; round += 1) {
    const turns = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const { name, subject, supply } of turns) {
      const once = () => operation.run(subject, stage, supply);
      const rate = await rateOf(once, callers, isWarmUp(round) ? seconds / 2 : seconds);
      if (!isWarmUp(round)) rates.get(name)?.push(rate);
    }
  }
  return rates;
}

/** Each caller gives the next operation when the one before it is done. */
async function rateOf(once: () => Promise<void>, callers: number, seconds: number) {
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

/** Of each round by itself: both were measured in the same moments. */
export function ratiosOf(rates: readonly number[], base: readonly number[]): readonly number[] {
  return rates.map((rate, round) => rate / (base[round] ?? Number.NaN));
}
