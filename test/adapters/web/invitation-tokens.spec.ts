import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { invitationKeys, joseInvitationTokens } from '../../../src/adapters/web/index.js';
import {
  claimsOf,
  keys,
  newSecret,
  oldSecret,
  properHeader,
  properPayload,
  signed,
  someClaims,
  unsigned,
} from './tokens.js';

const tokens = joseInvitationTokens(keys);

async function tokenOf(kid = '2026-11'): Promise<string> {
  const token = await tokens.derive(someClaims, kid);
  if (token === null) throw new Error(`no key is named ${kid}`);
  return token;
}

afterEach(() => vi.restoreAllMocks());

describe('a token', () => {
  it('comes out the same after every upgrade, since it is not kept anywhere', async () => {
    expect(await tokenOf()).toBe(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6Imd1aWxkaGFsbC1pbnZpdGF0aW9uK2p3dCIsImtpZCI6IjIwMjYtMTEifQ.eyJhdWQiOiJndWlsZGhhbGw6aW52aXRhdGlvbiIsIm9yZyI6IjY1ZjBhMWIyYzNkNGU1ZjYwMTIzNDU2NyIsImludiI6IjY1ZjBhMWIyYzNkNGU1ZjYwODlhYmNkZSIsInJldiI6MywiZXhwIjoxNzk1MDAwMDAwfQ.L3OT7YvM2dumchq-ATGLStZcACznxSf5S6PGcYNDJxs',
    );
  });

  it('is the header and the payload in a fixed order, and their HMAC', async () => {
    const body = [properHeader, properPayload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac('sha256', newSecret).update(body).digest('base64url');
    expect(await tokenOf()).toBe(`${body}.${signature}`);
  });

  it('is signed with the newest key, and marked by its SHA-256', async () => {
    const digest = createHash('sha256')
      .update(await tokenOf())
      .digest('hex');
    expect(await tokens.mark(someClaims)).toEqual({ kid: '2026-11', digest });
    expect((await tokens.read(await tokenOf()))?.digest).toBe(digest);
  });

  it('of an older key is still derived and read', async () => {
    const token = await tokenOf('2025-11');
    expect(token).toBe(await signed({ ...properHeader, kid: '2025-11' }, properPayload, oldSecret));
    expect((await tokens.read(token))?.claims).toEqual(someClaims);
  });

  it('of a key that is gone is neither derived nor read', async () => {
    const later = joseInvitationTokens(invitationKeys([{ kid: '2027-11', secret: newSecret }]));
    expect(await later.derive(someClaims, '2026-11')).toBeNull();
    expect(await later.read(await tokenOf())).toBeNull();
  });

  it('is not made from claims that it could not say', async () => {
    const { expiresAt } = someClaims;
    const within = { ...someClaims, expiresAt: new Date(expiresAt.getTime() + 1) };
    await expect(tokens.mark(within)).rejects.toThrow('an invitation expires on a whole second');
    for (const revision of [-1, 1.5, Number.NaN, 1e21]) {
      await expect(tokens.mark({ ...someClaims, revision })).rejects.toThrow('no token can say');
    }
    const never = { ...someClaims, expiresAt: new Date(Number.NaN) };
    await expect(tokens.derive(never, '2026-11')).rejects.toThrow('no token can say');
  });

  it('is read whatever its expiry', async () => {
    const { organizationId, invitationId } = someClaims;
    for (const seconds of [0, 999_999_999_999]) {
      const claims = claimsOf(organizationId, invitationId, 0, seconds);
      const token = (await tokens.derive(claims, '2026-11')) ?? '';
      expect((await tokens.read(token))?.claims).toEqual(claims);
    }
  });
});

describe('what is truly signed, but not as we write it,', () => {
  it('is read where nothing differs', async () => {
    expect(await tokens.read(await signed(properHeader, properPayload))).not.toBeNull();
  });

  const { aud, org, inv, rev, exp } = properPayload;
  const { alg, typ, kid } = properHeader;

  it.each([
    ['another type', { alg, typ: 'JWT', kid }],
    ['no type', { alg, kid }],
    ['a type in capitals', { alg, typ: typ.toUpperCase(), kid }],
    ['another order', { alg, kid, typ }],
    ['no kid', { alg, typ }],
    ['an unknown kid', { alg, typ, kid: '2024-11' }],
    ['the kid of another key', { alg, typ, kid: '2025-11' }],
    ['a kid that every object has', { alg, typ, kid: '__proto__' }],
    ['a further parameter', { alg, typ, kid, cty: 'JWT' }],
    ['a critical extension', { alg, typ, kid, crit: ['b64'], b64: true }],
  ])('is not read with %s in its header', async (_what, header) => {
    expect(await tokens.read(await signed(header, properPayload))).toBeNull();
  });

  it.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('is not read under %s', async (other, hash) => {
    const body = [{ ...properHeader, alg: other }, properPayload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac(hash, newSecret).update(body).digest('base64url');
    expect(await tokens.read(`${body}.${signature}`)).toBeNull();
  });

  it.each([
    ['another audience', { aud: 'guildhall:session', org, inv, rev, exp }],
    ['no audience', { org, inv, rev, exp }],
    ['a list of audiences', { aud: [aud], org, inv, rev, exp }],
    ['another order', { org, aud, inv, rev, exp }],
    ['a further claim', { aud, org, inv, rev, exp, role: 'admin' }],
    ['a time of issue', { aud, org, inv, rev, iat: exp, exp }],
    ['an id in capitals', { aud, org: org.toUpperCase(), inv, rev, exp }],
    ['an id that is too short', { aud, org, inv: inv.slice(1), rev, exp }],
    ['an operator for an id', { aud, org: { $gt: '' }, inv, rev, exp }],
    ['a revision in text', { aud, org, inv, rev: '3', exp }],
    ['a negative revision', { aud, org, inv, rev: -3, exp }],
    ['a fraction of a second', { aud, org, inv, rev, exp: exp + 0.5 }],
    ['an expiry beyond all dates', { aud, org, inv, rev, exp: 8_640_000_000_001 }],
    ['no expiry', { aud, org, inv, rev }],
    ['white space', JSON.stringify(properPayload, null, 1)],
    ['a line break at the end', `${JSON.stringify(properPayload)}\n`],
    ['null', 'null'],
    ['no JSON', 'invitation'],
    ['nothing', ''],
  ])('is not read with %s for its payload', async (_what, payload) => {
    expect(await tokens.read(await signed(properHeader, payload))).toBeNull();
  });
});

describe('what is not signed', () => {
  it('is not read, whatever it says of algorithms', async () => {
    for (const alg of ['none', 'None', 'NONE', '', 'HS256']) {
      expect(await tokens.read(unsigned({ ...properHeader, alg }, properPayload))).toBeNull();
      const borrowed = (await tokenOf()).split('.')[2];
      const forged = `${unsigned({ ...properHeader, alg }, { ...properPayload, rev: 4 })}${borrowed}`;
      expect(await tokens.read(forged)).toBeNull();
    }
  });

  it('is not read with a signature under a secret of somebody else', async () => {
    const forged = await signed(properHeader, properPayload, 'a secret of somebody else, 32 bytes');
    expect(await tokens.read(forged)).toBeNull();
  });
});

describe('another spelling of a token', () => {
  it('is not read, although it decodes to the same bytes', async () => {
    const token = await tokenOf();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.slice(-1));
    const spellings = [1, 2, 3].map((spare) => token.slice(0, -1) + alphabet.charAt(last | spare));
    for (const spelling of spellings) {
      expect(Buffer.from(spelling.split('.')[2] ?? '', 'base64url')).toEqual(
        Buffer.from(token.split('.')[2] ?? '', 'base64url'),
      );
      expect(await tokens.read(spelling)).toBeNull();
    }
  });

  it('is not read with padding, white space or other letters of Base64', async () => {
    const token = await tokenOf();
    const [header, payload, signature] = token.split('.');
    const spellings = [
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      `Bearer ${token}`,
      token.replace('.', '..'),
      `${token}.`,
      `.${token}`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      encodeURIComponent(`${token} `),
    ];
    for (const spelling of spellings) expect(await tokens.read(spelling)).toBeNull();
  });
});

describe('long text', () => {
  it('is refused before anything else looks at it', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const digest = vi.spyOn(crypto.subtle, 'digest');
    const [header, payload, signature] = (await tokenOf()).split('.');
    for (const filler of ['A', '.', '😀', '\ud83d', 'AAAA.'].map((text) => text.repeat(10_000))) {
      expect(await tokens.read(filler)).toBeNull();
      expect(await tokens.read(`${header}.${payload}.${signature}${filler}`)).toBeNull();
      expect(await tokens.read(`${header}.${payload}${filler}.${signature}`)).toBeNull();
    }
    expect(verify).not.toHaveBeenCalled();
    expect(digest).not.toHaveBeenCalled();
  });
});
