import { same } from './expectations.js';

/** Asks up to several limits, the last of them beyond everything; each time these must come, from the first on. */
export async function sameUpToLimits<T>(
  ask: (limit: number) => Promise<readonly T[]>,
  expected: readonly T[],
  what: string,
): Promise<void> {
  for (const limit of [1, 2, expected.length, expected.length + 1, 1_000]) {
    same(await ask(limit), expected.slice(0, limit), `${what}, up to ${limit}`);
  }
}
