// What a command did, as plain data. People stand in it by their ids, so that a purge leaves nothing of them in the journal.

import type { AppTier, AppVisibility } from '../app/app.js';
import type { Manifest } from '../app/manifest.js';
import type { Profile } from '../organization/organization.js';
import type { Role } from '../organization/role.js';
import type { DelistingCommand, EnforcementCommand } from '../review/enforcement.js';
import type { Lane, SubmissionCommand, SubmissionState } from '../review/submission.js';
import type {
  ApiKeyId,
  AppId,
  InvitationId,
  OrganizationId,
  SubmissionId,
  UserId,
} from '../shared/ids.js';
import type { WebhookEvent } from '../webhook/events.js';
import type { DisablingReason } from '../webhook/webhook.js';

interface OfOrganization {
  readonly organizationId: OrganizationId;
}

interface OfInvitation extends OfOrganization {
  readonly invitationId: InvitationId;
}

interface OfApp extends OfOrganization {
  readonly appId: AppId;
}

interface OfSubmission extends OfApp {
  readonly submissionId: SubmissionId;
}

/** A key of an app names it; one of an organization names none. */
interface OfKey extends OfOrganization {
  readonly keyId: ApiKeyId;
  readonly appId?: AppId;
}

/** A webhook of an app names it; one of an organization names none. */
interface OfWebhook extends OfOrganization {
  readonly appId?: AppId;
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
        | 'organization_purged'
        | 'contact_verified';
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
    })
  | (OfApp & {
      readonly type: 'app_created' | 'app_deleted' | 'app_restored' | 'app_archived';
    })
  | (OfApp & {
      readonly type: 'draft_updated';
      readonly revision: number;
      readonly fields: readonly (keyof Manifest)[];
    })
  | (OfApp & {
      readonly type: 'app_shared';
      readonly visibility: AppVisibility;
      /** How many testers there are. */
      readonly testers: number;
    })
  /** Stands twice: once for each organization. */
  | (OfApp & { readonly type: 'app_moved_out' | 'app_moved_in' })
  | (OfApp & { readonly type: 'tier_set'; readonly tier: AppTier })
  | (OfApp & { readonly type: 'app_enforced'; readonly command: EnforcementCommand })
  | (OfApp & { readonly type: 'app_listed'; readonly command: DelistingCommand })
  | (OfSubmission & {
      readonly type: 'submission_entered';
      readonly revision: number;
      readonly lane: Lane;
    })
  /** Together with what entered, these facts tell the state: it is the last one's `to`. */
  | (OfSubmission & {
      readonly type: 'submission_moved';
      readonly command: SubmissionCommand;
      readonly to: SubmissionState;
    })
  | (OfSubmission & { readonly type: 'lane_set'; readonly lane: Lane })
  | (OfKey & { readonly type: 'key_created' | 'key_revoked' })
  | (OfKey & { readonly type: 'key_rotated'; readonly newKeyId: ApiKeyId })
  | (OfWebhook & {
      readonly type: 'webhook_configured';
      readonly events: readonly WebhookEvent[];
    })
  | (OfWebhook & {
      readonly type: 'webhook_secret_rotated' | 'webhook_enabled' | 'webhook_removed';
    })
  | (OfWebhook & { readonly type: 'webhook_disabled'; readonly reason: DisablingReason });
