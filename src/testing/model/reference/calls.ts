// The calls that the model answers, by method name. Ids are the model's own: `user 1`, `organization 2`, `token 7`.

import type { ChangeInvitationRoleInput } from '../../../application/invitations/change-invitation-role.js';
import type { InvitationTokenInput } from '../../../application/invitations/find-invitation-by-token.js';
import type { InviteInput } from '../../../application/invitations/invite.js';
import type { InviteManyInput } from '../../../application/invitations/invite-many.js';
import type { ListMyInvitationsInput } from '../../../application/invitations/list-for-me.js';
import type { ListInvitationsInput } from '../../../application/invitations/list-invitations.js';
import type {
  OrganizationInvitationInput,
  PendingInvitationInput,
} from '../../../application/invitations/load-pending-invitation.js';
import type { AnswerInvitationInput } from '../../../application/invitations/named-invitation.js';
import type { RevokeSigningKeyInput } from '../../../application/invitations/revoke-signing-key.js';
import type { AccessOfInput } from '../../../application/memberships/access-of.js';
import type { AddMemberInput } from '../../../application/memberships/add.js';
import type { ChangeRoleInput } from '../../../application/memberships/change-role.js';
import type { CountMembersInput } from '../../../application/memberships/count-members.js';
import type { LeaveInput } from '../../../application/memberships/leave.js';
import type { ListFormerMembersInput } from '../../../application/memberships/list-former.js';
import type { ListMembersInput } from '../../../application/memberships/list-members.js';
import type { RemoveMemberInput } from '../../../application/memberships/remove.js';
import type { UpdateMembershipMetadataInput } from '../../../application/memberships/update-metadata.js';
import type { AuditInput } from '../../../application/organizations/audit.js';
import type { ChangeSlugInput } from '../../../application/organizations/change-slug.js';
import type { CreateOrganizationInput } from '../../../application/organizations/create.js';
import type { EnsurePersonalInput } from '../../../application/organizations/ensure-personal.js';
import type { FindByExternalIdInput } from '../../../application/organizations/find-by-external-id.js';
import type { FindBySlugInput } from '../../../application/organizations/find-by-slug.js';
import type { ListOrganizationsInput } from '../../../application/organizations/list.js';
import type { ListForUserInput } from '../../../application/organizations/list-for-user.js';
import type { OrganizationIdInput } from '../../../application/organizations/organization-input.js';
import type { RenameInput } from '../../../application/organizations/rename.js';
import type { SetExternalIdInput } from '../../../application/organizations/set-external-id.js';
import type {
  CheckSlugInput,
  SuggestSlugInput,
} from '../../../application/organizations/suggest-check-slug.js';
import type { UpdateOrganizationMetadataInput } from '../../../application/organizations/update-metadata.js';
import type { UpdateProfileInput } from '../../../application/organizations/update-profile.js';
import type { ChangeEmailInput } from '../../../application/users/change-email.js';
import type { SetDefaultOrganizationInput } from '../../../application/users/default-organization.js';
import type { FindByEmailInput } from '../../../application/users/find-by-email.js';
import type { ListUsersInput } from '../../../application/users/list.js';
import type { RegisterInput } from '../../../application/users/new-user.js';
import type { UnblockOrganizationInput } from '../../../application/users/unblock-organization.js';
import type { UpdateUserInput } from '../../../application/users/update.js';
import type { UpdateUserMetadataInput } from '../../../application/users/update-metadata.js';
import type { GetUserInput, UserIdInput } from '../../../application/users/user-command.js';
import type { AppMethodInputs } from './app-calls.js';
import type { ModelPermission, ModelRole } from './roles.js';

interface MemberIds {
  readonly organizationId: string;
  readonly userId: string;
}

/** How the mail server treats every mail of one round. `fails`: the mail can be sent again; `rejects`: it is refused permanently. */
export type MailServerBehavior = 'accepts' | 'fails' | 'rejects';

