// What can be asked, by name. Ids stand in it as the model writes them: `user 1`, `organization 2`, `token 7`.

import type { ListInvitationsInput } from '../../../application/invitations/invitations.js';
import type { InviteInput, InviteManyInput } from '../../../application/invitations/invite.js';
import type { OfInvitationInput } from '../../../application/invitations/send.js';
import type { TokenInput } from '../../../application/invitations/token.js';
import type { WithdrawKeyInput } from '../../../application/invitations/withdraw-key.js';
import type { ChangeRoleInput } from '../../../application/memberships/change-role.js';
import type { LeaveInput, RemoveInput } from '../../../application/memberships/end.js';
import type { ListMembersInput } from '../../../application/memberships/memberships.js';
import type { OfOrganizationInput } from '../../../application/organizations/delete.js';
import type { EnsurePersonalInput } from '../../../application/organizations/ensure-personal.js';
import type { FoundInput } from '../../../application/organizations/found.js';
import type {
  AuditInput,
  FindBySlugInput,
  ListOfUserInput,
} from '../../../application/organizations/organizations.js';
import type {
  ChangeSlugInput,
  CheckSlugInput,
  SuggestSlugInput,
} from '../../../application/organizations/slugs.js';
import type { RenameInput, UpdateProfileInput } from '../../../application/organizations/update.js';
import type { SetDefaultOrganizationInput } from '../../../application/users/default-organization.js';
import type { GetUserInput, OfUserInput } from '../../../application/users/of-user.js';
import type { UnblockOrganizationInput } from '../../../application/users/own.js';
import type { RegisterInput } from '../../../application/users/users.js';
import type { Permission, Role } from '../../../domain/organization/role.js';

interface OfMember {
  readonly organizationId: string;
  readonly userId: string;
}

/** What the mail server makes of everything in one round. */
export type MailServer = 'takes' | 'fails' | 'refuses';

export interface Inputs {
  readonly 'users.register': RegisterInput;
  readonly 'users.verifyEmail': OfUserInput;
  readonly 'users.get': GetUserInput;
  readonly 'users.setDefaultOrganization': SetDefaultOrganizationInput;
  readonly 'users.getDefaultOrganization': GetUserInput;
  readonly 'users.unblockOrganization': UnblockOrganizationInput;
  readonly 'users.suspend': OfUserInput;
  readonly 'users.reinstate': OfUserInput;
  readonly 'users.delete': OfUserInput;
  readonly 'users.restore': OfUserInput;
  readonly 'users.purge': OfUserInput;
  readonly 'organizations.found': FoundInput;
  readonly 'organizations.ensurePersonal': EnsurePersonalInput;
  readonly 'organizations.rename': RenameInput;
  readonly 'organizations.updateProfile': UpdateProfileInput;
  readonly 'organizations.changeSlug': ChangeSlugInput;
  readonly 'organizations.checkSlug': CheckSlugInput;
  readonly 'organizations.suggestSlug': SuggestSlugInput;
  readonly 'organizations.delete': OfOrganizationInput;
  readonly 'organizations.restore': OfOrganizationInput;
  readonly 'organizations.purge': OfOrganizationInput;
  readonly 'organizations.listDeleted': object;
  readonly 'organizations.document': OfOrganizationInput;
  readonly 'organizations.get': OfOrganizationInput;
  readonly 'organizations.findBySlug': FindBySlugInput;
  readonly 'organizations.listOfUser': ListOfUserInput;
  readonly 'organizations.audit': AuditInput;
  readonly 'memberships.list': ListMembersInput;
  readonly 'memberships.isMember': OfMember;
  readonly 'memberships.hasRole': OfMember & { readonly role: Role };
  readonly 'memberships.can': { readonly permission: Permission; readonly organizationId: string };
  readonly 'memberships.changeRole': ChangeRoleInput;
  readonly 'memberships.remove': RemoveInput;
  readonly 'memberships.leave': LeaveInput;
  readonly 'invitations.invite': InviteInput;
  readonly 'invitations.inviteMany': InviteManyInput;
  readonly 'invitations.preview': TokenInput;
  readonly 'invitations.accept': TokenInput;
  readonly 'invitations.decline': TokenInput;
  readonly 'invitations.declineAndBlock': TokenInput;
  readonly 'invitations.revoke': OfInvitationInput;
  readonly 'invitations.resend': OfInvitationInput;
  readonly 'invitations.linkToHandOver': OfInvitationInput;
  readonly 'invitations.withdrawKey': WithdrawKeyInput;
  readonly 'invitations.list': ListInvitationsInput;
  readonly 'relay.runOnce': { readonly mailServer: MailServer };
  readonly 'maintenance.runOnce': object;
  readonly 'clock.advance': { readonly milliseconds: number };
  /** A new key signs from now on; the others still verify. */
  readonly 'keys.add': object;
  /** The service keeps its newest key only. */
  readonly 'keys.forget': object;
}

export type Verb = keyof Inputs;

/** `system`, `reviewer`, or a user by the model's id. */
export type Caller = string;

/** One thing asked. `key`: the idempotency key. */
export type Call<V extends Verb = Verb> = {
  readonly [K in V]: {
    readonly verb: K;
    readonly caller: Caller;
    readonly input: Inputs[K];
    readonly key?: string;
  };
}[V];
