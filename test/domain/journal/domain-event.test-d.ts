// The journal refers to people only by id. A purge does not change the journal, so it must not contain addresses and names.
import { describe, expectTypeOf, it } from 'vitest';
import type { ApiKeyDigest } from '../../../src/domain/app/api-key.js';
import type { AppTier, AppVisibility } from '../../../src/domain/app/app.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import type { PackageName } from '../../../src/domain/app/package-name.js';
import type { SnapshotDigest } from '../../../src/domain/app/snapshot-digest.js';
import type { DomainEvent } from '../../../src/domain/journal/domain-event.js';
import type {
  Action,
  CommandEntry,
  FenceEntry,
  JournalEntry,
} from '../../../src/domain/journal/journal-entry.js';
import type {
  NotificationMessage,
  OutboxMessage,
  WebhookMessage,
} from '../../../src/domain/journal/outbox-message.js';
import type { TokenDigest } from '../../../src/domain/organization/invitation.js';
import type { Profile } from '../../../src/domain/organization/organization.js';
import type { Role } from '../../../src/domain/organization/role-permissions.js';
import type {
  EnforcementTransition,
  ListingTransition,
} from '../../../src/domain/review/enforcement-and-listing.js';
import type {
  Lane,
  SubmissionState,
  SubmissionTransition,
} from '../../../src/domain/review/submission.js';
import type { DisplayName } from '../../../src/domain/shared/display-name.js';
import type {
  ApiKeyId,
  AppId,
  InvitationId,
  OrganizationId,
  SubmissionId,
  UserId,
} from '../../../src/domain/shared/ids.js';
import type { Slug } from '../../../src/domain/slug/slug.js';
import type { EmailAddress, EmailKey } from '../../../src/domain/user/email.js';
import type { WebhookEventType } from '../../../src/domain/webhook/event-types.js';
import type { WebhookDisableReason } from '../../../src/domain/webhook/webhook.js';

/** The types of all values in domain events, also in their lists. */
type FieldValues<F> = F extends unknown ? { [K in keyof F]-?: ItemOf<F[K]> }[keyof F] : never;
type ItemOf<T> = T extends readonly (infer Item)[] ? Item : T;

type PersonalData =
  | DisplayName
  | EmailAddress
  | EmailKey
  | Slug
  | PackageName
  | TokenDigest
  | ApiKeyDigest
  | SnapshotDigest;

describe('a domain event', () => {
  it('contains only ids, roles, numbers, booleans and words from closed lists', () => {
    type Words =
      | DomainEvent['type']
      | Role
      | keyof Profile
      | keyof Manifest
      | AppVisibility
      | AppTier
      | EnforcementTransition
      | ListingTransition
      | Lane
      | SubmissionTransition
      | SubmissionState
      | WebhookEventType
      | WebhookDisableReason
      | Extract<DomainEvent, { type: 'invitation_revoked' }>['reason'];
    expectTypeOf<FieldValues<DomainEvent>>().toEqualTypeOf<
      | UserId
      | OrganizationId
      | InvitationId
      | AppId
      | SubmissionId
      | ApiKeyId
      | number
      | boolean
      | Words
    >();
  });

  it('cannot contain free text, an address, a name or a digest', () => {
    expectTypeOf<Extract<FieldValues<DomainEvent>, PersonalData>>().toBeNever();
    expectTypeOf<string>().not.toExtend<FieldValues<DomainEvent>>();
    // The check works: it would find an event with an email address.
    expectTypeOf<
      Extract<FieldValues<DomainEvent | { type: 'x'; to: EmailAddress }>, PersonalData>
    >().toEqualTypeOf<EmailAddress>();
    expectTypeOf<string>().toExtend<FieldValues<DomainEvent | { type: 'x'; note: string }>>();
  });
});

