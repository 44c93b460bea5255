// The types of the field visibility tables and of views.
import { describe, expectTypeOf, it } from 'vitest';
import type { ApiKey } from '../../../src/domain/app/api-key.js';
import type { App } from '../../../src/domain/app/app.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import type { Organization, Profile } from '../../../src/domain/organization/organization.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import {
  type AudienceView,
  type FieldVisibilityTable,
  pickVisibleFields,
} from '../../../src/domain/shared/field-visibility.js';
import {
  apiKeyFieldVisibility,
  appFieldVisibility,
  invitationFieldVisibility,
  membershipFieldVisibility,
  organizationFieldVisibility,
  profileFieldVisibility,
  submissionFieldVisibility,
  userFieldVisibility,
  webhookFieldVisibility,
} from '../../../src/domain/shared/field-visibility-tables.js';
import type { User } from '../../../src/domain/user/user.js';
import type { Webhook } from '../../../src/domain/webhook/webhook.js';

type UserTable = typeof userFieldVisibility;
type ProfileTable = typeof profileFieldVisibility;
type InvitationTable = typeof invitationFieldVisibility;

describe('the field visibility tables', () => {
  it('contain every field of their model and no other', () => {
    userFieldVisibility satisfies FieldVisibilityTable<User>;
    organizationFieldVisibility satisfies FieldVisibilityTable<Organization>;
    profileFieldVisibility satisfies FieldVisibilityTable<Profile>;
    membershipFieldVisibility satisfies FieldVisibilityTable<Membership>;
    invitationFieldVisibility satisfies FieldVisibilityTable<Invitation>;
    appFieldVisibility satisfies FieldVisibilityTable<App>;
    submissionFieldVisibility satisfies FieldVisibilityTable<Submission>;
    apiKeyFieldVisibility satisfies FieldVisibilityTable<ApiKey>;
    webhookFieldVisibility satisfies FieldVisibilityTable<Webhook>;
    expectTypeOf<keyof UserTable>().toEqualTypeOf<keyof User>();
    expectTypeOf<keyof typeof organizationFieldVisibility>().toEqualTypeOf<keyof Organization>();
    expectTypeOf<keyof ProfileTable>().toEqualTypeOf<keyof Profile>();
    expectTypeOf<keyof typeof membershipFieldVisibility>().toEqualTypeOf<keyof Membership>();
    expectTypeOf<keyof InvitationTable>().toEqualTypeOf<keyof Invitation>();
    expectTypeOf<keyof typeof appFieldVisibility>().toEqualTypeOf<keyof App>();
    expectTypeOf<keyof typeof submissionFieldVisibility>().toEqualTypeOf<keyof Submission>();
    expectTypeOf<keyof typeof apiKeyFieldVisibility>().toEqualTypeOf<keyof ApiKey>();
    expectTypeOf<keyof typeof webhookFieldVisibility>().toEqualTypeOf<keyof Webhook>();
  });

  it('are invalid if a field is missing, also an optional one, or its audience is unknown', () => {
    expectTypeOf<Omit<UserTable, 'email'>>().not.toExtend<FieldVisibilityTable<User>>();
    expectTypeOf<Omit<UserTable, 'name'>>().not.toExtend<FieldVisibilityTable<User>>();
    expectTypeOf<Omit<UserTable, 'name'> & { name: 'anybody' }>().not.toExtend<
      FieldVisibilityTable<User>
    >();
  });
});

