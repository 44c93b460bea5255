import { createHash, createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invitationKeyRingOrThrow, webDigests } from '../../../src/adapters/web/index.js';
import { keys, newSecret, oldSecret } from './token-helpers.js';

const digests = webDigests(keys);

function expected(kid: string, secret: string, text: string): string {
  const key = hkdfSync('sha256', secret, '', 'guildhall input digest', 32);
  return `${kid}.${createHmac('sha256', Buffer.from(key)).update(text).digest('hex')}`;
}

describe('a short digest', () => {
  it('is the first half of the SHA-256 digest', async () => {
    for (const text of ['', 'abc', '日本 😀']) {
      const whole = createHash('sha256').update(text).digest('hex');
      expect(await digests.sha256(text)).toBe(whole);
      expect(await digests.shortDigest(text)).toBe(whole.slice(0, 32));
    }
  });
});

describe('a keyed digest', () => {
  it('stays the same after every upgrade', async () => {
    expect(await digests.hmac('{"name":"Mentra Labs"}')).toBe(
      '2026-11.035de75f8d9a2d4eea7c9983f372bdd4d16aa778e8158bc2ea87452bf18f1f94',
    );
  });

  it('is an HMAC under a key derived from the newest one', async () => {
    for (const text of ['', 'abc', '日本 😀']) {
      expect(await digests.hmac(text)).toBe(expected('2026-11', newSecret, text));
    }
  });

  it('matches only its own text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (one, other) => {
        const digest = await digests.hmac(one);
        expect(await digests.mayMatchHmac(one, digest)).toBe(true);
        expect(await digests.mayMatchHmac(other, digest)).toBe(one === other);
      }),
    );
  });

  it('matches under the older key that made it', async () => {
    const digest = expected('2025-11', oldSecret, 'abc');
    expect(await digests.mayMatchHmac('abc', digest)).toBe(true);
    expect(await digests.mayMatchHmac('abd', digest)).toBe(false);
  });

  it('matches any text if its key is no longer known', async () => {
    expect(await digests.mayMatchHmac('abc', expected('2020-11', oldSecret, 'xyz'))).toBe(true);
  });

  it('distinguishes a kid from a longer one with the same start', async () => {
    const both = webDigests(
      invitationKeyRingOrThrow([
        { kid: 'a', secret: newSecret },
        { kid: 'a-b', secret: oldSecret },
      ]),
    );
    expect(await both.mayMatchHmac('abc', expected('a-b', oldSecret, 'abc'))).toBe(true);
    expect(await both.mayMatchHmac('xyz', expected('a-b', oldSecret, 'abc'))).toBe(false);
  });
});
