// The statistics of the benchmark: percentiles, medians, and the interval of a median.

/** The value that this share of the sorted values does not exceed (nearest rank). Not a number if there are none. */
export function percentileOf(sorted: ArrayLike<number>, share: number): number {
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.max(rank, 1) - 1] ?? Number.NaN;
}

export function medianOf(values: readonly number[]): number {
  const sorted = sortedOf(values);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The probability that it contains the median of what was sampled, whatever the distribution is. */
  readonly confidence: number;
}

/**
 * From the k-th lowest to the k-th highest value, with the highest k that contains the median with a probability of at least
 * 95 %. Fewer than six values have no such interval; then it is all values, with its lower probability.
 */
export function medianInterval(values: readonly number[]): Interval {
  const sorted = sortedOf(values);
  const count = sorted.length;
  let k = 1;
  while (2 * (k + 1) <= count && confidenceOf(count, k + 1) >= 0.95) k += 1;
  return {
    low: sorted[k - 1] ?? Number.NaN,
    high: sorted[count - k] ?? Number.NaN,
    confidence: confidenceOf(count, k),
  };
}

/** Each value is below the median with probability ½, so the number of those below has a binomial distribution. */
function confidenceOf(count: number, k: number): number {
  let ways = 1;
  let outside = 0;
  for (let below = 0; below < k; below += 1) {
    outside += ways;
    ways = (ways * (count - below)) / (below + 1);
  }
  return Math.max(0, 1 - (2 * outside) / 2 ** count);
}

/** The ratio of each turn, since both values of a turn were measured within seconds. Turns without both values are left out. */
export function pairedRatios(
  ours: readonly number[],
  theirs: readonly number[],
): readonly number[] {
  return ours
    .map((value, turn) => value / (theirs[turn] ?? Number.NaN))
    .filter((ratio) => Number.isFinite(ratio));
}

function sortedOf(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}
