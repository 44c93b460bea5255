// What a command did, as plain data. People stand in it by their ids, so that a purge leaves nothing of them in the journal.

import type { Profile } from '../organization/organization.js';
import type { Role } from '../organization/role.js';
import type { InvitationId, OrganizationId, UserId } from '../shared/ids.js';

interface OfOrganization {
  readonly organizationId: OrganizationId;
}

interface OfInvitation extends OfOrganization {
  readonly invitationId: InvitationId;
}

/** One thing that a command did. */
export type Fact =
  | { readonly type: 'user_registered'; readonly userId: UserId }
  | {
      readonly type:
        | 'email_verified'
        | 'user_suspended'
        | 'user_reinstated'
        | 'user_deleted'
        | 'user_restored'
        | 'user_purged';
      readonly userId: UserId;
    }
  | (OfOrganization & { readonly type: 'default_organization_set'; readonly userId: UserId })
  | (OfOrganization & { readonly type: 'organization_unblocked'; readonly userId: UserId })
  | (OfOrganization & {
      readonly type: 'organization_founded';
      readonly founderId: UserId;
      readonly personal: boolean;
    })
  | (OfOrganization & {
      readonly type:
        | 'organization_renamed'
        | 'slug_changed'
        | 'organization_deleted'
        | 'organization_restored'
        | 'organization_purged';
    })
  | (OfOrganization & { readonly type: 'left_without_admin'; readonly userId: UserId })
  | (OfOrganization & {
      readonly type: 'profile_updated';
      readonly fields: readonly (keyof Profile)[];
    })
  | (OfOrganization & {
      readonly type: 'member_joined';
      readonly userId: UserId;
      readonly role: Role;
    })
  | (OfOrganization & {
      readonly type: 'role_changed';
      readonly userId: UserId;
      readonly from: Role;
      readonly to: Role;
    })
  | (OfOrganization & { readonly type: 'member_left'; readonly userId: UserId })
  | (OfOrganization & { readonly type: 'member_removed'; readonly userId: UserId })
  | (OfInvitation & {
      readonly type:
        | 'invitation_sent'
        | 'invitation_renewed'
        | 'invitation_resent'
        | 'invitation_reissued';
      readonly role: Role;
      readonly revision: number;
    })
  | (OfInvitation & { readonly type: 'invitation_handed_over'; readonly revision: number })
  | (OfInvitation & { readonly type: 'invitation_expired' | 'invitation_purged' })
  | (OfInvitation & { readonly type: 'invitation_accepted'; readonly userId: UserId })
  | (OfInvitation & { readonly type: 'invitation_declined'; readonly userId: UserId })
  | (OfInvitation & {
      readonly type: 'invitation_revoked';
      readonly because:
        | 'asked'
        | 'inviter_demoted'
        | 'inviter_left'
        | 'inviter_suspended'
        | 'organization_deleted';
    });
