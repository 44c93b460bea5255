// The invitation that its addressee answers, named by its token or by its id.

import * as z from 'zod';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { InvitationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { refuse, type Versioned } from '../../domain/shared/result.js';
import type { InvitationTokens } from '../../ports/invitation-tokens.js';
import type { Storage } from '../../ports/storage.js';
import { invitationIdSchema, type WithParsedIds } from '../use-case/input.js';
import {
  findInvitationByToken,
  refuseWrongToken,
  tokenSchema,
  type VerifiedToken,
} from './find-invitation-by-token.js';

/** The invitation to answer. Give exactly one of the two. */
export interface AnswerInvitationInput {
  /** From the link in the mail: 1 to 1,024 characters. */
  readonly token?: string | undefined;
  /** From `listForMe`. Only the user with the invited address, verified, can answer by it. */
  readonly invitationId?: string | undefined;
}

export const answerInvitationSchema: z.ZodType<
  WithParsedIds<AnswerInvitationInput>,
  AnswerInvitationInput
> = z.lazy(() =>
  z.strictObject({ token: tokenSchema().optional(), invitationId: invitationIdSchema.optional() }),
);

/** Which invitation the user answers. */
export type NamedInvitation =
  | { readonly by: 'token'; readonly token: VerifiedToken }
  | { readonly by: 'id'; readonly invitationId: InvitationId };

/** Null if the token is none of ours. */
export async function parseNamedInvitation(
  tokens: InvitationTokens,
  { token: text, invitationId }: WithParsedIds<AnswerInvitationInput>,
): Promise<NamedInvitation | null> {
  if (invitationId !== undefined) return { by: 'id', invitationId };
  const token = text === undefined ? null : await tokens.verify(text);
  return token === null ? null : { by: 'token', token };
}

export function invitationIdOf(named: NamedInvitation): InvitationId {
  return named.by === 'token' ? named.token.claims.invitationId : named.invitationId;
}

export function findNamedInvitation(
  storage: Storage,
  named: NamedInvitation,
): Promise<Versioned<Invitation> | null> {
  return named.by === 'token'
    ? findInvitationByToken(storage, named.token)
    : storage.invitations.findById(named.invitationId);
}

/** The answer to every wrong token and to every wrong id, so that neither shows anything about invitations. */
export function refuseUnknownInvitation({ by }: Pick<NamedInvitation, 'by'>): {
  readonly ok: false;
  readonly refusal: RefusalOf<'invitation_not_found'>;
} {
  if (by === 'token') return refuseWrongToken();
  return refuse({ code: 'invitation_not_found', path: ['invitationId'] });
}
