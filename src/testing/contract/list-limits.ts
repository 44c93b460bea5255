import { assertSame } from './assertions.js';

/** Reads with several limits, the last one above the number of rows. Each read must return the first rows of `expected`. */
export async function assertListUpToLimits<T>(
  read: (limit: number) => Promise<readonly T[]>,
  expected: readonly T[],
  what: string,
): Promise<void> {
  for (const limit of [1, 2, expected.length, expected.length + 1, 1_000]) {
    assertSame(await read(limit), expected.slice(0, limit), `${what}, up to ${limit}`);
  }
}
