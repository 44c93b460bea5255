// A cache whose results expire by age and are invalidated by tags: the ids and slugs that a result contains.

import { LRUCache } from 'lru-cache';

/** How old cached results may be, and how many are kept. */
export interface CacheOptions {
  /** Seconds that a result may be old; default 5, above 0, at most 300. */
  readonly maxAge?: number;
  /** How many results of each read are kept; default 10,000, a whole number from 1 to 10,000,000. */
  readonly max?: number;
  /** A clock in milliseconds that never goes back; default `performance.now`. */
  readonly monotonicNow?: () => number;
}

const defaultMaxAge = 5;
const maxAllowedAge = 300;
const defaultMaxEntries = 10_000;
const maxAllowedEntries = 10_000_000;

/** Ids and slugs that a result contains. Values that are not strings are ignored. */
type CacheTags = readonly unknown[];

/** Results of reads, dropped when they grow old or when a write changes what they contain. */
export interface TaggedCache {
  /** Defines a cached read; `tagsOf` returns the tags of a result. */
  defineRead<T>(tagsOf: (args: readonly unknown[], value: T) => CacheTags): CachedRead<T>;
  /** Drops every result with one of these tags, also results that are still loading; all results if `tags` is null. */
  invalidate(tags: readonly string[] | null): void;
}

/** Returns the kept result, or calls `load` and keeps what it returns. */
type CachedRead<T> = (args: readonly unknown[], load: () => Promise<T>) => Promise<T>;

interface CacheEntry<T> {
  readonly value: T;
  readonly tags: CacheTags;
  /** How many writes the cache had seen when the read began. */
  readonly writesBefore: number;
}

export function taggedCache({
  maxAge = defaultMaxAge,
  max = defaultMaxEntries,
  monotonicNow = () => performance.now(),
}: CacheOptions): TaggedCache {
  if (!(maxAge > 0 && maxAge <= maxAllowedAge)) {
    throw new RangeError(
      `maxAge is ${maxAge}; it must be above 0 and at most ${maxAllowedAge} seconds`,
    );
  }
  if (!Number.isInteger(max) || max < 1 || max > maxAllowedEntries) {
    throw new RangeError(`max is ${max}; it must be a whole number from 1 to ${maxAllowedEntries}`);
  }
  const ttl = maxAge * 1000;
  let writes = 0;
  /** Results of reads that began before this write are no longer returned. */
  let minWritesBefore = 0;
  /** The last write of each tag. Evicting a tag raises `minWritesBefore` instead. */
  const lastWrites = new LRUCache<string, number>({
    max,
    dispose(write, _tag, reason) {
      if (reason === 'evict') minWritesBefore = Math.max(minWritesBefore, write);
    },
  });

  const isFresh = ({ writesBefore, tags }: CacheEntry<unknown>) =>
    writesBefore >= minWritesBefore &&
    tags.every((tag) => typeof tag !== 'string' || (lastWrites.get(tag) ?? 0) <= writesBefore);

  return {
    defineRead<T>(tagsOf: (args: readonly unknown[], value: T) => CacheTags): CachedRead<T> {
      const entries = new LRUCache<string, CacheEntry<T>>({
        max,
        ttl,
        // Checks the age on every read. The clock must not start at 0, which lru-cache takes for no start time.
        ttlResolution: 0,
        perf: { now: () => monotonicNow() + 1 },
      });
      return async (args, load) => {
        const key = JSON.stringify(args);
        const entry = entries.get(key);
        if (entry !== undefined && isFresh(entry)) return structuredClone(entry.value);
        const writesBefore = writes;
        const startedAt = monotonicNow();
        const value = await load();
        const age = monotonicNow() - startedAt;
        const tags = tagsOf(args, value);
        const newEntry = { value: structuredClone(value), tags, writesBefore };
        if (age < ttl && isFresh(newEntry)) entries.set(key, newEntry, { ttl: ttl - age });
        return value;
      };
    },
    invalidate(tags) {
      writes += 1;
      if (tags === null) minWritesBefore = writes;
      for (const tag of tags ?? []) lastWrites.set(tag, writes);
    },
  };
}
