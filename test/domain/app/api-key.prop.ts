import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApiKey,
  isValidKey,
  isWorthNoting,
  revokeKey,
  rotateKey,
} from '../../../src/domain/app/api-key.js';
import { secondsAfter } from '../../../src/domain/shared/time.js';
import { apiKeyIds, apiKeys, dates, keyDigests } from '../../../src/testing/arbitraries/index.js';
import { day } from '../review/support/review-samples.js';

const overlaps = fc.oneof(fc.constant(0), fc.nat(7 * day));

/** A key, and a moment at which it may well be valid. */
const keysInTime = fc
  .tuple(apiKeys(), dates(), fc.boolean(), fc.integer({ min: -2, max: 2 }))
  .map(([key, at, isNear, shift]) => ({
    key,
    at: isNear ? new Date((key.expiresAt ?? at).getTime() + shift) : at,
  }));

const rotations = fc.record({
  id: apiKeyIds(),
  digest: keyDigests(),
  lastFour: fc.constant('abcd'),
});

function isInOverlap({ replacedBy, expiresAt, overlapUntil }: ApiKey, at: Date): boolean {
  const until = replacedBy === undefined ? overlapUntil : expiresAt;
  return until !== undefined && until.getTime() > at.getTime();
}

describe('a key', () => {
  it('is valid exactly while it is neither revoked nor past its end', () => {
    fc.assert(
      fc.property(keysInTime, ({ key, at }) => {
        const end =
          key.revokedAt === undefined ? (key.expiresAt?.getTime() ?? Infinity) : -Infinity;
        expect(isValidKey(key, at)).toBe(at.getTime() < end);
        expect(isValidKey(revokeKey(key, at), at)).toBe(false);
      }),
    );
  });

  it('is noted at most once a minute', () => {
    fc.assert(
      fc.property(
        apiKeys(),
        dates(),
        fc.integer({ min: -90_000, max: 90_000 }),
        (key, last, gap) => {
          const at = new Date(last.getTime() + gap);
          expect(isWorthNoting({ ...key, lastUsedAt: last }, at)).toBe(gap >= 60_000);
        },
      ),
    );
  });
});

describe('a rotation', () => {
  it('is made of a valid key outside of an overlap, and of no other', () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(keysInTime, rotations, overlaps, ({ key, at }, to, overlap) => {
        const done = rotateKey(key, { ...to, by: null, now: at }, overlap);
        const expected = !isValidKey(key, at)
          ? 'key_invalid'
          : isInOverlap(key, at)
            ? 'rotation_in_progress'
            : 'done';
        expect(done.ok ? 'done' : done.refusal.code).toBe(expected);
        outcomes.add(expected);
      }),
      { numRuns: 500 },
    );
    expect([...outcomes].sort()).toEqual(['done', 'key_invalid', 'rotation_in_progress']);
  });

  it('makes no key last longer than it did, and none that is anybody else’s', () => {
    fc.assert(
      fc.property(keysInTime, rotations, overlaps, ({ key, at }, to, overlap) => {
        const done = rotateKey(key, { ...to, by: null, now: at }, overlap);
        if (!done.ok) return;
        const { before, after } = done.value;
        const end = key.expiresAt?.getTime() ?? Infinity;
        expect(before.expiresAt?.getTime()).toBe(Math.min(end, at.getTime() + overlap * 1000));
        expect(after.overlapUntil).toEqual(before.expiresAt);
        expect(after.expiresAt).toEqual(key.expiresAt);
        expect([after.owner, after.environment, after.name]).toEqual([
          key.owner,
          key.environment,
          key.name,
        ]);
        expect([before.id, before.digest, before.replacedBy]).toEqual([
          key.id,
          key.digest,
          after.id,
        ]);
        expect([after.id, after.digest]).toEqual([to.id, to.digest]);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves two valid keys of one line at any time, at most', () => {
    const waits = fc.array(fc.tuple(fc.nat(2 * day), overlaps, rotations), { maxLength: 8 });
    fc.assert(
      fc.property(apiKeys(), dates(), waits, (first, start, steps) => {
        let line: readonly ApiKey[] = [fresh(first)];
        let at = start;
        for (const [wait, overlap, to] of steps) {
          at = secondsAfter(at, wait);
          line = line.flatMap((key) => {
            const done = rotateKey(key, { ...to, by: null, now: at }, overlap);
            return done.ok ? [done.value.before, done.value.after] : [key];
          });
          expect(line.filter((key) => isValidKey(key, at)).length).toBeLessThanOrEqual(2);
          expect(line.some((key) => isValidKey(key, at))).toBe(true);
        }
      }),
    );
  });
});

/** As it was made, without an end. */
function fresh({ id, owner, name, environment, digest, lastFour, createdAt }: ApiKey): ApiKey {
  return { id, owner, name, environment, digest, lastFour, createdAt, updatedAt: createdAt };
}
