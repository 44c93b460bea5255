// From a token to its invitation. Whatever is wrong with a token, the answer is one and the same.

import * as z from 'zod';
import type {
  Invitation,
  InvitationClaims,
  TokenDigest,
} from '../../domain/organization/invitation.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { textSchema } from '../use-case/input.js';

/** What the link of a mail carries: at most 1,024 characters. */
export interface TokenInput {
  readonly token: string;
}

export const tokenSchema: z.ZodType<TokenInput, TokenInput> = z.strictObject({
  token: textSchema(1_024).min(1),
});

export type ClosedCode =
  | 'invitation_already_accepted'
  | 'invitation_declined'
  | 'invitation_revoked'
  | 'invitation_expired';

/** A token that one of our keys has signed. */
export interface ReadToken {
  readonly claims: InvitationClaims;
  readonly digest: TokenDigest;
}

/** One read. Null where the token is of an older revision, of another organization, or not the stored one. */
export async function findByToken(
  storage: Storage,
  { claims, digest }: ReadToken,
): Promise<Versioned<Invitation> | null> {
  const invitation = await storage.invitations.findById(claims.invitationId);
  if (invitation === null) return null;
  const { organizationId, revision, tokenDigest } = invitation.value;
  const isCurrent = organizationId === claims.organizationId && revision === claims.revision;
  return /* INV-32 */ isCurrent && tokenDigest === digest ? invitation : null;
}
