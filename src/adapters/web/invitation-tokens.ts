// Invitation tokens: compact JWTs (RFC 7519) signed with HS256. The same claims and key always give the same text,
// and a token in any other spelling is rejected.

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import {
  type InvitationTokenClaims,
  parseTokenDigest,
  type TokenDigest,
} from '../../domain/organization/invitation.js';
import { timingSafeEqualText } from '../../domain/shared/constant-time.js';
import { parseInvitationId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { InvitationTokens } from '../../ports/invitation-tokens.js';
import { isCanonicalBase64url, sha256Hex } from './encoding.js';
import { createTextSigner, type KeyRing, memoizeByKey, type SymmetricKey } from './keys.js';

const signatureAlgorithm = 'HS256';
/**
 * A type and an audience of their own, so that a session token cannot pass as an invitation, and an invitation cannot
 * pass as a session token.
 */
const tokenType = /* INV-9 */ 'guildhall-invitation+jwt';
const tokenAudience = 'guildhall:invitation';

/** Tokens that are signed with HMAC-SHA-256 (RFC 7515, HS256). */
export function jwtInvitationTokens({ newest, all }: KeyRing): InvitationTokens {
  const tokenKeyOf = memoizeByKey(createTokenSigner);
  return {
    kid: newest.kid,
    async fingerprint(claims) {
      return { kid: newest.kid, digest: tokenDigestOf(signToken(claims, tokenKeyOf(newest))) };
    },
    async sign(claims, kid) {
      const key = all.find((one) => one.kid === kid);
      return key === undefined ? null : signToken(claims, tokenKeyOf(key));
    },
    async verify(token) {
      const parts = splitTokenOrNull(token);
      if (parts === null) return null;
      const key = /* INV-17 */ all.map(tokenKeyOf).find(({ header }) => header === parts.header);
      if (key === undefined || /* INV-33 */ !isSignedBy(parts, key)) return null;
      // `ignoreBOM` keeps a byte order mark, so that a payload that begins with one is rejected.
      const claims = parsePayload(
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(base64urlnopad.decode(parts.payload)),
      );
      return claims === null ? null : { claims, digest: tokenDigestOf(token) };
    },
  };
}

/** What the tokens of one key have in common: their encoded header, and how they are signed. */
interface TokenSigner {
  readonly header: string;
  signatureOf(signedText: string): string;
}

function createTokenSigner(key: SymmetricKey): TokenSigner {
  const sign = createTextSigner(key.secret());
  return {
    header: toBase64url(JSON.stringify(tokenHeader(key))),
    signatureOf: (signedText) => base64urlnopad.encode(sign(signedText)),
  };
}

function toBase64url(text: string): string {
  return base64urlnopad.encode(utf8ToBytes(text));
}

function signToken(claims: InvitationTokenClaims, { header, signatureOf }: TokenSigner): string {
  const signedText = `${header}.${toBase64url(tokenPayloadOrThrow(claims))}`;
  return `${signedText}.${signatureOf(signedText)}`;
}

function tokenHeader({ kid }: SymmetricKey): { alg: string; typ: string; kid: string } {
  return /* INV-12 */ { alg: signatureAlgorithm, typ: tokenType, kid };
}

function tokenPayloadOrThrow(claims: InvitationTokenClaims): string {
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

interface TokenParts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** Null if the text does not have the form of a token; untrusted text is then not processed further. */
function splitTokenOrNull(token: string): TokenParts | null {
  if (token.length > maxTokenLength) return null;
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (header === undefined || payload === undefined || signature === undefined) return null;
  return parts.length === 3 && parts.every(isCanonicalBase64url)
    ? { header, payload, signature }
    : null;
}

function isSignedBy(
  { header, payload, signature }: TokenParts,
  { signatureOf }: TokenSigner,
): boolean {
  return timingSafeEqualText(signatureOf(`${header}.${payload}`), signature);
}

function tokenDigestOf(token: string): TokenDigest {
  const digest = parseTokenDigest(/* INV-13 */ sha256Hex(token));
  if (digest === null) throw new Error('SHA-256 did not give 64 hex digits');
  return digest;
}
