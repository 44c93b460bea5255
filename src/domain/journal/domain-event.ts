// Domain events: what a command did, as plain data. They contain people's ids only, so that a purge leaves no personal data in the
// journal.

import type { AppTier, AppVisibility } from '../app/app.js';
import type { Manifest } from '../app/manifest.js';
import type { Profile } from '../organization/organization.js';
import type { Role } from '../organization/role-permissions.js';
import type {
  EnforcementTransition,
  ListingTransition,
} from '../review/enforcement-and-listing.js';
import type { Lane, SubmissionState, SubmissionTransition } from '../review/submission.js';
import type {
  ApiKeyId,
  AppId,
  InvitationId,
  OrganizationId,
  SubmissionId,
  UserId,
} from '../shared/ids.js';
import type { WebhookEventType } from '../webhook/event-types.js';
import type { WebhookDisableReason } from '../webhook/webhook.js';

interface OrganizationEventIds {
  readonly organizationId: OrganizationId;
}

interface InvitationEventIds extends OrganizationEventIds {
  readonly invitationId: InvitationId;
}

interface AppEventIds extends OrganizationEventIds {
  readonly appId: AppId;
}

interface SubmissionEventIds extends AppEventIds {
  readonly submissionId: SubmissionId;
}

/** `appId` is set for a key of an app, and absent for a key of an organization. */
interface ApiKeyEventIds extends OrganizationEventIds {
  readonly keyId: ApiKeyId;
  readonly appId?: AppId;
}

/** `appId` is set for the webhook of an app, and absent for that of an organization. */
interface WebhookEventIds extends OrganizationEventIds {
  readonly appId?: AppId;
}

/** One thing that a command did. A command can have several events. */
export type DomainEvent =
  | { readonly type: 'user_registered'; readonly userId: UserId }
  | {
      readonly type:
        | 'email_verified'
        | 'email_changed'
        | 'user_renamed'
        | 'user_suspended'
        | 'user_reinstated'
        | 'user_deleted'
        | 'user_restored'
        | 'user_purged'
        | 'user_metadata_updated';
      readonly userId: UserId;
    }
  | (OrganizationEventIds & { readonly type: 'default_organization_set'; readonly userId: UserId })
  | (OrganizationEventIds & { readonly type: 'organization_unblocked'; readonly userId: UserId })
  | (OrganizationEventIds & {
      readonly type: 'organization_created';
      readonly creatorId: UserId;
      readonly personal: boolean;
    })
  | (OrganizationEventIds & {
      readonly type:
        | 'organization_renamed'
        | 'slug_changed'
        | 'organization_deleted'
        | 'organization_restored'
        | 'organization_purged'
        | 'contact_verified'
        | 'external_id_changed'
        | 'organization_metadata_updated';
    })
  | (OrganizationEventIds & { readonly type: 'left_without_admin'; readonly userId: UserId })
  | (OrganizationEventIds & {
      readonly type: 'profile_updated';
      readonly fields: readonly (keyof Profile)[];
    })
  | (OrganizationEventIds & {
      readonly type: 'member_joined';
      readonly userId: UserId;
      readonly role: Role;
    })
  | (OrganizationEventIds & {
      readonly type: 'role_changed';
      readonly userId: UserId;
      readonly from: Role;
      readonly to: Role;
    })
  | (OrganizationEventIds & { readonly type: 'member_left'; readonly userId: UserId })
  | (OrganizationEventIds & { readonly type: 'member_removed'; readonly userId: UserId })
  | (OrganizationEventIds & {
      readonly type: 'membership_metadata_updated';
      readonly userId: UserId;
    })
  | (InvitationEventIds & {
      readonly type:
        | 'invitation_sent'
        | 'invitation_renewed'
        | 'invitation_resent'
        | 'invitation_reissued';
      readonly role: Role;
      readonly revision: number;
    })
  | (InvitationEventIds & {
      readonly type: 'invitation_role_changed';
      readonly from: Role;
      readonly to: Role;
    })
  | (InvitationEventIds & { readonly type: 'invitation_link_created'; readonly revision: number })
  | (InvitationEventIds & { readonly type: 'invitation_expired' | 'invitation_purged' })
  | (InvitationEventIds & { readonly type: 'invitation_accepted'; readonly userId: UserId })
  | (InvitationEventIds & { readonly type: 'invitation_declined'; readonly userId: UserId })
  | (InvitationEventIds & {
      readonly type: 'invitation_revoked';
      readonly reason:
        | 'requested'
        | 'inviter_demoted'
        | 'inviter_left'
        | 'inviter_suspended'
        | 'organization_deleted';
    })
  | (AppEventIds & {
      readonly type: 'app_created' | 'app_deleted' | 'app_restored' | 'app_archived';
    })
  | (AppEventIds & {
      readonly type: 'draft_updated';
      readonly revision: number;
      readonly fields: readonly (keyof Manifest)[];
    })
  | (AppEventIds & {
      readonly type: 'app_shared';
      readonly visibility: AppVisibility;
      /** The number of testers after the change. */
      readonly testers: number;
    })
  /** A move has two events: one for the old organization and one for the new one. */
  | (AppEventIds & { readonly type: 'app_moved_out' | 'app_moved_in' })
  | (AppEventIds & { readonly type: 'tier_set'; readonly tier: AppTier })
  | (AppEventIds & {
      readonly type: 'app_enforcement_changed';
      readonly command: EnforcementTransition;
    })
  | (AppEventIds & { readonly type: 'app_listing_changed'; readonly command: ListingTransition })
  | (SubmissionEventIds & {
      readonly type: 'submission_created';
      readonly revision: number;
      readonly lane: Lane;
    })
  /** The submission's state is the `to` of its last event of this type. */
  | (SubmissionEventIds & {
      readonly type: 'submission_state_changed';
      readonly command: SubmissionTransition;
      readonly to: SubmissionState;
    })
  | (SubmissionEventIds & { readonly type: 'lane_set'; readonly lane: Lane })
  | (ApiKeyEventIds & { readonly type: 'key_created' | 'key_revoked' })
  | (ApiKeyEventIds & { readonly type: 'key_rotated'; readonly newKeyId: ApiKeyId })
  | (WebhookEventIds & {
      readonly type: 'webhook_configured';
      readonly events: readonly WebhookEventType[];
    })
  | (WebhookEventIds & {
      readonly type:
        | 'webhook_secret_rotated'
        | 'webhook_enabled'
        | 'webhook_verified'
        | 'webhook_removed';
    })
  | (WebhookEventIds & {
      readonly type: 'webhook_disabled';
      readonly reason: WebhookDisableReason;
    });