describe('a domain event of', () => {
  type KeysOf<T extends DomainEvent['type']> = keyof (DomainEvent & { readonly type: T });

  it('an account contains only the user id', () => {
    type Life =
      | 'registered'
      | 'renamed'
      | 'suspended'
      | 'reinstated'
      | 'deleted'
      | 'restored'
      | 'purged'
      | 'metadata_updated';
    type OfAccount = Extract<DomainEvent['type'], `user_${string}`>;
    expectTypeOf<OfAccount>().toEqualTypeOf<`user_${Life}`>();
    expectTypeOf<KeysOf<'user_purged'>>().toEqualTypeOf<'type' | 'userId'>();
    expectTypeOf<KeysOf<'email_verified'>>().toEqualTypeOf<'type' | 'userId'>();
  });

  it('an organization contains its id, but not its name', () => {
    type Ends = 'organization_deleted' | 'organization_restored' | 'organization_purged';
    expectTypeOf<KeysOf<Ends>>().toEqualTypeOf<'type' | 'organizationId'>();
    expectTypeOf<KeysOf<'slug_changed'>>().toEqualTypeOf<'type' | 'organizationId'>();
    expectTypeOf<KeysOf<'left_without_admin'>>().toEqualTypeOf<
      'type' | 'organizationId' | 'userId'
    >();
  });

  it('an invitation identifies its link only by the revision', () => {
    type Ids = 'type' | 'organizationId' | 'invitationId';
    expectTypeOf<KeysOf<'invitation_link_created'>>().toEqualTypeOf<Ids | 'revision'>();
    expectTypeOf<KeysOf<'invitation_reissued'>>().toEqualTypeOf<Ids | 'role' | 'revision'>();
    expectTypeOf<KeysOf<'invitation_expired'>>().toEqualTypeOf<Ids>();
    expectTypeOf<KeysOf<'invitation_purged'>>().toEqualTypeOf<Ids>();
  });

  it('an app contains its id, but not its name or its testers', () => {
    type Ids = 'type' | 'organizationId' | 'appId';
    type Life = `app_${'created' | 'deleted' | 'restored' | 'archived' | 'moved_out' | 'moved_in'}`;
    expectTypeOf<KeysOf<Extract<Life, DomainEvent['type']>>>().toEqualTypeOf<Ids>();
    expectTypeOf<Life>().toExtend<DomainEvent['type']>();
    expectTypeOf<KeysOf<'draft_updated'>>().toEqualTypeOf<Ids | 'revision' | 'fields'>();
    expectTypeOf<KeysOf<'app_shared'>>().toEqualTypeOf<Ids | 'visibility' | 'testers'>();
    expectTypeOf<Extract<DomainEvent, { type: 'app_shared' }>['testers']>().toEqualTypeOf<number>();
    expectTypeOf<KeysOf<'app_enforcement_changed' | 'app_listing_changed'>>().toEqualTypeOf<
      Ids | 'command'
    >();
  });

  it('a submission contains its next state, but not the reason', () => {
    type Ids = 'type' | 'organizationId' | 'appId' | 'submissionId';
    expectTypeOf<KeysOf<'submission_created'>>().toEqualTypeOf<Ids | 'revision' | 'lane'>();
    expectTypeOf<KeysOf<'submission_state_changed'>>().toEqualTypeOf<Ids | 'command' | 'to'>();
    expectTypeOf<KeysOf<'lane_set'>>().toEqualTypeOf<Ids | 'lane'>();
  });

  it('a key contains its id, but nothing of its secret', () => {
    type Ids = 'type' | 'organizationId' | 'keyId' | 'appId';
    expectTypeOf<KeysOf<'key_created' | 'key_revoked'>>().toEqualTypeOf<Ids>();
    expectTypeOf<KeysOf<'key_rotated'>>().toEqualTypeOf<Ids | 'newKeyId'>();
  });

  it('a webhook contains its owner and its event types, but not its URL', () => {
    type Ids = 'type' | 'organizationId' | 'appId';
    expectTypeOf<KeysOf<'webhook_configured'>>().toEqualTypeOf<Ids | 'events'>();
    expectTypeOf<KeysOf<'webhook_disabled'>>().toEqualTypeOf<Ids | 'reason'>();
    expectTypeOf<
      KeysOf<'webhook_secret_rotated' | 'webhook_verified' | 'webhook_enabled' | 'webhook_removed'>
    >().toEqualTypeOf<Ids>();
  });

  it('a revoked invitation contains one of these reasons', () => {
    expectTypeOf<Extract<DomainEvent, { type: 'invitation_revoked' }>['reason']>().toEqualTypeOf<
      | 'requested'
      | 'inviter_demoted'
      | 'inviter_left'
      | 'inviter_suspended'
      | 'organization_deleted'
    >();
  });
});