describe('a view', () => {
  it('of a profile hides the contact address from the public', () => {
    type Seen = AudienceView<Profile, ProfileTable, 'public'>;
    expectTypeOf<keyof Seen>().toEqualTypeOf<'website' | 'description' | 'logo'>();
    expectTypeOf<Seen>().not.toHaveProperty('contactEmail');
    expectTypeOf<AudienceView<Profile, ProfileTable, 'reviewer'>>().toEqualTypeOf<Seen>();
    expectTypeOf<AudienceView<Profile, ProfileTable, 'member'>>().toEqualTypeOf<Profile>();
  });

  it('of a user shows the address to admins and the key to nobody', () => {
    expectTypeOf<keyof AudienceView<User, UserTable, 'public'>>().toEqualTypeOf<'id'>();
    expectTypeOf<keyof AudienceView<User, UserTable, 'member'>>().toEqualTypeOf<'id' | 'name'>();
    expectTypeOf<keyof AudienceView<User, UserTable, 'admin'>>().toEqualTypeOf<
      'id' | 'name' | 'email' | 'state'
    >();
    expectTypeOf<keyof AudienceView<User, UserTable, 'self'>>().toEqualTypeOf<
      Exclude<
        keyof User,
        'emailKey' | 'formerEmailKeys' | 'purgingSince' | 'privateMetadata' | 'metadataVersion'
      >
    >();
  });

  it('of an organization hides internal fields from everybody', () => {
    type Table = typeof organizationFieldVisibility;
    type Hidden = 'createdBy' | 'restoreCount' | 'purgingSince';
    expectTypeOf<Hidden & keyof AudienceView<Organization, Table, 'admin'>>().toBeNever();
    expectTypeOf<Hidden & keyof AudienceView<Organization, Table, 'self'>>().toBeNever();
    expectTypeOf<keyof AudienceView<Organization, Table, 'public'>>().toEqualTypeOf<
      'id' | 'name' | 'slug' | 'profile'
    >();
    expectTypeOf<'externalId' & keyof AudienceView<Organization, Table, 'admin'>>().toBeNever();
    expectTypeOf<AudienceView<Organization, Table, 'system'>>().toHaveProperty('externalId');
  });

  it('of an invitation hides its token from everybody', () => {
    type Hidden =
      | 'inviterSnapshot'
      | 'tokenDigest'
      | 'kid'
      | 'emailKey'
      | 'sendWindow'
      | 'delivery';
    expectTypeOf<Hidden & keyof AudienceView<Invitation, InvitationTable, 'admin'>>().toBeNever();
    expectTypeOf<Hidden & keyof AudienceView<Invitation, InvitationTable, 'self'>>().toBeNever();
    expectTypeOf<keyof AudienceView<Invitation, InvitationTable, 'public'>>().toBeNever();
    expectTypeOf<keyof AudienceView<Invitation, InvitationTable, 'member'>>().toBeNever();
  });

  it('of a submission hides from the organization who claimed it or decided', () => {
    type Table = typeof submissionFieldVisibility;
    type Hidden = 'lease' | 'decisions' | 'lastOutcome' | 'claimCount' | 'laneReason';
    expectTypeOf<Hidden & keyof AudienceView<Submission, Table, 'admin'>>().toBeNever();
    expectTypeOf<keyof AudienceView<Submission, Table, 'public'>>().toBeNever();
  });

  it('of an API key hides its digest from everybody, and everything from members', () => {
    type Table = typeof apiKeyFieldVisibility;
    expectTypeOf<AudienceView<ApiKey, Table, 'self'>>().not.toHaveProperty('digest');
    expectTypeOf<keyof AudienceView<ApiKey, Table, 'member'>>().toBeNever();
  });

  it('keeps the type of each field, and which fields are optional', () => {
    expectTypeOf<AudienceView<User, UserTable, 'member'>>().toEqualTypeOf<
      Readonly<Pick<User, 'id' | 'name'>>
    >();
    expectTypeOf<{ id: User['id'] }>().toExtend<AudienceView<User, UserTable, 'member'>>();
  });

  it('is the return type of pickVisibleFields', () => {
    expectTypeOf(pickVisibleFields<Profile, ProfileTable, 'public'>).returns.toEqualTypeOf<
      AudienceView<Profile, ProfileTable, 'public'>
    >();
  });
});
