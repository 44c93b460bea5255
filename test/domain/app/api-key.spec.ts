import { describe, expect, it } from 'vitest';
import {
  type ApiKey,
  createKey,
  isValidKey,
  isWorthNoting,
  type KeyDigest,
  parseKeyDigest,
  revokeKey,
  rotateKey,
} from '../../../src/domain/app/api-key.js';
import { apiKeyIdOf, appIdOf, day, developer, hour } from '../review/support/review-samples.js';
import { later, now, userIdOf } from '../support/samples.js';

function digestOf(n: number): KeyDigest {
  const digest = parseKeyDigest(n.toString(16).padStart(64, '0'));
  if (digest === null) throw new Error(`${n} makes no digest`);
  return digest;
}

const given = {
  id: apiKeyIdOf(1),
  owner: { kind: 'app', appId: appIdOf(1) },
  name: 'Server',
  environment: 'live',
  digest: digestOf(1),
  lastFour: 'x7Qa',
  expiresAt: null,
  by: developer,
  now,
} as const;
const key = createKey(given);
const expiring = createKey({ ...given, expiresAt: later(hour) });
const rotated = { id: apiKeyIdOf(2), digest: digestOf(2), lastFour: 'n3wT', by: userIdOf(2) };

/** The rotation at that second. */
function rotateAt(seconds: number, before: ApiKey, overlap: number, n = 2) {
  return rotateKey(before, { ...rotated, id: apiKeyIdOf(n), now: later(seconds) }, overlap);
}

describe('a key', () => {
  it('is whose it is, and holds of its secret the digest and the last four', () => {
    expect(key).toStrictEqual({
      id: apiKeyIdOf(1),
      owner: { kind: 'app', appId: appIdOf(1) },
      name: 'Server',
      environment: 'live',
      digest: digestOf(1),
      lastFour: 'x7Qa',
      createdBy: developer,
      createdAt: now,
      updatedAt: now,
    });
    expect(expiring).toStrictEqual({ ...key, expiresAt: later(hour) });
    expect(createKey({ ...given, by: null })).not.toHaveProperty('createdBy');
  });

  it('is valid until it expires, exactly', () => {
    expect(isValidKey(key, later(9_999 * day))).toBe(true);
    expect(isValidKey(expiring, later(hour - 0.001))).toBe(true);
    expect(isValidKey(expiring, later(hour))).toBe(false);
  });

  it('is valid no more once it is revoked, for good', () => {
    const revoked = revokeKey(key, later(5));
    expect(revoked).toEqual({ ...key, revokedAt: later(5), updatedAt: later(5) });
    expect(isValidKey(revoked, later(5))).toBe(false);
    expect(isValidKey(revoked, now)).toBe(false);
    expect(revokeKey(revoked, later(6))).toBe(revoked);
  });

  it('has a digest of 64 lower-case hex digits', () => {
    expect(parseKeyDigest('0123456789abcdef'.repeat(4))).toBe('0123456789abcdef'.repeat(4));
    const none = ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `${'a'.repeat(64)}\n`];
    expect(none.map(parseKeyDigest)).toEqual(none.map(() => null));
  });
});

describe('a rotation', () => {
  const inProgress = (seconds: number) => ({
    ok: false,
    refusal: { code: 'rotation_in_progress', until: later(seconds) },
  });
  const invalid = { ok: false, refusal: { code: 'key_invalid', path: ['keyId'] } };

  it('makes a key in the place of this one, which stays valid through the overlap', () => {
    expect(rotateAt(10, key, day)).toStrictEqual({
      ok: true,
      value: {
        before: {
          ...key,
          expiresAt: later(10 + day),
          replacedBy: apiKeyIdOf(2),
          updatedAt: later(10),
        },
        after: {
          id: apiKeyIdOf(2),
          owner: key.owner,
          name: 'Server',
          environment: 'live',
          digest: digestOf(2),
          lastFour: 'n3wT',
          createdBy: userIdOf(2),
          createdAt: later(10),
          updatedAt: later(10),
          overlapUntil: later(10 + day),
        },
      },
    });
  });

  it('without an overlap ends the key at once, and may be followed by another', () => {
    const done = rotateAt(10, key, 0);
    if (!done.ok) throw new Error('it was valid');
    expect(done.value.before.expiresAt).toEqual(later(10));
    expect(isValidKey(done.value.before, later(10))).toBe(false);
    expect(isValidKey(done.value.after, later(10))).toBe(true);
    expect(rotateAt(10, done.value.after, day, 3).ok).toBe(true);
    expect(rotateAt(10, done.value.before, day, 3)).toEqual(invalid);
  });

  it('never makes a key last longer: the overlap ends where the key does', () => {
    const done = rotateAt(10, expiring, day);
    expect(done).toMatchObject({
      ok: true,
      value: {
        before: { expiresAt: later(hour) },
        after: { expiresAt: later(hour), overlapUntil: later(hour) },
      },
    });
    const short = rotateAt(10, expiring, 60);
    expect(short).toMatchObject({
      ok: true,
      value: {
        before: { expiresAt: later(70) },
        after: { expiresAt: later(hour), overlapUntil: later(70) },
      },
    });
  });

  it('of either key waits for the end of the overlap', () => {
    const done = rotateAt(10, key, hour);
    if (!done.ok) throw new Error('it was valid');
    const { before, after } = done.value;
    for (const seconds of [10, 11, 10 + hour - 0.001]) {
      expect(rotateAt(seconds, before, day, 3)).toEqual(inProgress(10 + hour));
      expect(rotateAt(seconds, after, day, 3)).toEqual(inProgress(10 + hour));
    }
    expect(rotateAt(10 + hour, before, day, 3)).toEqual(invalid);
    const again = rotateAt(10 + hour, after, hour, 3);
    expect(again).toMatchObject({
      ok: true,
      value: {
        before: { id: apiKeyIdOf(2), replacedBy: apiKeyIdOf(3), expiresAt: later(10 + 2 * hour) },
        after: { id: apiKeyIdOf(3), overlapUntil: later(10 + 2 * hour) },
      },
    });
  });

  it('is none of a key that is revoked or has expired', () => {
    expect(rotateAt(10, revokeKey(key, now), day)).toEqual(invalid);
    expect(rotateAt(hour, expiring, day)).toEqual(invalid);
    expect(rotateAt(hour - 0.001, expiring, day).ok).toBe(true);
  });

  it('names nobody where the platform has done it', () => {
    const done = rotateKey(key, { ...rotated, by: null, now }, day);
    if (done.ok) expect(done.value.after).not.toHaveProperty('createdBy');
    expect(done.ok).toBe(true);
  });
});

describe('a use', () => {
  it.each([
    [undefined, 0, true],
    [0, 0, false],
    [0, 59.999, false],
    [0, 60, true],
    [0, 61, true],
    // A clock that goes back notes nothing.
    [60, 0, false],
  ])('after one at %s is worth a note at %s: %s', (last, seconds, isWorth) => {
    const used = last === undefined ? key : { ...key, lastUsedAt: later(last) };
    expect(isWorthNoting(used, later(seconds))).toBe(isWorth);
  });
});
