// Invitation tokens: compact JWTs (RFC 7519) signed with HS256. The same claims and key always give the same text,
// and a token in any other spelling is rejected.

import { decode, encode } from 'jose/base64url';
import { JOSEError } from 'jose/errors';
import { CompactSign } from 'jose/jws/compact/sign';
import { compactVerify } from 'jose/jws/compact/verify';
import type { InvitationTokenClaims, TokenDigest } from '../../domain/organization/invitation.js';
import { parseInvitationId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { InvitationTokens } from '../../ports/invitation-tokens.js';
import { isCanonicalBase64url, sha256Hex } from './encoding.js';
import { type ImportedKey, type KeyRing, memoizeKeyImport, type SymmetricKey } from './keys.js';

const signatureAlgorithm = 'HS256';
/**
 * A type and an audience of their own, so that a session token cannot pass as an invitation, and an invitation cannot
 * pass as a session token.
 */
const tokenType = /* INV-9 */ 'guildhall-invitation+jwt';
const tokenAudience = 'guildhall:invitation';

/** Tokens that `jose` signs and verifies. */
export function joseInvitationTokens({ newest, all }: KeyRing): InvitationTokens {
  const importKey = memoizeKeyImport(importHmacKey);
  return {
    kid: newest.kid,
    async fingerprint(claims) {
      return {
        kid: newest.kid,
        digest: await tokenDigestOf(await signToken(claims, newest, importKey)),
      };
    },
    async sign(claims, kid) {
      const key = all.find((one) => one.kid === kid);
      return key === undefined ? null : signToken(claims, key, importKey);
    },
    async verify(token) {
      const parts = splitToken(token);
      if (parts === null) return null;
      const key = /* INV-17 */ all.find(
        (one) => encode(JSON.stringify(tokenHeader(one))) === parts.header,
      );
      if (key === undefined || /* INV-33 */ !(await isSignedBy(token, await importKey(key))))
        return null;
      const claims = parsePayload(new TextDecoder().decode(decode(parts.payload)));
      return claims === null ? null : { claims, digest: await tokenDigestOf(token) };
    },
  };
}

function importHmacKey({ secret }: SymmetricKey): Promise<ImportedKey> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', secret(), hmac, false, ['sign', 'verify']);
}

async function signToken(
  claims: InvitationTokenClaims,
  key: SymmetricKey,
  importKey: typeof importHmacKey,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(tokenPayload(claims)))
    .setProtectedHeader(tokenHeader(key))
    .sign(await importKey(key));
}

function tokenHeader({ kid }: SymmetricKey): { alg: string; typ: string; kid: string } {
  return /* INV-12 */ { alg: signatureAlgorithm, typ: tokenType, kid };
}

function tokenPayload(claims: InvitationTokenClaims): string {
  const { organizationId: org, invitationId: inv, revision: rev, expiresAt } = claims;
  const payload = JSON.stringify(
    /* INV-10 */ { aud: tokenAudience, org, inv, rev, exp: expiresAt.getTime() / 1000 },
  );
  if (!payloadPattern.test(payload)) {
    throw new Error(
      `an invitation token needs valid ids, a revision, and an expiry on a whole second; its expiry is ${expiresAt.getTime()} ms`,
    );
  }
  return payload;
}

/** The exact text of a payload: no other order, no white space, no other claim. */
const payloadPattern = new RegExp(
  /* INV-11 */ `^\\{"aud":"${tokenAudience}","org":"([0-9a-f]{24})","inv":"([0-9a-f]{24})","rev":(0|[1-9][0-9]{0,14}),"exp":(0|[1-9][0-9]{0,11})\\}$`,
);

function parsePayload(payload: string): InvitationTokenClaims | null {
  const [, org = '', inv = '', rev, exp] = payloadPattern.exec(payload) ?? [];
  const organizationId = parseOrganizationId(org);
  const invitationId = parseInvitationId(inv);
  if (organizationId === null || invitationId === null) return null;
  return {
    organizationId,
    invitationId,
    revision: Number(rev),
    expiresAt: new Date(Number(exp) * 1000),
  };
}

const maxTokenLength = 1_024;

/** Null if the text does not have the form of a token; untrusted text is then not processed further. */
function splitToken(token: string): { readonly header: string; readonly payload: string } | null {
  if (token.length > maxTokenLength) return null;
  const parts = token.split('.');
  const [header, payload] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined) return null;
  return parts.every(isCanonicalBase64url) ? { header, payload } : null;
}

async function isSignedBy(token: string, key: ImportedKey): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [signatureAlgorithm] });
    return true;
  } catch (error) {
    if (error instanceof JOSEError) return false;
    throw error;
  }
}

async function tokenDigestOf(token: string): Promise<TokenDigest> /* INV-13 */ {
  const digest = await sha256Hex(token);
  if (!isTokenDigest(digest)) throw new Error('SHA-256 did not give 64 hex digits');
  return digest;
}

function isTokenDigest(text: string): text is TokenDigest {
  return /^[0-9a-f]{64}$/.test(text);
}
