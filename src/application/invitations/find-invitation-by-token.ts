// Finds an invitation by its token. Every wrong token gets the same answer, so that it shows nothing about invitations.

import * as z from 'zod';
import type {
  Invitation,
  InvitationTokenClaims,
  TokenDigest,
} from '../../domain/organization/invitation.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { refuse, type Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { textSchema } from '../use-case/input.js';

/** The token from the link in the mail: 1 to 1,024 characters. */
export interface InvitationTokenInput {
  readonly token: string;
}

export const invitationTokenSchema: z.ZodType<InvitationTokenInput, InvitationTokenInput> = z.lazy(
  () =>
    z.strictObject({
      token: tokenSchema(),
    }),
);

export function tokenSchema(): z.ZodString {
  return textSchema(1_024).min(1);
}

export type ClosedInvitationRefusalCode =
  | 'invitation_already_accepted'
  | 'invitation_declined'
  | 'invitation_revoked'
  | 'invitation_expired';

/** A token with a valid signature. */
export interface VerifiedToken {
  readonly claims: InvitationTokenClaims;
  readonly digest: TokenDigest;
}

/** The invitation of a token. Null if the token is of an older revision or another organization, or is not the stored one. One read. */
export async function findInvitationByToken(
  storage: Storage,
  token: VerifiedToken,
): Promise<Versioned<Invitation> | null> {
  const invitation = await storage.invitations.findById(token.claims.invitationId);
  return invitationOfToken(invitation, token);
}

/** The invitation, if the token is the current one of it. */
export function invitationOfToken(
  invitation: Versioned<Invitation> | null,
  { claims, digest }: VerifiedToken,
): Versioned<Invitation> | null {
  if (invitation === null) return null;
  const { organizationId, revision, tokenDigest } = invitation.value;
  const isCurrent = organizationId === claims.organizationId && revision === claims.revision;
  return /* INV-32 */ isCurrent && tokenDigest === digest ? invitation : null;
}

/** The answer to every wrong token: malformed, forged, of an older revision, or of an invitation or organization that is gone. */
export function refuseWrongToken(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'invitation_not_found'>;
} {
  return refuse({ code: 'invitation_not_found', path: ['token'] });
}
