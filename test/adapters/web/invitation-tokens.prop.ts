import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jwtInvitationTokens } from '../../../src/adapters/web/index.js';
import type { InvitationTokenClaims } from '../../../src/domain/organization/invitation.js';
import { claimsOf, keys, sampleClaims } from './token-helpers.js';

const tokens = jwtInvitationTokens(keys);

const hex24 = fc.stringMatching(/^[0-9a-f]{24}$/);
const claims = fc
  .tuple(
    hex24,
    hex24,
    fc.integer({ min: 0, max: 999_999_999_999_999 }),
    fc.integer({ min: 0, max: 999_999_999_999 }),
  )
  .map(([organization, invitation, revision, seconds]) =>
    claimsOf(organization, invitation, revision, seconds),
  );
const kid = fc.constantFrom(...keys.all.map((key) => key.kid));
const token = fc.record({ claims, kid });

async function derived(given: { claims: InvitationTokenClaims; kid: string }): Promise<string> {
  const text = await tokens.sign(given.claims, given.kid);
  if (text === null) throw new Error(`no key is named ${given.kid}`);
  return text;
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

describe('tokens', () => {
  it('give their claims under the key, and are always the same text', async () => {
    await fc.assert(
      fc.asyncProperty(token, async (given) => {
        const text = await derived(given);
        expect(text).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{43}$/);
        expect(text.length).toBeLessThanOrEqual(1_024);
        expect(await derived(given)).toBe(text);
        expect((await tokens.verify(text))?.claims).toEqual(given.claims);
      }),
    );
  });

  it('of different claims or keys differ', async () => {
    await fc.assert(
      fc.asyncProperty(token, token, async (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect((await derived(one)) === (await derived(other))).toBe(isSame);
      }),
    );
  });

  it('are rejected if any one character is changed', async () => {
    const edit = fc.record({ at: fc.nat(), to: fc.constantFrom(...base64url) });
    await fc.assert(
      fc.asyncProperty(token, edit, async (given, { at, to }) => {
        const text = await derived(given);
        const index = at % text.length;
        fc.pre(text[index] !== to);
        expect(await tokens.verify(text.slice(0, index) + to + text.slice(index + 1))).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('are rejected if a piece is removed or inserted', async () => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 8 }),
      insert: fc.string({ maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(token, edit, async (given, { at, length, insert }) => {
        const text = await derived(given);
        const index = at % text.length;
        const edited = text.slice(0, index) + insert + text.slice(index + length);
        fc.pre(edited !== text);
        expect(await tokens.verify(edited)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('are rejected if they are cut short', async () => {
    await fc.assert(
      fc.asyncProperty(token, fc.nat(), async (given, length) => {
        const text = await derived(given);
        expect(await tokens.verify(text.slice(0, length % text.length))).toBeNull();
      }),
    );
  });

  it('are rejected if they consist of parts of other tokens', async () => {
    await fc.assert(
      fc.asyncProperty(token, token, fc.constantFrom(0, 1, 2), async (one, other, swapped) => {
        const parts = (await derived(one)).split('.');
        const foreign = (await derived(other)).split('.');
        fc.pre(parts[swapped] !== foreign[swapped]);
        const mixed = parts.map((part, index) => (index === swapped ? foreign[index] : part));
        expect(await tokens.verify(mixed.join('.'))).toBeNull();
      }),
    );
  });
});

describe('any other text', () => {
  const part = fc.oneof(
    fc.string({ unit: fc.constantFrom(...base64url), maxLength: 60 }),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );

  it('is null and never throws', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1_100 }),
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        expect(await tokens.verify(given)).toBeNull();
      }),
    );
  });

  it('is null after a valid header', async () => {
    const [header] = (await derived({ claims: sampleClaims, kid: '2026-11' })).split('.');
    await fc.assert(
      fc.asyncProperty(part, part, async (payload, signature) => {
        expect(await tokens.verify(`${header}.${payload}.${signature}`)).toBeNull();
      }),
    );
  });
});
