/** A limit: at most `limit` uses of a key in each window of `window` seconds. */
export interface RateLimit {
  /** Names what is counted. It contains no email address. */
  readonly key: string;
  readonly limit: number;
  readonly window: number;
}

/**
 * Counts uses for soft limits. Windows begin at whole multiples of their length. If a limiter cannot reach its
 * counters, it throws a `StorageError` with the code `unavailable`, or allows the use.
 */
export interface RateLimiter {
  /** Counts `cost` uses (1 or more) and returns null if they are within the limit. Otherwise counts nothing and returns the whole seconds until the window ends. */
  take(limit: RateLimit, cost: number, now: Date): Promise<number | null>;
  /** Makes room again for `cost` uses that were taken in the window of `now`, with the parameters of that `take`. Does nothing if less was taken. */
  giveBack(limit: RateLimit, cost: number, now: Date): Promise<void>;
}
