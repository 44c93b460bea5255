import fc from 'fast-check';

const earliestEpochMs = Date.UTC(1970, 0, 1);
const latestEpochMs = Date.UTC(2199, 11, 31);

/** Whole milliseconds from 1970 to 2199. */
export function dates(): fc.Arbitrary<Date> {
  return fc.integer({ min: earliestEpochMs, max: latestEpochMs }).map((time) => new Date(time));
}

/** Two dates, the second not before the first and at most a year after it. */
export function periods(): fc.Arbitrary<readonly [from: Date, to: Date]> {
  return fc
    .tuple(dates(), fc.integer({ min: 0, max: 31_536_000_000 }))
    .map(([from, length]) => [from, new Date(from.getTime() + length)] as const);
}
