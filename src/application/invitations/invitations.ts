import * as z from 'zod';
import {
  closedRefusal,
  type InvitationState,
  invitationStates,
} from '../../domain/organization/invitation.js';
import type { Role } from '../../domain/organization/role.js';
import type { Actor } from '../../domain/shared/actor.js';
import {
  type InvitationId,
  type OrganizationId,
  parseInvitationId,
} from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Page, type Result, refuse } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import type { Verb } from '../use-case/command.js';
import { organizationIdSchema, pageFields, parseInput } from '../use-case/input.js';
import { idKey, type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type Query, query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import {
  type InvitationView,
  invitationView,
  type PublicOrganizationView,
  publicOrganizationView,
} from '../views.js';
import {
  type AcceptedView,
  type AcceptRefusal,
  accept,
  type DeclinedView,
  type DeclineRefusal,
  decline,
  declineAndBlock,
} from './answer.js';
import {
  type InviteInput,
  type InviteManyInput,
  type InviteManyRefusal,
  type InviteRefusal,
  invite,
  inviteMany,
} from './invite.js';
import {
  type HandedOverView,
  type HandOverRefusal,
  linkToHandOver,
  type OfInvitationInput,
  type ResendRefusal,
  type RevokeRefusal,
  resend,
  revoke,
} from './send.js';
import { type ClosedCode, findByToken, type TokenInput, tokenSchema } from './token.js';
import { type WithdrawKeyInput, type WithdrawKeyRefusal, withdrawKey } from './withdraw-key.js';

/** What the holder of a token is shown before they sign in. */
export interface InvitationPreview {
  readonly organization: PublicOrganizationView;
  readonly role: Role;
  /** Absent where the inviter has no name. */
  readonly inviterName?: string;
  readonly expiresAt: Date;
}

/** Whose invitations, in which state, and which page of them. */
export interface ListInvitationsInput extends PageInput {
  readonly organizationId: string;
  readonly state?: InvitationState | undefined;
}

interface ListInvitations extends PageInput {
  readonly organizationId: OrganizationId;
  readonly state?: InvitationState | undefined;
}

const key: KeyCodec<InvitationId> = idKey(parseInvitationId);

const list = query<ListInvitationsInput, ListInvitations, Page<InvitationView>, AuthorityRefusal>(
  z.strictObject({
    organizationId: organizationIdSchema,
    state: z.enum(invitationStates).optional(),
    ...pageFields,
  }),
  async (context, actor, { organizationId, state, ...page }) => {
    const { storage, clock } = context;
    const name = `invitations of ${organizationId} in ${state ?? 'any'}`;
    const keyset = await keysetOf(context, name, key, page);
    if (!keyset.ok) return keyset;
    const now = await clock.now();
    const authority = await authorityOver(storage, actor, organizationId, 'invitations:read');
    if (!authority.ok) return authority;
    const filter = { now, ...(state === undefined ? {} : { state }) };
    const slice = await storage.invitations.list(organizationId, filter, keyset.value);
    return ok(await pageOf(context, name, key, slice, (found) => invitationView(found, now)));
  },
);

type PreviewRefusal = 'invitation_not_found' | ClosedCode | 'invalid_input';

async function preview(
  context: Context,
  givenInput: unknown,
): Promise<Result<InvitationPreview, RefusalOf<PreviewRefusal>>> {
  const input = parseInput(tokenSchema, givenInput);
  if (!input.ok) return input;
  const now = await context.clock.now();
  const read = await context.tokens.read(input.value.token);
  if (read === null) return refuse({ code: 'invitation_not_found', path: ['token'] });
  const [invitation, organization] = await Promise.all([
    findByToken(context.storage, read),
    context.storage.organizations.findById(read.claims.organizationId),
  ]);
  if (invitation === null || organization === null) {
    return refuse({ code: 'invitation_not_found', path: ['token'] });
  }
  const closed = closedRefusal(invitation.value, now);
  if (closed !== null) return refuse(closed);
  if (organization.value.deletedAt !== undefined) {
    return refuse({ code: 'invitation_not_found', path: ['token'] });
  }
  const { role, invitedBy, expiresAt } = invitation.value;
  const inviter = await context.storage.users.findById(invitedBy);
  const inviterName = inviter?.value.name;
  return ok({
    organization: /* INV-31 */ publicOrganizationView(organization.value),
    role,
    ...(inviterName === undefined ? {} : { inviterName }),
    expiresAt,
  });
}

/** Inviting, and what becomes of it. */
export interface Invitations {
  /**
   * Invites an address, by admins; the relay mails the link unless `byMail` is false. An expired invitation is renewed
   * in its row. Refused: `already_invited` (with its id), `already_a_member`, `invitation_limit_reached`,
   * `permission_denied` for a role above the inviter's own, `rate_limited` by the limits of the policy.
   */
  readonly invite: Verb<InviteInput, InvitationView, InviteRefusal>;
  /** Invites up to 20 addresses in one command, all or none. Refused as `invite`, and `bulk_refused` with every failure by its index. */
  readonly inviteMany: Verb<InviteManyInput, readonly InvitationView[], InviteManyRefusal>;
  /** What a token's holder may see, signed in or not (`actor` null). Bad, foreign and stale tokens are all `invitation_not_found`. */
  preview(
    actor: Actor | null,
    input: TokenInput,
  ): Promise<Result<InvitationPreview, RefusalOf<PreviewRefusal>>>;
  /**
   * The signed-in user with the invited, verified address joins. Of two at once one wins and the other gets
   * `invitation_already_accepted`. Refused also: `invitation_email_mismatch`, `email_not_verified`,
   * `inviter_not_permitted`, `already_a_member`.
   */
  readonly accept: Verb<TokenInput, AcceptedView, AcceptRefusal>;
  /** The addressee does not want to join. Refused as `accept`. */
  readonly decline: Verb<TokenInput, DeclinedView, DeclineRefusal>;
  /** As `decline`, and no invitation of this organization is mailed to the user any more, until they join it or unblock it. Nobody in the organization is told. */
  readonly declineAndBlock: Verb<TokenInput, DeclinedView, DeclineRefusal>;
  /** Takes a pending invitation back, by admins. */
  readonly revoke: Verb<OfInvitationInput, InvitationView, RevokeRefusal>;
  /** A new token and expiry by mail; the old token dies. Refused: `resend_too_soon`, `rate_limited`, each with `retryAfter`. */
  readonly resend: Verb<OfInvitationInput, InvitationView, ResendRefusal>;
  /** The link that the mail carries, for an admin to hand over; the journal says so. Refused: `invitation_key_unknown`. */
  readonly linkToHandOver: Verb<OfInvitationInput, HandedOverView, HandOverRefusal>;
  /**
   * After a signing key became known to others and was taken out of every service: issues every pending invitation that
   * was made with it anew, with a new token and expiry, and by mail where it was mailed before. By the embedding service.
   * Refused: `signing_key_in_use`.
   */
  readonly withdrawKey: Task<WithdrawKeyInput, { readonly count: number }, WithdrawKeyRefusal>;
  /** The organization's invitations, newest first, by admins. */
  readonly list: Query<ListInvitationsInput, Page<InvitationView>, AuthorityRefusal>;
}

export function invitations(context: Context): Invitations {
  return {
    invite: invite(context),
    preview: (_actor, input) => preview(context, input),
    accept: accept(context),
    decline: decline(context),
    declineAndBlock: declineAndBlock(context),
    inviteMany: inviteMany(context),
    revoke: revoke(context),
    resend: resend(context),
    linkToHandOver: linkToHandOver(context),
    withdrawKey: withdrawKey(context),
    list: list(context),
  };
}
