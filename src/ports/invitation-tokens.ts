import type {
  InvitationTokenClaims,
  TokenDigest,
  TokenFingerprint,
} from '../domain/organization/invitation.js';

/** Signs and verifies the tokens of invitations. The same claims and key always give the same token, so no token is stored. */
export interface InvitationTokens {
  /** The id of the key that `fingerprint` signs with. */
  readonly kid: string;
  /** Signs the claims with the newest key, and returns the key's id and the token's digest. */
  fingerprint(claims: InvitationTokenClaims): Promise<TokenFingerprint>;
  /** The token itself, for the invitation mail. Null if the key `kid` is no longer known. */
  sign(claims: InvitationTokenClaims, kid: string): Promise<string | null>;
  /** The claims of a token that one of our keys signed, even if it has expired. Null for any other text. */
  verify(
    token: string,
  ): Promise<{ readonly claims: InvitationTokenClaims; readonly digest: TokenDigest } | null>;
}
