// People stand in the journal by their ids: what a purge cannot erase must hold no address and no name.
import { describe, expectTypeOf, it } from 'vitest';
import type { KeyDigest } from '../../../src/domain/app/api-key.js';
import type { AppTier, AppVisibility } from '../../../src/domain/app/app.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import type { PackageName } from '../../../src/domain/app/package-name.js';
import type {
  Action,
  CommandEntry,
  FenceEntry,
  JournalEntry,
} from '../../../src/domain/journal/entry.js';
import type { Fact } from '../../../src/domain/journal/fact.js';
import type { EventMessage, Message, Notice } from '../../../src/domain/journal/message.js';
import type { TokenDigest } from '../../../src/domain/organization/invitation.js';
import type { Profile } from '../../../src/domain/organization/organization.js';
import type { Role } from '../../../src/domain/organization/role.js';
import type {
  DelistingCommand,
  EnforcementCommand,
} from '../../../src/domain/review/enforcement.js';
import type {
  Digest,
  Lane,
  SubmissionCommand,
  SubmissionState,
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
import type { WebhookEvent } from '../../../src/domain/webhook/events.js';
import type { DisablingReason } from '../../../src/domain/webhook/webhook.js';

/** Every value that may stand in a fact, or in a list in it, of any type of fact. */
type Held<F> = F extends unknown ? { [K in keyof F]-?: Part<F[K]> }[keyof F] : never;
type Part<T> = T extends readonly (infer Item)[] ? Item : T;

type Personal =
  | DisplayName
  | EmailAddress
  | EmailKey
  | Slug
  | PackageName
  | TokenDigest
  | KeyDigest
  | Digest;

describe('a fact', () => {
  it('holds ids, roles, numbers, yes or no, and words from a closed list', () => {
    type Words =
      | Fact['type']
      | Role
      | keyof Profile
      | keyof Manifest
      | AppVisibility
      | AppTier
      | EnforcementCommand
      | DelistingCommand
      | Lane
      | SubmissionCommand
      | SubmissionState
      | WebhookEvent
      | DisablingReason
      | Extract<Fact, { type: 'invitation_revoked' }>['because'];
    expectTypeOf<Held<Fact>>().toEqualTypeOf<
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

  it('has no room for free text, an address, a name or a digest', () => {
    expectTypeOf<Extract<Held<Fact>, Personal>>().toBeNever();
    expectTypeOf<string>().not.toExtend<Held<Fact>>();
    // The check sees what it is to see: a fact with an address would be found.
    expectTypeOf<
      Extract<Held<Fact | { type: 'x'; to: EmailAddress }>, Personal>
    >().toEqualTypeOf<EmailAddress>();
    expectTypeOf<string>().toExtend<Held<Fact | { type: 'x'; note: string }>>();
  });
});

describe('a fact of', () => {
  type KeysOf<T extends Fact['type']> = keyof (Fact & { readonly type: T });

  it('an account names that account and nothing else', () => {
    type Life = 'registered' | 'suspended' | 'reinstated' | 'deleted' | 'restored' | 'purged';
    type OfAccount = Extract<Fact['type'], `user_${string}`>;
    expectTypeOf<OfAccount>().toEqualTypeOf<`user_${Life}`>();
    expectTypeOf<KeysOf<'user_purged'>>().toEqualTypeOf<'type' | 'userId'>();
    expectTypeOf<KeysOf<'email_verified'>>().toEqualTypeOf<'type' | 'userId'>();
  });

  it('an organization’s life says which one, and not what it was called', () => {
    type Ends = 'organization_deleted' | 'organization_restored' | 'organization_purged';
    expectTypeOf<KeysOf<Ends>>().toEqualTypeOf<'type' | 'organizationId'>();
    expectTypeOf<KeysOf<'slug_changed'>>().toEqualTypeOf<'type' | 'organizationId'>();
    expectTypeOf<KeysOf<'left_without_admin'>>().toEqualTypeOf<
      'type' | 'organizationId' | 'userId'
    >();
  });

  it('an invitation says whose link it is only by its revision', () => {
    type Ids = 'type' | 'organizationId' | 'invitationId';
    expectTypeOf<KeysOf<'invitation_handed_over'>>().toEqualTypeOf<Ids | 'revision'>();
    expectTypeOf<KeysOf<'invitation_reissued'>>().toEqualTypeOf<Ids | 'role' | 'revision'>();
    expectTypeOf<KeysOf<'invitation_expired'>>().toEqualTypeOf<Ids>();
    expectTypeOf<KeysOf<'invitation_purged'>>().toEqualTypeOf<Ids>();
  });

  it('an app says which one, and not what it is called or whom it is shared with', () => {
    type Ids = 'type' | 'organizationId' | 'appId';
    type Life = `app_${'created' | 'deleted' | 'restored' | 'archived' | 'moved_out' | 'moved_in'}`;
    expectTypeOf<KeysOf<Extract<Life, Fact['type']>>>().toEqualTypeOf<Ids>();
    expectTypeOf<Life>().toExtend<Fact['type']>();
    expectTypeOf<KeysOf<'draft_updated'>>().toEqualTypeOf<Ids | 'revision' | 'fields'>();
    expectTypeOf<KeysOf<'app_shared'>>().toEqualTypeOf<Ids | 'visibility' | 'testers'>();
    expectTypeOf<Extract<Fact, { type: 'app_shared' }>['testers']>().toEqualTypeOf<number>();
    expectTypeOf<KeysOf<'app_enforced' | 'app_listed'>>().toEqualTypeOf<Ids | 'command'>();
  });

  it('a submission says where it went, and not why', () => {
    type Ids = 'type' | 'organizationId' | 'appId' | 'submissionId';
    expectTypeOf<KeysOf<'submission_entered'>>().toEqualTypeOf<Ids | 'revision' | 'lane'>();
    expectTypeOf<KeysOf<'submission_moved'>>().toEqualTypeOf<Ids | 'command' | 'to'>();
    expectTypeOf<KeysOf<'lane_set'>>().toEqualTypeOf<Ids | 'lane'>();
  });

  it('a key names it, and nothing of its secret', () => {
    type Ids = 'type' | 'organizationId' | 'keyId' | 'appId';
    expectTypeOf<KeysOf<'key_created' | 'key_revoked'>>().toEqualTypeOf<Ids>();
    expectTypeOf<KeysOf<'key_rotated'>>().toEqualTypeOf<Ids | 'newKeyId'>();
  });

  it('a webhook says whose it is and what it tells, and not where it leads', () => {
    type Ids = 'type' | 'organizationId' | 'appId';
    expectTypeOf<KeysOf<'webhook_configured'>>().toEqualTypeOf<Ids | 'events'>();
    expectTypeOf<KeysOf<'webhook_disabled'>>().toEqualTypeOf<Ids | 'reason'>();
    expectTypeOf<
      KeysOf<'webhook_secret_rotated' | 'webhook_enabled' | 'webhook_removed'>
    >().toEqualTypeOf<Ids>();
  });

  it('a revocation says why, out of these reasons', () => {
    expectTypeOf<Extract<Fact, { type: 'invitation_revoked' }>['because']>().toEqualTypeOf<
      'asked' | 'inviter_demoted' | 'inviter_left' | 'inviter_suspended' | 'organization_deleted'
    >();
  });
});

describe('an entry of the journal', () => {
  it('of a command holds these fields', () => {
    expectTypeOf<keyof CommandEntry>().toEqualTypeOf<
      | 'kind'
      | 'id'
      | 'at'
      | 'actor'
      | 'action'
      | 'subject'
      | 'organizations'
      | 'facts'
      | 'inputDigest'
      | 'answer'
    >();
    expectTypeOf<Extract<Held<CommandEntry>, Personal>>().toBeNever();
  });

  it('of a fence holds nothing but where and when', () => {
    expectTypeOf<keyof FenceEntry>().toEqualTypeOf<'kind' | 'id' | 'at'>();
  });

  it('names one of these actions', () => {
    expectTypeOf<Action>().toEqualTypeOf<
      | `user.${'register' | 'verify_email' | 'set_default_organization'}`
      | `user.${'unblock_organization' | 'suspend' | 'reinstate' | 'delete' | 'restore' | 'purge'}`
      | `organization.${'found' | 'ensure_personal' | 'rename' | 'update_profile'}`
      | `organization.${'change_slug' | 'delete' | 'restore' | 'purge' | 'verify_contact'}`
      | `membership.${'change_role' | 'remove' | 'leave'}`
      | `invitation.${'invite' | 'invite_many' | 'hand_over' | 'accept' | 'decline' | 'revoke'}`
      | `invitation.${'resend' | 'expire' | 'purge' | 'reissue'}`
      | `app.${'create' | 'update_draft' | 'share' | 'delete' | 'restore' | 'move' | 'purge'}`
      | `app.${'delist' | 'relist' | 'set_tier' | 'warn' | 'suspend' | 'take_down' | 'reinstate'}`
      | `submission.${'submit' | 'resubmit' | 'withdraw' | 'release' | 'expire_approval'}`
      | `review.${'claim' | 'renew_claim' | 'release_claim' | 'set_lane' | 'request_changes'}`
      | `review.${'approve' | 'second_approve' | 'send_back' | 'reject' | 'revoke'}`
      | `key.${'create' | 'rotate' | 'revoke'}`
      | `webhook.${'configure' | 'rotate_secret' | 'enable' | 'disable' | 'remove'}`
      | `webhook.${'send_test' | 'reencrypt'}`
    >();
  });

  it('is one or the other by its kind', () => {
    expectTypeOf<JournalEntry['kind']>().toEqualTypeOf<'command' | 'fence'>();
  });
});

describe('a message', () => {
  it('names people and things by id only', () => {
    type Own = 'id' | 'kind' | 'delivery' | 'createdAt' | 'organizationId' | 'revision';
    expectTypeOf<keyof Notice>().toEqualTypeOf<Own | 'to' | 'membershipId'>();
    expectTypeOf<Notice['to']>().toEqualTypeOf<UserId>();
    expectTypeOf<keyof EventMessage>().toEqualTypeOf<Own | 'event' | 'appId' | 'subject'>();
    expectTypeOf<EventMessage['subject']>().toEqualTypeOf<Readonly<Record<string, string>>>();
    expectTypeOf<Extract<Held<Message>, Personal>>().toBeNever();
    expectTypeOf<string>().not.toExtend<Held<Message>>();
  });
});
