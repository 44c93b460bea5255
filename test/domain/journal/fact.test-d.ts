// People stand in the journal by their ids: what a purge cannot erase must hold no address and no name.
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Action,
  CommandEntry,
  FenceEntry,
  JournalEntry,
} from '../../../src/domain/journal/entry.js';
import type { Fact } from '../../../src/domain/journal/fact.js';
import type { Message } from '../../../src/domain/journal/message.js';
import type { TokenDigest } from '../../../src/domain/organization/invitation.js';
import type { Profile } from '../../../src/domain/organization/organization.js';
import type { Role } from '../../../src/domain/organization/role.js';
import type { DisplayName } from '../../../src/domain/shared/display-name.js';
import type { InvitationId, OrganizationId, UserId } from '../../../src/domain/shared/ids.js';
import type { Slug } from '../../../src/domain/slug/slug.js';
import type { EmailAddress, EmailKey } from '../../../src/domain/user/email.js';

/** Every value that may stand in a fact, or in a list in it, of any type of fact. */
type Held<F> = F extends unknown ? { [K in keyof F]-?: Part<F[K]> }[keyof F] : never;
type Part<T> = T extends readonly (infer Item)[] ? Item : T;

type Personal = DisplayName | EmailAddress | EmailKey | Slug | TokenDigest;

describe('a fact', () => {
  it('holds ids, roles, numbers, yes or no, and words from a closed list', () => {
    type Words =
      | Fact['type']
      | Role
      | keyof Profile
      | Extract<Fact, { type: 'invitation_revoked' }>['because'];
    expectTypeOf<Held<Fact>>().toEqualTypeOf<
      UserId | OrganizationId | InvitationId | number | boolean | Words
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
      | `organization.${'change_slug' | 'delete' | 'restore' | 'purge'}`
      | `membership.${'change_role' | 'remove' | 'leave'}`
      | `invitation.${'invite' | 'invite_many' | 'hand_over' | 'accept' | 'decline' | 'revoke'}`
      | `invitation.${'resend' | 'expire' | 'purge' | 'reissue'}`
    >();
  });

  it('is one or the other by its kind', () => {
    expectTypeOf<JournalEntry['kind']>().toEqualTypeOf<'command' | 'fence'>();
  });
});

describe('a message', () => {
  it('names people and things by id only', () => {
    expectTypeOf<keyof Message>().toEqualTypeOf<
      | 'id'
      | 'kind'
      | 'to'
      | 'organizationId'
      | 'membershipId'
      | 'revision'
      | 'delivery'
      | 'createdAt'
    >();
    expectTypeOf<Message['to']>().toEqualTypeOf<UserId>();
    expectTypeOf<Extract<Held<Message>, Personal>>().toBeNever();
    expectTypeOf<string>().not.toExtend<Held<Message>>();
  });
});