describe('a journal entry', () => {
  it('of a command has these fields', () => {
    expectTypeOf<keyof CommandEntry>().toEqualTypeOf<
      | 'kind'
      | 'id'
      | 'at'
      | 'actor'
      | 'action'
      | 'subject'
      | 'auditOrganizationIds'
      | 'events'
      | 'inputDigest'
      | 'callId'
      | 'replayIds'
    >();
    expectTypeOf<Extract<FieldValues<CommandEntry>, PersonalData>>().toBeNever();
  });

  it('of a fence has only its id and its time', () => {
    expectTypeOf<keyof FenceEntry>().toEqualTypeOf<'kind' | 'id' | 'at'>();
  });

  it('has one of these actions', () => {
    expectTypeOf<Action>().toEqualTypeOf<
      | `user.${'register' | 'ensure' | 'update' | 'change_email' | 'verify_email'}`
      | `${'user' | 'membership'}.update_metadata`
      | 'user.set_default_organization'
      | `user.${'unblock_organization' | 'suspend' | 'reinstate' | 'delete' | 'restore' | 'purge'}`
      | `organization.${'create' | 'ensure_personal' | 'rename' | 'update_profile'}`
      | `organization.${'change_slug' | 'delete' | 'restore' | 'purge' | 'verify_contact'}`
      | `organization.${'set_external_id' | 'update_metadata'}`
      | `membership.${'add' | 'change_role' | 'remove' | 'leave'}`
      | `invitation.${'invite' | 'invite_many' | 'create_link' | 'accept' | 'decline' | 'revoke'}`
      | `invitation.${'resend' | 'change_role' | 'expire' | 'purge' | 'reissue'}`
      | `app.${'create' | 'update_draft' | 'share' | 'delete' | 'restore' | 'move' | 'purge'}`
      | `app.${'delist' | 'relist' | 'set_tier' | 'warn' | 'suspend' | 'take_down' | 'reinstate'}`
      | `submission.${'submit' | 'resubmit' | 'withdraw' | 'release' | 'expire_approval'}`
      | `review.${'claim' | 'renew_claim' | 'release_claim' | 'set_lane' | 'request_changes'}`
      | `review.${'approve' | 'second_approve' | 'send_back' | 'reject' | 'revoke'}`
      | `key.${'create' | 'rotate' | 'revoke'}`
      | `webhook.${'configure' | 'rotate_secret' | 'verify' | 'enable' | 'disable' | 'remove'}`
      | `webhook.${'send_test' | 'reencrypt'}`
    >();
  });

  it('has the kind command or fence', () => {
    expectTypeOf<JournalEntry['kind']>().toEqualTypeOf<'command' | 'fence'>();
  });
});

describe('a message', () => {
  it('refers to people and rows only by id', () => {
    type Own = 'id' | 'kind' | 'delivery' | 'createdAt' | 'organizationId' | 'revision';
    expectTypeOf<keyof NotificationMessage>().toEqualTypeOf<Own | 'to' | 'membershipId'>();
    expectTypeOf<NotificationMessage['to']>().toEqualTypeOf<UserId>();
    expectTypeOf<keyof WebhookMessage>().toEqualTypeOf<
      Own | 'eventType' | 'appId' | 'relatedIds'
    >();
    expectTypeOf<WebhookMessage['relatedIds']>().toEqualTypeOf<Readonly<Record<string, string>>>();
    expectTypeOf<Extract<FieldValues<OutboxMessage>, PersonalData>>().toBeNever();
    expectTypeOf<string>().not.toExtend<FieldValues<OutboxMessage>>();
  });
});
