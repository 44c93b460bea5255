// The clock, random source, ids and pacing of every Web platform: Node, browsers, workers.

import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock, IdGenerator, Random, RetryPauses } from '../../ports/clock-random-ids.js';
import { onAbort } from '../../ports/on-abort.js';

/** The clock of this machine. */
export const systemClock: Clock = { now: () => new Date() };

const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Random bytes that are fetched ahead, because each call of the platform costs more than a hundred bytes of it. Bytes
 * that were given are overwritten.
 */
function bufferedRandomBytes(capacity: number): (length: number) => Uint8Array<ArrayBuffer> {
  const ahead = new Uint8Array(capacity);
  let used = capacity;
  return (length) => {
    if (length > capacity) return crypto.getRandomValues(new Uint8Array(length));
    if (used + length > capacity) {
      crypto.getRandomValues(ahead);
      used = 0;
    }
    const bytes = ahead.slice(used, used + length);
    ahead.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}

const randomBytes = bufferedRandomBytes(1024);

/** Random values from the platform's cryptographic source. */
export const cryptoRandom: Random = {
  base32(length) {
    const bytes = randomBytes(length);
    // 32 divides 256, so every character is equally likely.
    let text = '';
    for (const byte of bytes) text += base32Alphabet.charAt(byte % base32Alphabet.length);
    return text;
  },
  fraction() {
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
    // 26 high bits and 27 low bits make 53, as many as a number between 0 and 1 can hold.
    return ((high >>> 6) * 2 ** 27 + (low >>> 5)) / 2 ** 53;
  },
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/**
 * Generates ids as MongoDB's ObjectId does: 4 bytes of seconds, 5 random bytes of this generator, and a 3-byte
 * counter with a random start. One generator gives 16,777,216 different ids a second.
 */
export function objectIds(): IdGenerator {
  // Made at the first id: workers draw no random bytes while they load a module.
  let generator: IdSource | null = null;
  return {
    next() {
      generator ??= newGenerator();
      generator.count = (generator.count + 1) % 0x1000000;
      const seconds = toFixedHex(Math.floor(Date.now() / 1000), 8);
      return seconds + generator.hex + toFixedHex(generator.count, 6);
    },
  };
}

/** What the ids of one generator begin with, and how many it has given. */
interface IdSource {
  readonly hex: string;
  count: number;
}

function newGenerator(): IdSource {
  const randomHex = bytesToHex(crypto.getRandomValues(new Uint8Array(8)));
  return { hex: randomHex.slice(0, 10), count: Number.parseInt(randomHex.slice(10), 16) };
}

function toFixedHex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').slice(-digits);
}

/** Waits with the platform's timers. An abort ends a wait early without an error; the caller must check the signal. */
export const timedPacing: RetryPauses = {
  backoff: (attempt, signal) =>
    sleepUnlessAborted(cryptoRandom.fraction() * maxBackoffMs(attempt), signal),
  sleep: sleepUnlessAborted,
  startTimer(milliseconds, callback) {
    const timer = setTimeout(callback, Math.min(milliseconds, maxTimerMs));
    return () => clearTimeout(timer);
  },
  monotonicNow: () => performance.now(),
};

function maxBackoffMs(attempt: number): number {
  return Math.min(500, 5 * 2 ** attempt);
}

/** The longest delay of a timer; a longer one would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

function sleepUnlessAborted(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(end, Math.min(milliseconds, maxTimerMs));
    const stopListening = signal === undefined ? null : onAbort(signal, end);
    function end(): void {
      clearTimeout(timer);
      stopListening?.();
      resolve();
    }
  });
}
