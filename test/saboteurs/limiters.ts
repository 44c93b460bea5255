// Rate limiters with one defect each.

import { memoryRateLimiter } from '../../src/adapters/memory/index.js';
import type { RateLimit, RateLimiter } from '../../src/ports/rate-limiter.js';
import { rateLimiterContract } from '../../src/testing/contract/index.js';
import type { Verdict } from './try-mutant.js';

export interface LimiterMutant {
  readonly kind: string;
  readonly name: string;
  readonly plant: () => RateLimiter;
}

interface Use {
  readonly limit: RateLimit;
  readonly cost: number;
  readonly now: Date;
}

type Misuse = (use: Use) => Use;

const seconds = (date: Date, change: number) => new Date(date.getTime() + change * 1_000);

function withKey(change: (key: string, use: Use) => string): Misuse {
  return (use) => ({ ...use, limit: { ...use.limit, key: change(use.limit.key, use) } });
}

/** What a limiter makes of a use, at `take`, at `giveBack`, or at both. */
const misuses: Readonly<Record<string, Misuse>> = {
  ...Object.fromEntries(
    [1, 8, 16, 20, 32, 64, 100, 255, 256].map((length) => [
      `cuts keys after ${length}`,
      withKey((key) => key.slice(0, length)),
    ]),
  ),
  ...Object.fromEntries(
    [8, 20, 64].map((length) => [
      `keeps the last ${length} characters of keys`,
      withKey((key) => key.slice(-length)),
    ]),
  ),
  'ignores the case of keys': withKey((key) => key.toLowerCase()),
  'normalizes keys': withKey((key) => key.normalize('NFC')),
  'normalizes keys in NFKC': withKey((key) => key.normalize('NFKC')),
  'trims keys': withKey((key) => key.trim()),
  'drops spaces from keys': withKey((key) => key.replaceAll(' ', '')),
  'replaces dots and dollars in keys': withKey((key) => key.replaceAll(/[.$]/gu, '_')),
  'counts all keys together': withKey(() => 'all'),
  'hashes keys to 8 bits': withKey((key) =>
    String([...key].reduce((hash, each) => (hash * 31 + (each.codePointAt(0) ?? 0)) % 256, 7)),
  ),
  'counts each limit separately': withKey((key, { limit: { limit } }) => `${key} ${limit}`),
  'counts each cost separately': withKey((key, { cost }) => `${key} ${cost}`),
  'allows one more': ({ limit, ...use }) => ({
    ...use,
    limit: { ...limit, limit: limit.limit + 1 },
  }),
  'allows one less': ({ limit, ...use }) => ({
    ...use,
    limit: { ...limit, limit: limit.limit - 1 },
  }),
  ...Object.fromEntries(
    [10, 100, 127, 255, 1_000, 32_767].map((most) => [
      `allows at most ${most}`,
      ({ limit, ...use }: Use) => ({
        ...use,
        limit: { ...limit, limit: Math.min(limit.limit, most) },
      }),
    ]),
  ),
  'counts every use as one': (use) => ({ ...use, cost: 1 }),
  ...Object.fromEntries(
    [10, 100].map((most) => [
      `counts at most ${most} for a use`,
      (use: Use) => ({ ...use, cost: Math.min(use.cost, most) }),
    ]),
  ),
  'counts one more': (use) => ({ ...use, cost: use.cost + 1 }),
  'has windows of one minute': ({ limit, ...use }) => ({ ...use, limit: { ...limit, window: 60 } }),
  'has windows of a day': ({ limit, ...use }) => ({ ...use, limit: { ...limit, window: 86_400 } }),
  'has windows of at most an hour': ({ limit, ...use }) => ({
    ...use,
    limit: { ...limit, window: Math.min(3_600, limit.window) },
  }),
  'has windows of whole minutes': ({ limit, ...use }) => ({
    ...use,
    limit: { ...limit, window: Math.max(60, Math.round(limit.window / 60) * 60) },
  }),
  'is a second late': (use) => ({ ...use, now: seconds(use.now, -1) }),
  'is a second early': (use) => ({ ...use, now: seconds(use.now, 1) }),
  'is a millisecond late': (use) => ({ ...use, now: seconds(use.now, -0.001) }),
  'is a millisecond early': (use) => ({ ...use, now: seconds(use.now, 0.001) }),
  'has a clock of seconds': (use) => ({
    ...use,
    now: new Date(Math.floor(use.now.getTime() / 1_000) * 1_000),
  }),
  'has the clock of the machine': (use) => ({ ...use, now: new Date() }),
  'has windows that start at midnight': (use) => ({
    ...use,
    now: new Date(use.now.getTime() % 86_400_000),
  }),
  'has windows that start with the hour': (use) => ({
    ...use,
    now: new Date(Date.UTC(2150, 0, 1) + (use.now.getTime() % 3_600_000)),
  }),
  'has one window for ever': (use) => ({ ...use, now: new Date(use.now.getTime() % 1_000) }),
};

