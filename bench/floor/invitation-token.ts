// The tokens of invitations: JWTs with HS256. A token holds the organization, a reference to the invitation, its revision
// and its expiry. No token is stored, only its SHA-256 digest.
//
// The reference has the id of the invitation's row, and three values by which the accept checks the other rows without a
// read: who sent it, in which term as an admin, and a keyed digest of the invited address, which does not show the address.
// The library's tokens have only the id there. With such a token, an accept would need a third statement, a `find`.

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mongo } from 'mongoose';

/** Real services read these keys from their configuration. */
const signingKey = randomBytes(32);
const digestKey = createHash('sha256').update('the floor of the benchmark').digest();

export interface InvitationReference {
  readonly id: mongo.ObjectId;
  readonly by: mongo.ObjectId;
  readonly term: mongo.ObjectId;
  readonly emailDigest: Uint8Array;
}

export interface TokenClaims extends InvitationReference {
  readonly organization: mongo.ObjectId;
  readonly revision: number;
  /** A whole second. */
  readonly expires: Date;
}

const emailDigestLength = 16;

/** A keyed digest of an address. It is stored with every account, so that an accept can compare it. */
export function digestEmailKey(emailKey: string): Buffer {
  return createHmac('sha256', digestKey).update(emailKey).digest().subarray(0, emailDigestLength);
}

const header = Buffer.from('{"alg":"HS256","typ":"guildhall-invitation+jwt"}').toString(
  'base64url',
);
const audience = 'guildhall-floor';

export function signToken(claims: TokenClaims): string {
  const { id, by, term, emailDigest, organization, revision, expires } = claims;
  const reference = Buffer.concat([id.id, by.id, term.id, emailDigest]).toString('base64url');
  const payload = JSON.stringify({
    aud: audience,
    org: organization.toHexString(),
    inv: reference,
    rev: revision,
    exp: expires.getTime() / 1000,
  });
  const signed = `${header}.${Buffer.from(payload).toString('base64url')}`;
  return `${signed}.${signatureOf(signed).toString('base64url')}`;
}

/** The claims of a token that was signed here, even if it has expired. Null for any other text. */
export function verifyToken(token: string): TokenClaims | null {
  const [head, payload, signature, ...rest] = token.split('.');
  if (head !== header || payload === undefined || signature === undefined || rest.length > 0)
    return null;
  const expected = signatureOf(`${head}.${payload}`);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { aud, org, inv, rev, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (aud !== audience) return null;
  const reference = Buffer.from(inv, 'base64url');
  return {
    organization: mongo.ObjectId.createFromHexString(org),
    id: new mongo.ObjectId(reference.subarray(0, 12)),
    by: new mongo.ObjectId(reference.subarray(12, 24)),
    term: new mongo.ObjectId(reference.subarray(24, 36)),
    emailDigest: reference.subarray(36),
    revision: rev,
    expires: new Date(exp * 1000),
  };
}

function signatureOf(text: string): Buffer {
  return createHmac('sha256', signingKey).update(text).digest();
}

/** What is stored of a token. It covers every claim, so a row that has it is the one that the token was signed for. */
export function digestToken(token: string): mongo.Binary {
  return new mongo.Binary(createHash('sha256').update(token).digest());
}
