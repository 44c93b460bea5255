// Keys and claims for the tests of tokens, and functions that forge tokens with the keys.
import { encode } from 'jose/base64url';
import { CompactSign } from 'jose/jws/compact/sign';
import { invitationKeyRingOrThrow, type KeyRing } from '../../../src/adapters/web/index.js';
import type { InvitationTokenClaims } from '../../../src/domain/organization/invitation.js';
import { parseInvitationId, parseOrganizationId } from '../../../src/domain/shared/ids.js';

export const newSecret = 'the newest secret, of more than 32 bytes';
export const oldSecret = 'an older secret, also of more than 32 bytes';

export const keys: KeyRing = invitationKeyRingOrThrow([
  { kid: '2026-11', secret: newSecret },
  { kid: '2025-11', secret: oldSecret },
]);

export function claimsOf(
  organization: string,
  invitation: string,
  revision: number,
  seconds: number,
): InvitationTokenClaims {
  const organizationId = parseOrganizationId(organization);
  const invitationId = parseInvitationId(invitation);
  if (organizationId === null || invitationId === null) throw new Error('the text is not an id');
  return { organizationId, invitationId, revision, expiresAt: new Date(seconds * 1000) };
}

const organizationHex = '65f0a1b2c3d4e5f601234567';
const invitationHex = '65f0a1b2c3d4e5f6089abcde';
const someSeconds = 1_795_000_000;

export const sampleClaims: InvitationTokenClaims = claimsOf(
  organizationHex,
  invitationHex,
  3,
  someSeconds,
);

export const validHeader: { alg: string; typ: string; kid: string } = {
  alg: 'HS256',
  typ: 'guildhall-invitation+jwt',
  kid: '2026-11',
};
interface TokenPayload {
  readonly aud: string;
  readonly org: string;
  readonly inv: string;
  readonly rev: number;
  readonly exp: number;
}

export const validPayload: TokenPayload = {
  aud: 'guildhall:invitation',
  org: organizationHex,
  inv: invitationHex,
  rev: 3,
  exp: someSeconds,
};

/** A correctly signed token with any header and payload. */
export function signToken(
  header: object,
  payload: unknown,
  secret: string = newSecret,
): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(new TextEncoder().encode(secret));
}

/** A token with the algorithm `none` and no signature. */
export function unsignedToken(header: object, payload: object): string {
  return `${encode(JSON.stringify(header))}.${encode(JSON.stringify(payload))}.`;
}