function misusing(): readonly LimiterMutant[] {
  return Object.entries(misuses).flatMap(([what, misuse]) =>
    ([['take'], ['giveBack'], ['take', 'giveBack']] as const).map((methods) => ({
      kind: 'limiter: uses',
      name: `${what} at ${methods.join(' and ')}`,
      plant: () => {
        const real = memoryRateLimiter();
        const run = (method: keyof RateLimiter, use: Use) => {
          const { limit, cost, now } = methods.some((each) => each === method) ? misuse(use) : use;
          return [limit, cost, now] as const;
        };
        return {
          take: (limit, cost, now) => real.take(...run('take', { limit, cost, now })),
          giveBack: (limit, cost, now) => real.giveBack(...run('giveBack', { limit, cost, now })),
        };
      },
    })),
  );
}

interface Counting {
  /** What is kept of a count. */
  readonly store?: (count: number) => number;
  /** The most keys that are kept: the oldest are forgotten. */
  readonly keys?: number;
  /** Windows other than that of the last use are forgotten. */
  readonly forgets?: (kept: number, now: number) => boolean;
  readonly looksFirst?: boolean;
  readonly refusedCounts?: boolean;
  readonly waits?: (wait: number) => number;
  readonly gives?: (taken: number, cost: number) => number;
  readonly sharesWindows?: boolean;
}

/** A limiter of its own, correct without a choice. */
export function countingLimiter(choice: Counting = {}): RateLimiter {
  const {
    store = (count) => count,
    keys = Number.POSITIVE_INFINITY,
    forgets = () => false,
    waits = (wait) => wait,
    gives,
  } = choice;
  const counts = new Map<string, { count: number; readonly start: number }>();
  const cellOf = ({ key, window }: RateLimit, now: Date) => {
    const start = Math.floor(now.getTime() / 1_000 / window) * window;
    for (const [name, cell] of counts) if (forgets(cell.start, start)) counts.delete(name);
    const name = JSON.stringify(
      choice.sharesWindows === true ? [key, start] : [key, window, start],
    );
    const cell = counts.get(name) ?? { count: 0, start };
    counts.delete(name);
    counts.set(name, cell);
    for (const oldest of counts.keys()) if (counts.size > keys) counts.delete(oldest);
    return cell;
  };
  return {
    async take(limit, cost, now) {
      const looked = choice.looksFirst === true ? cellOf(limit, now).count : null;
      await Promise.resolve();
      if (looked !== null) await Promise.resolve();
      const cell = cellOf(limit, now);
      const isRefused = (looked ?? cell.count) + cost > limit.limit;
      if (!isRefused || choice.refusedCounts === true) cell.count = store(cell.count + cost);
      return isRefused ? waits(Math.ceil(cell.start + limit.window - now.getTime() / 1_000)) : null;
    },
    async giveBack(limit, cost, now) {
      const cell = cellOf(limit, now);
      const left = gives === undefined ? cell.count - cost : gives(cell.count, cost);
      if (left >= 0) cell.count = left;
    },
  };
}

const countings: Readonly<Record<string, Counting>> = {
  'counts in 8 bits': { store: (count) => count % 256 },
  'counts in 8 bits with a sign': { store: (count) => (count > 127 ? count - 256 : count) },
  'counts in 16 bits': { store: (count) => count % 65_536 },
  'counts in 16 bits with a sign': { store: (count) => (count > 32_767 ? count - 65_536 : count) },
  'counts up to 100': { store: (count) => Math.min(100, count) },
  ...Object.fromEntries([1, 2, 10, 100, 1_000].map((keys) => [`keeps ${keys} keys`, { keys }])),
  'forgets earlier windows of any length': { forgets: (kept, now) => kept < now },
  'forgets later windows when a clock is back': { forgets: (kept, now) => kept > now },
  'forgets all other windows': { forgets: (kept, now) => kept !== now },
  'looks before it takes': { looksFirst: true },
  'counts what it refuses': { refusedCounts: true },
  'counts windows of all lengths together': { sharesWindows: true },
  'waits a second less': { waits: (wait) => Math.max(0, wait - 1) },
  'waits a second more': { waits: (wait) => wait + 1 },
  'waits at most a minute': { waits: (wait) => Math.min(60, wait) },
  'waits in milliseconds': { waits: (wait) => wait * 1_000 },
  'gives back one': { gives: (taken) => taken - 1 },
  'gives back everything': { gives: () => 0 },
  'gives back nothing': { gives: (taken) => taken },
  'gives back what there is': { gives: (taken, cost) => Math.max(0, taken - cost) },
};

export function limiterMutants(): readonly LimiterMutant[] {
  return [
    ...misusing(),
    ...Object.entries(countings).map(([name, choice]) => ({
      kind: 'limiter: counts',
      name,
      plant: () => countingLimiter(choice),
    })),
    {
      kind: 'limiter: counts',
      name: 'allows everything',
      plant: () => ({ ...memoryRateLimiter(), take: async () => null }),
    },
    {
      kind: 'limiter: counts',
      name: 'refuses everything',
      plant: () => ({ ...memoryRateLimiter(), take: async ({ window }) => window }),
    },
  ];
}

export async function tryLimiter({ kind, name, plant }: LimiterMutant): Promise<Verdict> {
  for (const { id, check } of rateLimiterContract) {
    try {
      await check(plant());
    } catch {
      return { kind, name, caughtBy: id, ms: 0 };
    }
  }
  return { kind, name, caughtBy: null, ms: 0 };
}
