// A cache whose results expire by age and are invalidated by tags: the ids and slugs that a result contains.

import { LRUCache } from 'lru-cache';

/** How old cached results may be, and how many are kept. */
export interface CacheOptions {
  /** The maximum age of a result in seconds; default 5, above 0, at most 300. */
  readonly maxAge?: number;
  /** How many results of each read are kept; default 10,000, a whole number from 1 to 10,000,000. */
  readonly max?: number;
  /** A clock in milliseconds that never goes back; default `performance.now`. */
  readonly monotonicNow?: () => number;
}

const defaultMaxAgeSeconds = 5;
const maxAllowedAgeSeconds = 300;
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
  /** When the read began. */
  readonly startedAt: number;
  /** How many invalidations the cache had seen when the read began. */
  readonly invalidationsBefore: number;
}

export function createTaggedCache({
  maxAge = defaultMaxAgeSeconds,
  max = defaultMaxEntries,
  monotonicNow = () => performance.now(),
}: CacheOptions): TaggedCache {
  if (!(maxAge > 0 && maxAge <= maxAllowedAgeSeconds)) {
    throw new RangeError(
      `maxAge is ${maxAge}; it must be above 0 and at most ${maxAllowedAgeSeconds} seconds`,
    );
  }
  if (!Number.isInteger(max) || max < 1 || max > maxAllowedEntries) {
    throw new RangeError(`max is ${max}; it must be a whole number from 1 to ${maxAllowedEntries}`);
  }
  const ttl = maxAge * 1000;
  let invalidations = 0;
  /** Results of reads that began before this invalidation are no longer returned. */
  let minInvalidationsBefore = 0;
  /** For each tag, the number of its last invalidation. If a tag is evicted, every result from before that number becomes stale. */
  const lastInvalidationByTag = new LRUCache<string, number>({
    max,
    dispose(write, _tag, reason) {
      if (reason === 'evict') minInvalidationsBefore = Math.max(minInvalidationsBefore, write);
    },
  });

  const isFresh = ({ startedAt, invalidationsBefore, tags }: CacheEntry<unknown>) =>
    monotonicNow() - startedAt <= ttl &&
    invalidationsBefore >= minInvalidationsBefore &&
    tags.every(
      (tag) =>
        typeof tag !== 'string' || (lastInvalidationByTag.get(tag) ?? 0) <= invalidationsBefore,
    );

  return {
    defineRead<T>(tagsOf: (args: readonly unknown[], value: T) => CacheTags): CachedRead<T> {
      const entries = new LRUCache<string, CacheEntry<T>>({ max });
      return async (args, load) => {
        const key = JSON.stringify(args);
        const entry = entries.get(key);
        if (entry !== undefined && isFresh(entry)) return structuredClone(entry.value);
        const invalidationsBefore = invalidations;
        const startedAt = monotonicNow();
        const value = await load();
        const tags = tagsOf(args, value);
        const read = { value: structuredClone(value), tags, startedAt, invalidationsBefore };
        if (isFresh(read)) entries.set(key, read);
        return value;
      };
    },
    invalidate(tags) {
      invalidations += 1;
      if (tags === null) minInvalidationsBefore = invalidations;
      for (const tag of tags ?? []) lastInvalidationByTag.set(tag, invalidations);
    },
  };
}
