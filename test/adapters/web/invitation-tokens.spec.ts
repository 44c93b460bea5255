import { createHash, createHmac } from 'node:crypto';
import { decode, encode } from 'jose/base64url';
import { compactVerify } from 'jose/jws/compact/verify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { invitationKeyRingOrThrow, jwtInvitationTokens } from '../../../src/adapters/web/index.js';
import { createTextSigner } from '../../../src/adapters/web/keys.js';
import {
  claimsOf,
  keys,
  newSecret,
  oldSecret,
  sampleClaims,
  signToken,
  unsignedToken,
  validHeader,
  validPayload,
} from './token-helpers.js';

const tokens = jwtInvitationTokens(keys);

async function tokenOf(kid = '2026-11'): Promise<string> {
  const token = await tokens.sign(sampleClaims, kid);
  if (token === null) throw new Error(`no key is named ${kid}`);
  return token;
}

afterEach(() => vi.restoreAllMocks());

describe('a token', () => {
  it('stays the same after every upgrade, because it is not stored anywhere', async () => {
    expect(await tokenOf()).toBe(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6Imd1aWxkaGFsbC1pbnZpdGF0aW9uK2p3dCIsImtpZCI6IjIwMjYtMTEifQ.eyJhdWQiOiJndWlsZGhhbGw6aW52aXRhdGlvbiIsIm9yZyI6IjY1ZjBhMWIyYzNkNGU1ZjYwMTIzNDU2NyIsImludiI6IjY1ZjBhMWIyYzNkNGU1ZjYwODlhYmNkZSIsInJldiI6MywiZXhwIjoxNzk1MDAwMDAwfQ.L3OT7YvM2dumchq-ATGLStZcACznxSf5S6PGcYNDJxs',
    );
  });

  it('is the header and the payload in a fixed order, and their HMAC', async () => {
    const body = [validHeader, validPayload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac('sha256', newSecret).update(body).digest('base64url');
    expect(await tokenOf()).toBe(`${body}.${signature}`);
  });

  it('is signed with the newest key, and its fingerprint is its SHA-256', async () => {
    const digest = createHash('sha256')
      .update(await tokenOf())
      .digest('hex');
    expect(await tokens.fingerprint(sampleClaims)).toEqual({ kid: '2026-11', digest });
    expect((await tokens.verify(await tokenOf()))?.digest).toBe(digest);
  });

  it('is signed as the example of RFC 7515, A.1 is signed', () => {
    const key =
      'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow';
    const signedText =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
      'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
    expect(encode(createTextSigner(decode(key))(signedText))).toBe(
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    );
  });

  it('is accepted by jose, with the same header and payload', async () => {
    const token = await tokenOf();
    const verified = await compactVerify(token, new TextEncoder().encode(newSecret));
    expect(verified.protectedHeader).toEqual(validHeader);
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual(validPayload);
  });

  it('of an older key is still signed and verified', async () => {
    const token = await tokenOf('2025-11');
    expect(token).toBe(
      await signToken({ ...validHeader, kid: '2025-11' }, validPayload, oldSecret),
    );
    expect((await tokens.verify(token))?.claims).toEqual(sampleClaims);
  });

  it('of a removed key is neither signed nor verified', async () => {
    const later = jwtInvitationTokens(
      invitationKeyRingOrThrow([{ kid: '2027-11', secret: newSecret }]),
    );
    expect(await later.sign(sampleClaims, '2026-11')).toBeNull();
    expect(await later.verify(await tokenOf())).toBeNull();
  });

  it('is not signed for claims that it cannot hold', async () => {
    const { expiresAt } = sampleClaims;
    const within = { ...sampleClaims, expiresAt: new Date(expiresAt.getTime() + 1) };
    await expect(tokens.fingerprint(within)).rejects.toThrow('an expiry on a whole second');
    for (const revision of [-1, 1.5, Number.NaN, 1e21]) {
      await expect(tokens.fingerprint({ ...sampleClaims, revision })).rejects.toThrow(
        'an expiry on a whole second',
      );
    }
    const never = { ...sampleClaims, expiresAt: new Date(Number.NaN) };
    await expect(tokens.sign(never, '2026-11')).rejects.toThrow('an expiry on a whole second');
  });

  it('is verified even after its expiry', async () => {
    const { organizationId, invitationId } = sampleClaims;
    for (const seconds of [0, 999_999_999_999]) {
      const claims = claimsOf(organizationId, invitationId, 0, seconds);
      const token = (await tokens.sign(claims, '2026-11')) ?? '';
      expect((await tokens.verify(token))?.claims).toEqual(claims);
    }
  });
});

describe('a correctly signed text in another form', () => {
  it('is verified if nothing differs', async () => {
    expect(await tokens.verify(await signToken(validHeader, validPayload))).not.toBeNull();
  });

  const { aud, org, inv, rev, exp } = validPayload;
  const { alg, typ, kid } = validHeader;

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
  ])('is rejected with %s in its header', async (_what, header) => {
    expect(await tokens.verify(await signToken(header, validPayload))).toBeNull();
  });

  it.each([
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('is rejected under %s', async (other, hash) => {
    const body = [{ ...validHeader, alg: other }, validPayload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createHmac(hash, newSecret).update(body).digest('base64url');
    expect(await tokens.verify(`${body}.${signature}`)).toBeNull();
  });

  it.each([
    ['another audience', { aud: 'guildhall:session', org, inv, rev, exp }],
    ['no audience', { org, inv, rev, exp }],
    ['a list of audiences', { aud: [aud], org, inv, rev, exp }],
    ['another order', { org, aud, inv, rev, exp }],
    ['a further claim', { aud, org, inv, rev, exp, role: 'admin' }],
    ['a time of issue', { aud, org, inv, rev, iat: exp, exp }],
    ['a byte order mark', `\ufeff${JSON.stringify({ aud, org, inv, rev, exp })}`],
    ['an id in capitals', { aud, org: org.toUpperCase(), inv, rev, exp }],
    ['an id that is too short', { aud, org, inv: inv.slice(1), rev, exp }],
    ['an operator for an id', { aud, org: { $gt: '' }, inv, rev, exp }],
    ['a revision in text', { aud, org, inv, rev: '3', exp }],
    ['a negative revision', { aud, org, inv, rev: -3, exp }],
    ['a fraction of a second', { aud, org, inv, rev, exp: exp + 0.5 }],
    ['an expiry beyond all dates', { aud, org, inv, rev, exp: 8_640_000_000_001 }],
    ['no expiry', { aud, org, inv, rev }],
    ['white space', JSON.stringify(validPayload, null, 1)],
    ['a line break at the end', `${JSON.stringify(validPayload)}\n`],
    ['null', 'null'],
    ['no JSON', 'invitation'],
    ['nothing', ''],
  ])('is rejected with %s for its payload', async (_what, payload) => {
    expect(await tokens.verify(await signToken(validHeader, payload))).toBeNull();
  });
});

describe('a text without a valid signature', () => {
  it('is rejected with any algorithm in its header', async () => {
    for (const alg of ['none', 'None', 'NONE', '', 'HS256']) {
      expect(await tokens.verify(unsignedToken({ ...validHeader, alg }, validPayload))).toBeNull();
      const borrowed = (await tokenOf()).split('.')[2];
      const forged = `${unsignedToken({ ...validHeader, alg }, { ...validPayload, rev: 4 })}${borrowed}`;
      expect(await tokens.verify(forged)).toBeNull();
    }
  });

  it('is rejected with a signature under another secret', async () => {
    const forged = await signToken(
      validHeader,
      validPayload,
      'a secret of somebody else, 32 bytes',
    );
    expect(await tokens.verify(forged)).toBeNull();
  });
});

describe('another spelling of a token', () => {
  it('is rejected although it decodes to the same bytes', async () => {
    const token = await tokenOf();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(token.slice(-1));
    const spellings = [1, 2, 3].map((spare) => token.slice(0, -1) + alphabet.charAt(last | spare));
    for (const spelling of spellings) {
      expect(Buffer.from(spelling.split('.')[2] ?? '', 'base64url')).toEqual(
        Buffer.from(token.split('.')[2] ?? '', 'base64url'),
      );
      expect(await tokens.verify(spelling)).toBeNull();
    }
  });

  it('is rejected with padding, white space or other characters of Base64', async () => {
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
    for (const spelling of spellings) expect(await tokens.verify(spelling)).toBeNull();
  });
});

describe('long text', () => {
  it('is rejected before any other check', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const digest = vi.spyOn(crypto.subtle, 'digest');
    const [header, payload, signature] = (await tokenOf()).split('.');
    for (const filler of ['A', '.', '😀', '\ud83d', 'AAAA.'].map((text) => text.repeat(10_000))) {
      expect(await tokens.verify(filler)).toBeNull();
      expect(await tokens.verify(`${header}.${payload}.${signature}${filler}`)).toBeNull();
      expect(await tokens.verify(`${header}.${payload}${filler}.${signature}`)).toBeNull();
    }
    expect(verify).not.toHaveBeenCalled();
    expect(digest).not.toHaveBeenCalled();
  });
});
