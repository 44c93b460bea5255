// Invitation tokens: compact JWTs (RFC 7519) under HS256 that come out the same, letter by letter, from the same
// claims and key. What is not written exactly as here is not ours.

import { decode, encode } from 'jose/base64url';
import { JOSEError } from 'jose/errors';
import { CompactSign } from 'jose/jws/compact/sign';
import { compactVerify } from 'jose/jws/compact/verify';
import type { InvitationClaims, TokenDigest } from '../../domain/organization/invitation.js';
import { parseInvitationId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { InvitationTokens } from '../../ports/system.js';
import { isCanonicalBase64url } from './base64url.js';
import { sha256Hex } from './hex.js';
import { type Imported, type Key, type KeyRing, keptImports } from './keys.js';

const algorithm = 'HS256';
/** Types and audiences of their own: no session's token can pass as an invitation, nor the other way round. */
const type = /* INV-9 */ 'guildhall-invitation+jwt';
const audience = 'guildhall:invitation';

/** Tokens as `jose` signs and verifies them. */
export function joseInvitationTokens({ newest, all }: KeyRing): InvitationTokens {
  const imported = keptImports(importHmacKey);
  return {
    kid: newest.kid,
    async mark(claims) {
      return { kid: newest.kid, digest: await digestOf(await tokenOf(claims, newest, imported)) };
    },
    async derive(claims, kid) {
      const key = all.find((one) => one.kid === kid);
      return key === undefined ? null : tokenOf(claims, key, imported);
    },
    async read(token) {
      const parts = partsOf(token);
      if (parts === null) return null;
      const key = /* INV-17 */ all.find(
        (one) => encode(JSON.stringify(headerOf(one))) === parts.header,
      );
      if (key === undefined || /* INV-33 */ !(await isSignedBy(token, await imported(key))))
        return null;
      const claims = claimsOf(new TextDecoder().decode(decode(parts.payload)));
      return claims === null ? null : { claims, digest: await digestOf(token) };
    },
  };
}

function importHmacKey({ secret }: Key): Promise<Imported> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', secret(), hmac, false, ['sign', 'verify']);
}

async function tokenOf(
  claims: InvitationClaims,
  key: Key,
  imported: typeof importHmacKey,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(payloadOf(claims)))
    .setProtectedHeader(headerOf(key))
    .sign(await imported(key));
}

function headerOf({ kid }: Key): { alg: string; typ: string; kid: string } {
  return /* INV-12 */ { alg: algorithm, typ: type, kid };
}

function payloadOf(claims: InvitationClaims): string {
  const { organizationId: org, invitationId: inv, revision: rev, expiresAt } = claims;
  const payload = JSON.stringify(
    /* INV-10 */ { aud: audience, org, inv, rev, exp: expiresAt.getTime() / 1000 },
  );
  if (!payloadForm.test(payload)) {
    throw new Error(`no token can say ${payload}; an invitation expires on a whole second`);
  }
  return payload;
}

/** The payload letter by letter: no other order, no white space, no further claim. */
const payloadForm = new RegExp(
  /* INV-11 */ `^\\{"aud":"${audience}","org":"([0-9a-f]{24})","inv":"([0-9a-f]{24})","rev":(0|[1-9][0-9]{0,14}),"exp":(0|[1-9][0-9]{0,11})\\}$`,
);

function claimsOf(payload: string): InvitationClaims | null {
  const [, org = '', inv = '', rev, exp] = payloadForm.exec(payload) ?? [];
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

const longestToken = 1_024;

/** Null where the text has not the form of a token, so that nothing else looks at what strangers send. */
function partsOf(token: string): { readonly header: string; readonly payload: string } | null {
  if (token.length > longestToken) return null;
  const parts = token.split('.');
  const [header, payload] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined) return null;
  return parts.every(isCanonicalBase64url) ? { header, payload } : null;
}

async function isSignedBy(token: string, key: Imported): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [algorithm] });
    return true;
  } catch (error) {
    if (error instanceof JOSEError) return false;
    throw error;
  }
}

async function digestOf(token: string): Promise<TokenDigest> /* INV-13 */ {
  const digest = await sha256Hex(token);
  if (!isTokenDigest(digest)) throw new Error('SHA-256 did not give 64 hex digits');
  return digest;
}

function isTokenDigest(text: string): text is TokenDigest {
  return /^[0-9a-f]{64}$/.test(text);
}
