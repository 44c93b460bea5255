import { describe, expectTypeOf, it } from 'vitest';
import type { ApiKey } from '../../../src/domain/app/api-key.js';
import type { App } from '../../../src/domain/app/app.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import type { Organization, Profile } from '../../../src/domain/organization/organization.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import {
  apiKeyFields,
  appFields,
  invitationFields,
  membershipFields,
  organizationFields,
  profileFields,
  submissionFields,
  userFields,
  webhookFields,
} from '../../../src/domain/shared/fields.js';
import { type FieldTable, type View, visibleTo } from '../../../src/domain/shared/visibility.js';
import type { User } from '../../../src/domain/user/user.js';
import type { Webhook } from '../../../src/domain/webhook/webhook.js';

type UserTable = typeof userFields;
type ProfileTable = typeof profileFields;
type InvitationTable = typeof invitationFields;

describe('the tables of fields', () => {
  it('name every field of their model and no other', () => {
    userFields satisfies FieldTable<User>;
    organizationFields satisfies FieldTable<Organization>;
    profileFields satisfies FieldTable<Profile>;
    membershipFields satisfies FieldTable<Membership>;
    invitationFields satisfies FieldTable<Invitation>;
    appFields satisfies FieldTable<App>;
    submissionFields satisfies FieldTable<Submission>;
    apiKeyFields satisfies FieldTable<ApiKey>;
    webhookFields satisfies FieldTable<Webhook>;
    expectTypeOf<keyof UserTable>().toEqualTypeOf<keyof User>();
    expectTypeOf<keyof typeof organizationFields>().toEqualTypeOf<keyof Organization>();
    expectTypeOf<keyof ProfileTable>().toEqualTypeOf<keyof Profile>();
    expectTypeOf<keyof typeof membershipFields>().toEqualTypeOf<keyof Membership>();
    expectTypeOf<keyof InvitationTable>().toEqualTypeOf<keyof Invitation>();
    expectTypeOf<keyof typeof appFields>().toEqualTypeOf<keyof App>();
    expectTypeOf<keyof typeof submissionFields>().toEqualTypeOf<keyof Submission>();
    expectTypeOf<keyof typeof apiKeyFields>().toEqualTypeOf<keyof ApiKey>();
    expectTypeOf<keyof typeof webhookFields>().toEqualTypeOf<keyof Webhook>();
  });

  it('are none where a field is missing, an optional one too, or its audience is unknown', () => {
    expectTypeOf<Omit<UserTable, 'email'>>().not.toExtend<FieldTable<User>>();
    expectTypeOf<Omit<UserTable, 'name'>>().not.toExtend<FieldTable<User>>();
    expectTypeOf<Omit<UserTable, 'name'> & { name: 'anybody' }>().not.toExtend<FieldTable<User>>();
  });
});

describe('a view', () => {
  it('of a profile has no contact address for the public', () => {
    type Seen = View<Profile, ProfileTable, 'public'>;
    expectTypeOf<keyof Seen>().toEqualTypeOf<'website' | 'description' | 'logo'>();
    expectTypeOf<Seen>().not.toHaveProperty('contactEmail');
    expectTypeOf<View<Profile, ProfileTable, 'reviewer'>>().toEqualTypeOf<Seen>();
    expectTypeOf<View<Profile, ProfileTable, 'member'>>().toEqualTypeOf<Profile>();
  });

  it('of a user shows the address to admins and the key to nobody', () => {
    expectTypeOf<keyof View<User, UserTable, 'public'>>().toEqualTypeOf<'id'>();
    expectTypeOf<keyof View<User, UserTable, 'member'>>().toEqualTypeOf<'id' | 'name'>();
    expectTypeOf<keyof View<User, UserTable, 'admin'>>().toEqualTypeOf<
      'id' | 'name' | 'email' | 'state'
    >();
    expectTypeOf<keyof View<User, UserTable, 'self'>>().toEqualTypeOf<
      Exclude<keyof User, 'emailKey' | 'purgingSince'>
    >();
  });

  it('of an organization shows no bookkeeping, to anybody', () => {
    type Table = typeof organizationFields;
    type Hidden = 'foundedBy' | 'restorations' | 'purgingSince';
    expectTypeOf<Hidden & keyof View<Organization, Table, 'admin'>>().toBeNever();
    expectTypeOf<Hidden & keyof View<Organization, Table, 'self'>>().toBeNever();
    expectTypeOf<keyof View<Organization, Table, 'public'>>().toEqualTypeOf<
      'id' | 'name' | 'slug' | 'profile'
    >();
  });

  it('of an invitation shows nothing of its token, to anybody', () => {
    type Hidden = 'invitedAs' | 'tokenDigest' | 'kid' | 'emailKey' | 'sends' | 'delivery';
    expectTypeOf<Hidden & keyof View<Invitation, InvitationTable, 'admin'>>().toBeNever();
    expectTypeOf<Hidden & keyof View<Invitation, InvitationTable, 'self'>>().toBeNever();
    expectTypeOf<keyof View<Invitation, InvitationTable, 'public'>>().toBeNever();
    expectTypeOf<keyof View<Invitation, InvitationTable, 'member'>>().toBeNever();
  });

  it('of a submission shows the organization not who has claimed it or decided', () => {
    type Table = typeof submissionFields;
    type Hidden = 'lease' | 'decisions' | 'settled' | 'claims' | 'laneReason';
    expectTypeOf<Hidden & keyof View<Submission, Table, 'admin'>>().toBeNever();
    expectTypeOf<keyof View<Submission, Table, 'public'>>().toBeNever();
  });

  it('of an API key shows its digest to nobody, and nothing to members', () => {
    type Table = typeof apiKeyFields;
    expectTypeOf<View<ApiKey, Table, 'self'>>().not.toHaveProperty('digest');
    expectTypeOf<keyof View<ApiKey, Table, 'member'>>().toBeNever();
  });

  it('leaves each field its type, and what may be absent', () => {
    expectTypeOf<View<User, UserTable, 'member'>>().toEqualTypeOf<
      Readonly<Pick<User, 'id' | 'name'>>
    >();
    expectTypeOf<{ id: User['id'] }>().toExtend<View<User, UserTable, 'member'>>();
  });

  it('is what visibleTo answers', () => {
    expectTypeOf(visibleTo<Profile, ProfileTable, 'public'>).returns.toEqualTypeOf<
      View<Profile, ProfileTable, 'public'>
    >();
  });
});