export interface MethodInputs extends AppMethodInputs {
  readonly 'users.register': RegisterInput;
  readonly 'users.ensure': RegisterInput;
  readonly 'users.findByEmail': FindByEmailInput;
  readonly 'users.list': ListUsersInput;
  readonly 'users.update': UpdateUserInput;
  readonly 'users.changeEmail': ChangeEmailInput;
  readonly 'users.verifyEmail': UserIdInput;
  readonly 'users.get': GetUserInput;
  readonly 'users.updateMetadata': UpdateUserMetadataInput;
  readonly 'users.setDefaultOrganization': SetDefaultOrganizationInput;
  readonly 'users.getDefaultOrganization': GetUserInput;
  readonly 'users.unblockOrganization': UnblockOrganizationInput;
  readonly 'users.suspend': UserIdInput;
  readonly 'users.reinstate': UserIdInput;
  readonly 'users.delete': UserIdInput;
  readonly 'users.restore': UserIdInput;
  readonly 'users.purge': UserIdInput;
  readonly 'organizations.create': CreateOrganizationInput;
  readonly 'organizations.ensurePersonal': EnsurePersonalInput;
  readonly 'organizations.rename': RenameInput;
  readonly 'organizations.updateProfile': UpdateProfileInput;
  readonly 'organizations.changeSlug': ChangeSlugInput;
  readonly 'organizations.checkSlug': CheckSlugInput;
  readonly 'organizations.suggestSlug': SuggestSlugInput;
  readonly 'organizations.delete': OrganizationIdInput;
  readonly 'organizations.restore': OrganizationIdInput;
  readonly 'organizations.purge': OrganizationIdInput;
  readonly 'organizations.listDeleted': object;
  readonly 'organizations.getDocumented': OrganizationIdInput;
  readonly 'organizations.get': OrganizationIdInput;
  readonly 'organizations.findBySlug': FindBySlugInput;
  readonly 'organizations.findByExternalId': FindByExternalIdInput;
  readonly 'organizations.setExternalId': SetExternalIdInput;
  readonly 'organizations.updateMetadata': UpdateOrganizationMetadataInput;
  readonly 'organizations.listForUser': ListForUserInput;
  readonly 'organizations.list': ListOrganizationsInput;
  readonly 'organizations.audit': AuditInput;
  readonly 'memberships.list': ListMembersInput<ModelRole>;
  readonly 'memberships.count': CountMembersInput<ModelRole>;
  readonly 'memberships.listFormer': ListFormerMembersInput;
  readonly 'memberships.accessOf': AccessOfInput;
  readonly 'memberships.isMember': MemberIds;
  readonly 'memberships.hasRole': MemberIds & { readonly role: ModelRole };
  readonly 'memberships.can': {
    readonly permission: ModelPermission;
    readonly organizationId: string;
  };
  readonly 'memberships.add': AddMemberInput<ModelRole>;
  readonly 'memberships.changeRole': ChangeRoleInput<ModelRole>;
  readonly 'memberships.remove': RemoveMemberInput;
  readonly 'memberships.leave': LeaveInput;
  readonly 'memberships.get': MemberIds;
  readonly 'memberships.updateMetadata': UpdateMembershipMetadataInput;
  readonly 'invitations.invite': InviteInput<ModelRole>;
  readonly 'invitations.inviteMany': InviteManyInput<ModelRole>;
  readonly 'invitations.preview': InvitationTokenInput;
  readonly 'invitations.accept': AnswerInvitationInput;
  readonly 'invitations.decline': AnswerInvitationInput;
  readonly 'invitations.declineAndBlock': AnswerInvitationInput;
  readonly 'invitations.changeRole': ChangeInvitationRoleInput<ModelRole>;
  readonly 'invitations.revoke': PendingInvitationInput;
  readonly 'invitations.resend': PendingInvitationInput;
  readonly 'invitations.createLink': OrganizationInvitationInput;
  readonly 'invitations.revokeSigningKey': RevokeSigningKeyInput;
  readonly 'invitations.list': ListInvitationsInput;
  readonly 'invitations.listForMe': ListMyInvitationsInput;
  readonly 'relay.runOnce': { readonly mailServer: MailServerBehavior };
  readonly 'maintenance.runOnce': object;
  readonly 'clock.advance': { readonly milliseconds: number };
  /** A new key signs from now on. The other keys still verify. */
  readonly 'signingKeys.add': object;
  /** The service keeps only its newest key. */
  readonly 'signingKeys.forget': object;
}

export type MethodName = keyof MethodInputs;

/** `system`, a user's id in the model, `reviewer` or `reviewer user 1`, or `key apikey 1`. */
export type Caller = string;

/** One call of one method. `key` is the idempotency key. */
export type ModelCall<V extends MethodName = MethodName> = {
  readonly [K in V]: {
    readonly method: K;
    readonly caller: Caller;
    readonly input: MethodInputs[K];
    readonly key?: string;
  };
}[V];
