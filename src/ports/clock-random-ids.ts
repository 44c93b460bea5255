// Ports for time, new ids, randomness and waiting.

/** Gives the current time. */
export interface Clock {
  now(): Date | Promise<Date>;
}

/** Makes new ids. */
export interface IdGenerator {
  /** A new unique id of 24 lower-case hex digits. */
  next(): string;
}

/** Cryptographically secure randomness. */
export interface Random {
  /** `length` characters of a–z and 2–7, each equally likely. */
  base32(length: number): string;
  /** A random number from 0 up to, but not including, 1. */
  fraction(): number;
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** Waits before retries of commands and relays, and measures elapsed time. */
export interface RetryPauses {
  /** Waits a random time between 0 and the smaller of 500 ms and 5 ms · 2^attempt (full jitter). `attempt` starts at 0. Ends early when `signal` aborts. */
  backoff(attempt: number, signal?: AbortSignal): Promise<void>;
  /** Waits for this many milliseconds. Ends early when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after this many milliseconds, unless the returned function is called before. */
  startTimer(milliseconds: number, callback: () => void): () => void;
  /** Milliseconds of a clock that never goes back, for deadlines. */
  monotonicNow(): number;
}
