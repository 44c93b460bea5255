// Properties of API keys and their rotation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApiKey,
  isKeyUseWorthRecording,
  isValidApiKey,
  revokeApiKey,
  rotateApiKey,
} from '../../../src/domain/app/api-key.js';
import { addSeconds } from '../../../src/domain/shared/time.js';
import {
  apiKeyDigests,
  apiKeyIds,
  apiKeys,
  dates,
} from '../../../src/testing/arbitraries/index.js';
import { day } from '../review/support/review-samples.js';

const overlaps = fc.oneof(fc.constant(0), fc.nat(7 * day));

/** A key, and a time at which it is often valid. */
const keysInTime = fc
  .tuple(apiKeys(), dates(), fc.boolean(), fc.integer({ min: -2, max: 2 }))
  .map(([key, at, isNear, shift]) => ({
    key,
    at: isNear ? new Date((key.expiresAt ?? at).getTime() + shift) : at,
  }));

const rotations = fc.record({
  id: apiKeyIds(),
  digest: apiKeyDigests(),
  lastFour: fc.constant('abcd'),
});

function isInOverlap({ replacedBy, expiresAt, overlapUntil }: ApiKey, at: Date): boolean {
  const until = replacedBy === undefined ? overlapUntil : expiresAt;
  return until !== undefined && until.getTime() > at.getTime();
}

describe('an API key', () => {
  it('is valid exactly while it is neither revoked nor expired', () => {
    fc.assert(
      fc.property(keysInTime, ({ key, at }) => {
        const end =
          key.revokedAt === undefined ? (key.expiresAt?.getTime() ?? Infinity) : -Infinity;
        expect(isValidApiKey(key, at)).toBe(at.getTime() < end);
        expect(isValidApiKey(revokeApiKey(key, at), at)).toBe(false);
      }),
    );
  });

  it('updates its last use at most once a minute', () => {
    fc.assert(
      fc.property(
        apiKeys(),
        dates(),
        fc.integer({ min: -90_000, max: 90_000 }),
        (key, last, gap) => {
          const at = new Date(last.getTime() + gap);
          expect(isKeyUseWorthRecording({ ...key, lastUsedAt: last }, at)).toBe(gap >= 60_000);
        },
      ),
    );
  });
});

describe('rotating a key', () => {
  it('succeeds only for a valid key outside an overlap', () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(keysInTime, rotations, overlaps, ({ key, at }, to, overlap) => {
        const done = rotateApiKey(key, { ...to, by: null, now: at }, overlap);
        const expected = !isValidApiKey(key, at)
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

  it("never extends a key's lifetime and never changes its owner", () => {
    fc.assert(
      fc.property(keysInTime, rotations, overlaps, ({ key, at }, to, overlap) => {
        const done = rotateApiKey(key, { ...to, by: null, now: at }, overlap);
        if (!done.ok) return;
        const { replacedKey, newKey } = done.value;
        const end = key.expiresAt?.getTime() ?? Infinity;
        expect(replacedKey.expiresAt?.getTime()).toBe(Math.min(end, at.getTime() + overlap * 1000));
        expect(newKey.overlapUntil).toEqual(replacedKey.expiresAt);
        expect(newKey.expiresAt).toEqual(key.expiresAt);
        expect([newKey.owner, newKey.environment, newKey.name]).toEqual([
          key.owner,
          key.environment,
          key.name,
        ]);
        expect([replacedKey.id, replacedKey.digest, replacedKey.replacedBy]).toEqual([
          key.id,
          key.digest,
          newKey.id,
        ]);
        expect([newKey.id, newKey.digest]).toEqual([to.id, to.digest]);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves at most two valid keys of one rotation chain', () => {
    const waits = fc.array(fc.tuple(fc.nat(2 * day), overlaps, rotations), { maxLength: 8 });
    fc.assert(
      fc.property(apiKeys(), dates(), waits, (first, start, steps) => {
        let line: readonly ApiKey[] = [fresh(first)];
        let at = start;
        for (const [wait, overlap, to] of steps) {
          at = addSeconds(at, wait);
          line = line.flatMap((key) => {
            const done = rotateApiKey(key, { ...to, by: null, now: at }, overlap);
            return done.ok ? [done.value.replacedKey, done.value.newKey] : [key];
          });
          expect(line.filter((key) => isValidApiKey(key, at)).length).toBeLessThanOrEqual(2);
          expect(line.some((key) => isValidApiKey(key, at))).toBe(true);
        }
      }),
    );
  });
});

/** The key as it was created, without an expiry. */
function fresh({ id, owner, name, environment, digest, lastFour, createdAt }: ApiKey): ApiKey {
  return { id, owner, name, environment, digest, lastFour, createdAt, updatedAt: createdAt };
}
