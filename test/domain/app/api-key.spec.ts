// The life of an API key: creation, rotation, revocation and use.
import { describe, expect, it } from 'vitest';
import {
  type ApiKey,
  type ApiKeyDigest,
  createApiKey,
  isKeyUseWorthRecording,
  isValidApiKey,
  parseApiKeyDigest,
  revokeApiKey,
  rotateApiKey,
} from '../../../src/domain/app/api-key.js';
import { apiKeyIdOf, appIdOf, day, developer, hour } from '../review/support/review-samples.js';
import { now, secondsLater, userIdOf } from '../support/samples.js';

function digestOf(n: number): ApiKeyDigest {
  const digest = parseApiKeyDigest(n.toString(16).padStart(64, '0'));
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
const key = createApiKey(given);
const expiring = createApiKey({ ...given, expiresAt: secondsLater(hour) });
const rotated = { id: apiKeyIdOf(2), digest: digestOf(2), lastFour: 'n3wT', by: userIdOf(2) };

/** Rotates the key at this second. */
function rotateAt(seconds: number, before: ApiKey, overlap: number, n = 2) {
  return rotateApiKey(
    before,
    { ...rotated, id: apiKeyIdOf(n), now: secondsLater(seconds) },
    overlap,
  );
}

describe('an API key', () => {
  it('has an owner, and only the digest and the last four characters of its secret', () => {
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
    expect(expiring).toStrictEqual({ ...key, expiresAt: secondsLater(hour) });
    expect(createApiKey({ ...given, by: null })).not.toHaveProperty('createdBy');
  });

  it('is valid exactly until it expires', () => {
    expect(isValidApiKey(key, secondsLater(9_999 * day))).toBe(true);
    expect(isValidApiKey(expiring, secondsLater(hour - 0.001))).toBe(true);
    expect(isValidApiKey(expiring, secondsLater(hour))).toBe(false);
  });

  it('is never valid again after it is revoked', () => {
    const revoked = revokeApiKey(key, secondsLater(5));
    expect(revoked).toEqual({ ...key, revokedAt: secondsLater(5), updatedAt: secondsLater(5) });
    expect(isValidApiKey(revoked, secondsLater(5))).toBe(false);
    expect(isValidApiKey(revoked, now)).toBe(false);
    expect(revokeApiKey(revoked, secondsLater(6))).toBe(revoked);
  });

  it('has a digest of 64 lower-case hex digits', () => {
    expect(parseApiKeyDigest('0123456789abcdef'.repeat(4))).toBe('0123456789abcdef'.repeat(4));
    const none = ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `${'a'.repeat(64)}\n`];
    expect(none.map(parseApiKeyDigest)).toEqual(none.map(() => null));
  });
});

describe('rotating a key', () => {
  const inProgress = (seconds: number) => ({
    ok: false,
    refusal: { code: 'rotation_in_progress', until: secondsLater(seconds) },
  });
  const invalid = { ok: false, refusal: { code: 'key_invalid', path: ['keyId'] } };

  it('creates a new key and keeps the old one valid during the overlap', () => {
    expect(rotateAt(10, key, day)).toStrictEqual({
      ok: true,
      value: {
        replacedKey: {
          ...key,
          expiresAt: secondsLater(10 + day),
          replacedBy: apiKeyIdOf(2),
          updatedAt: secondsLater(10),
        },
        newKey: {
          id: apiKeyIdOf(2),
          owner: key.owner,
          name: 'Server',
          environment: 'live',
          digest: digestOf(2),
          lastFour: 'n3wT',
          createdBy: userIdOf(2),
          createdAt: secondsLater(10),
          updatedAt: secondsLater(10),
          overlapUntil: secondsLater(10 + day),
        },
      },
    });
  });

  it('without an overlap ends the old key at once and allows the next rotation', () => {
    const done = rotateAt(10, key, 0);
    if (!done.ok) throw new Error('it was valid');
    expect(done.value.replacedKey.expiresAt).toEqual(secondsLater(10));
    expect(isValidApiKey(done.value.replacedKey, secondsLater(10))).toBe(false);
    expect(isValidApiKey(done.value.newKey, secondsLater(10))).toBe(true);
    expect(rotateAt(10, done.value.newKey, day, 3).ok).toBe(true);
    expect(rotateAt(10, done.value.replacedKey, day, 3)).toEqual(invalid);
  });

  it('never extends the old key: the overlap ends when the key expires', () => {
    const done = rotateAt(10, expiring, day);
    expect(done).toMatchObject({
      ok: true,
      value: {
        replacedKey: { expiresAt: secondsLater(hour) },
        newKey: { expiresAt: secondsLater(hour), overlapUntil: secondsLater(hour) },
      },
    });
    const short = rotateAt(10, expiring, 60);
    expect(short).toMatchObject({
      ok: true,
      value: {
        replacedKey: { expiresAt: secondsLater(70) },
        newKey: { expiresAt: secondsLater(hour), overlapUntil: secondsLater(70) },
      },
    });
  });

  it('is refused for both keys until the overlap ends', () => {
    const done = rotateAt(10, key, hour);
    if (!done.ok) throw new Error('it was valid');
    const { replacedKey, newKey } = done.value;
    for (const seconds of [10, 11, 10 + hour - 0.001]) {
      expect(rotateAt(seconds, replacedKey, day, 3)).toEqual(inProgress(10 + hour));
      expect(rotateAt(seconds, newKey, day, 3)).toEqual(inProgress(10 + hour));
    }
    expect(rotateAt(10 + hour, replacedKey, day, 3)).toEqual(invalid);
    const again = rotateAt(10 + hour, newKey, hour, 3);
    expect(again).toMatchObject({
      ok: true,
      value: {
        replacedKey: {
          id: apiKeyIdOf(2),
          replacedBy: apiKeyIdOf(3),
          expiresAt: secondsLater(10 + 2 * hour),
        },
        newKey: { id: apiKeyIdOf(3), overlapUntil: secondsLater(10 + 2 * hour) },
      },
    });
  });

  it('is refused for a revoked or expired key', () => {
    expect(rotateAt(10, revokeApiKey(key, now), day)).toEqual(invalid);
    expect(rotateAt(hour, expiring, day)).toEqual(invalid);
    expect(rotateAt(hour - 0.001, expiring, day).ok).toBe(true);
  });

  it('records no user if the platform does it', () => {
    const done = rotateApiKey(key, { ...rotated, by: null, now }, day);
    if (done.ok) expect(done.value.newKey).not.toHaveProperty('createdBy');
    expect(done.ok).toBe(true);
  });
});

describe('recording the use of a key', () => {
  it.each([
    [undefined, 0, true],
    [0, 0, false],
    [0, 59.999, false],
    [0, 60, true],
    [0, 61, true],
    // If the clock goes back, nothing is updated.
    [60, 0, false],
  ])(
    'last used at second %s, used at second %s, updates the time: %s',
    (last, seconds, isWorth) => {
      const used = last === undefined ? key : { ...key, lastUsedAt: secondsLater(last) };
      expect(isKeyUseWorthRecording(used, secondsLater(seconds))).toBe(isWorth);
    },
  );
});
