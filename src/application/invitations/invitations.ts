// The invitations service: all use cases of invitations.

import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import type { Page } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import type { AuthorizationRefusalCode } from '../use-case/authorization.js';
import type { Command } from '../use-case/command.js';
import type { PublicQuery } from '../use-case/public-query.js';
import type { Query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import type { InvitationView } from '../views.js';
import { type AcceptedInvitationView, type AcceptRefusalCode, acceptCommand } from './accept.js';
import {
  type ChangeInvitationRoleInput,
  type ChangeInvitationRoleRefusalCode,
  changeInvitationRoleCommand,
} from './change-invitation-role.js';
import {
  type CreateLinkRefusalCode,
  createLinkCommand,
  type InvitationLinkView,
} from './create-link.js';
import {
  type DeclinedInvitationView,
  type DeclineRefusalCode,
  declineAndBlockCommand,
  declineCommand,
} from './decline.js';
import type { InvitationTokenInput } from './find-invitation-by-token.js';
import { type InviteInput, type InviteRefusalCode, inviteCommand } from './invite.js';
import {
  type InvitedMany,
  type InviteManyInput,
  type InviteManyRefusalCode,
  inviteManyCommand,
} from './invite-many.js';
import {
  type ListMyInvitationsInput,
  type ListMyInvitationsRefusalCode,
  listMyInvitationsQuery,
  type MyInvitationView,
} from './list-for-me.js';
import { type ListInvitationsInput, listInvitationsQuery } from './list-invitations.js';
import type {
  OrganizationInvitationInput,
  PendingInvitationInput,
  PendingInvitationRefusalCode,
} from './load-pending-invitation.js';
import type { AnswerInvitationInput } from './named-invitation.js';
import {
  type InvitationPreview,
  type PreviewRefusalCode,
  previewInvitationQuery,
} from './preview.js';
import { type ResendInvitationRefusalCode, resendInvitationCommand } from './resend.js';
import { revokeInvitationCommand } from './revoke.js';
import {
  type RevokeSigningKeyInput,
  type RevokeSigningKeyRefusalCode,
  revokeSigningKeyTask,
} from './revoke-signing-key.js';

/** Invites people, answers invitations, and manages pending ones. */
export interface Invitations<R extends string = BuiltInRole> {
  /**
   * Invites an address. The relay mails the link, unless `byMail` is false. An expired invitation to the same address is
   * renewed and keeps its id. Needs `invitations:manage`. Refused: `already_invited` (with the id),
   * `already_a_member`, `invitation_limit_reached`, `permission_denied` for a role above the inviter's own, `rate_limited` by
   * the policy's limits.
   */
  readonly invite: Command<InviteInput<R>, InvitationView<R>, InviteRefusalCode>;
  /**
   * Invites up to 100 addresses in one command: all or none, or with `onFailure: 'skip'` those that can be invited; then the
   * answer has the failures by index, and nothing is written if nobody can be invited. Refused: as `invite`, and
   * `bulk_refused` with the index of every failure.
   */
  readonly inviteMany: Command<InviteManyInput<R>, InvitedMany<R>, InviteManyRefusalCode>;
  /** Shows an invitation to the holder of its token, signed in or not (`actor` null). Every malformed, foreign or old token is `invitation_not_found`. */
  readonly preview: PublicQuery<InvitationTokenInput, InvitationPreview<R>, PreviewRefusalCode>;
  /**
   * The user joins the organization. Their address must be the invited one, and verified. Accepting again gives the same
   * answer, as long as the user is a member. Refused: `invitation_email_mismatch`, `email_not_verified`,
   * `inviter_not_permitted`, `already_a_member`, and the code of an invitation that is closed. By its id, everybody but a user
   * with the invited address, verified, is refused with `invitation_not_found`.
   */
  readonly accept: Command<AnswerInvitationInput, AcceptedInvitationView<R>, AcceptRefusalCode>;
  /** Declines the invitation. For its addressee. Refused: as `accept`. */
  readonly decline: Command<AnswerInvitationInput, DeclinedInvitationView, DeclineRefusalCode>;
  /**
   * As `decline`; from then on the user gets no mail about invitations of this organization, until they join or unblock it.
   * The organization does not see the block. An expired invitation stays as it is, and its organization is blocked.
   */
  readonly declineAndBlock: Command<
    AnswerInvitationInput,
    DeclinedInvitationView,
    DeclineRefusalCode
  >;
  /**
   * Changes the role of a pending invitation. Its link stays valid and gives the new role; no mail is sent. Who changes it is
   * its inviter from then on. Needs `invitations:manage`. Refused: `permission_denied` for a role above the actor's own; for
   * the embedding service `inviter_not_permitted`, if the inviter may not invite as the role.
   */
  readonly changeRole: Command<
    ChangeInvitationRoleInput<R>,
    InvitationView<R>,
    ChangeInvitationRoleRefusalCode
  >;
  /** Revokes a pending invitation, by its id or its address. Needs `invitations:manage`. */
  readonly revoke: Command<PendingInvitationInput, InvitationView<R>, PendingInvitationRefusalCode>;
  /** Mails a new token with a new expiry, by its id or its address; the old token stops working. Needs `invitations:manage`. Refused: `resend_too_soon`, `rate_limited`, each with `retryAfter` in seconds. */
  readonly resend: Command<PendingInvitationInput, InvitationView<R>, ResendInvitationRefusalCode>;
  /** Returns the link that the mail holds, and writes that to the journal. Needs `invitations:manage`. Refused: `invitation_key_unknown`. */
  readonly createLink: Command<
    OrganizationInvitationInput,
    InvitationLinkView<R>,
    CreateLinkRefusalCode
  >;
  /**
   * Revokes a signing key that may have leaked. First remove the key from every service. Every pending invitation that it
   * signed then gets a new token and expiry, and is mailed again if it was mailed before. For the embedding service.
   * Refused: `signing_key_in_use`.
   */
  readonly revokeSigningKey: Task<
    RevokeSigningKeyInput,
    { readonly count: number },
    RevokeSigningKeyRefusalCode
  >;
  /** Lists the organization's invitations, newest first. Needs `invitations:read`. */
  readonly list: Query<ListInvitationsInput, Page<InvitationView<R>>, AuthorizationRefusalCode>;
  /**
   * Lists the pending invitations to the actor's own address, newest first, for who has no mail at hand. Answer one by its id.
   * Those of deleted organizations and of organizations that the actor has blocked or is a member of are left out; a page
   * can be shorter for that. Refused: `email_not_verified`.
   */
  readonly listForMe: Query<
    ListMyInvitationsInput,
    Page<MyInvitationView<R>>,
    ListMyInvitationsRefusalCode
  >;
}

export function createInvitationsService(deps: Dependencies): Invitations<Role> {
  return {
    invite: inviteCommand(deps),
    preview: previewInvitationQuery(deps),
    accept: acceptCommand(deps),
    decline: declineCommand(deps),
    declineAndBlock: declineAndBlockCommand(deps),
    inviteMany: inviteManyCommand(deps),
    changeRole: changeInvitationRoleCommand(deps),
    revoke: revokeInvitationCommand(deps),
    resend: resendInvitationCommand(deps),
    createLink: createLinkCommand(deps),
    revokeSigningKey: revokeSigningKeyTask(deps),
    list: listInvitationsQuery(deps),
    listForMe: listMyInvitationsQuery(deps),
  };
}
