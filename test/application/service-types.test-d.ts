// What the types guarantee: a closed set of refusals for each use case, typed inputs, and branded ids.
import { describe, expectTypeOf, it } from 'vitest';
import { type Tokens, tokensFor } from '../../src/adapters/inversify/index.js';
import { memoryStorage } from '../../src/adapters/memory/index.js';
import {
  type Actor,
  createGuildhall,
  developmentKeys,
  type Guildhall,
  type GuildhallOptions,
  type InvitationId,
  type OrganizationId,
  type OwnUserView,
  type Page,
  type Permission,
  type Role,
  type UserId,
} from '../../src/index.js';

type AnswerOf<V> = V extends (...args: never[]) => Promise<infer R> ? R : never;
type RefusalIn<V> = Extract<AnswerOf<V>, { ok: false }> extends { refusal: infer F } ? F : never;
type CodesOf<V> = RefusalIn<V> extends { code: infer C } ? C : never;
type ValueOf<V> = Extract<AnswerOf<V>, { ok: true }> extends { value: infer T } ? T : never;

type CommandCodes = 'invalid_input' | 'idempotency_key_reused' | 'overloaded';
type AuthorityCodes =
  | 'account_inactive'
  | 'organization_not_found'
  | 'organization_deleted'
  | 'permission_denied';
type ClosedInvitationCodes =
  | 'invitation_already_accepted'
  | 'invitation_declined'
  | 'invitation_revoked'
  | 'invitation_expired';
type AnswerInvitationCodes =
  | ClosedInvitationCodes
  | 'account_inactive'
  | 'permission_denied'
  | 'invitation_not_found'
  | 'invitation_email_mismatch'
  | 'email_not_verified';

declare const guildhall: Guildhall;
declare const actor: Actor;
declare const organizationId: OrganizationId;
declare const userId: UserId;

describe('the refusals of each use case', () => {
  it('are closed: users', () => {
    type Users = Guildhall['users'];
    expectTypeOf<CodesOf<Users['register']>>().toEqualTypeOf<
      CommandCodes | 'permission_denied' | 'email_taken' | 'user_id_taken' | 'user_not_found'
    >();
    expectTypeOf<CodesOf<Users['verifyEmail']>>().toEqualTypeOf<
      CommandCodes | 'permission_denied' | 'user_not_found'
    >();
  });

  it('are closed: organizations', () => {
    type Organizations = Guildhall['organizations'];
    expectTypeOf<CodesOf<Organizations['create']>>().toEqualTypeOf<
      | CommandCodes
      | AuthorityCodes
      | 'name_invalid'
      | 'slug_invalid'
      | 'slug_reserved'
      | 'slug_taken'
      | 'organization_limit_reached'
    >();
    expectTypeOf<CodesOf<Organizations['ensurePersonal']>>().toEqualTypeOf<
      CommandCodes | AuthorityCodes | 'user_not_found'
    >();
    expectTypeOf<CodesOf<Organizations['rename']>>().toEqualTypeOf<
      CommandCodes | AuthorityCodes | 'name_invalid'
    >();
    expectTypeOf<CodesOf<Organizations['updateProfile']>>().toEqualTypeOf<
      CommandCodes | AuthorityCodes
    >();
    expectTypeOf<CodesOf<Organizations['get']>>().toEqualTypeOf<'invalid_input' | AuthorityCodes>();
    expectTypeOf<CodesOf<Organizations['audit']>>().toEqualTypeOf<
      'invalid_input' | AuthorityCodes
    >();
    expectTypeOf<CodesOf<Organizations['findBySlug']>>().toEqualTypeOf<
      'invalid_input' | 'account_inactive'
    >();
    expectTypeOf<CodesOf<Organizations['listForUser']>>().toEqualTypeOf<
      'invalid_input' | 'permission_denied' | 'account_inactive'
    >();
  });

  it('are closed: memberships', () => {
    type Memberships = Guildhall['memberships'];
    type Change =
      | CommandCodes
      | AuthorityCodes
      | 'member_not_found'
      | 'last_admin'
      | 'personal_organization';
    expectTypeOf<CodesOf<Memberships['changeRole']>>().toEqualTypeOf<Change>();
    expectTypeOf<CodesOf<Memberships['remove']>>().toEqualTypeOf<Change>();
    expectTypeOf<CodesOf<Memberships['leave']>>().toEqualTypeOf<Change>();
    expectTypeOf<CodesOf<Memberships['list']>>().toEqualTypeOf<'invalid_input' | AuthorityCodes>();
  });

  it('are closed: invitations', () => {
    type Invitations = Guildhall['invitations'];
    expectTypeOf<CodesOf<Invitations['invite']>>().toEqualTypeOf<
      | CommandCodes
      | AuthorityCodes
      | 'already_invited'
      | 'already_a_member'
      | 'invitation_limit_reached'
      | 'invitation_not_found'
      | 'inviter_not_permitted'
      | 'resend_too_soon'
      | 'rate_limited'
    >();
    expectTypeOf<CodesOf<Invitations['accept']>>().toEqualTypeOf<
      | CommandCodes
      | AnswerInvitationCodes
      | 'already_a_member'
      | 'inviter_not_permitted'
      | 'organization_deleted'
      | 'organization_not_found'
    >();
    expectTypeOf<CodesOf<Invitations['decline']>>().toEqualTypeOf<
      CommandCodes | AnswerInvitationCodes
    >();
    type Revoke = CommandCodes | AuthorityCodes | ClosedInvitationCodes | 'invitation_not_found';
    expectTypeOf<CodesOf<Invitations['revoke']>>().toEqualTypeOf<Revoke>();
    expectTypeOf<CodesOf<Invitations['resend']>>().toEqualTypeOf<
      Revoke | 'resend_too_soon' | 'rate_limited'
    >();
    expectTypeOf<CodesOf<Invitations['list']>>().toEqualTypeOf<'invalid_input' | AuthorityCodes>();
    expectTypeOf<CodesOf<Invitations['preview']>>().toEqualTypeOf<
      'invalid_input' | 'invitation_not_found' | ClosedInvitationCodes
    >();
  });

  it('are closed: apps and submissions', () => {
    type OfApp = CommandCodes | 'account_inactive' | 'permission_denied' | 'organization_deleted';
    type App = OfApp | 'app_not_found' | 'app_deleted';
    type Apps = Guildhall['apps'];
    expectTypeOf<CodesOf<Apps['create']>>().toEqualTypeOf<
      | App
      | 'organization_not_found'
      | 'app_limit_reached'
      | 'name_invalid'
      | 'package_name_invalid'
      | 'package_name_taken'
      | 'rate_limited'
    >();
    expectTypeOf<CodesOf<Apps['updateDraft']>>().toEqualTypeOf<App | 'draft_conflict'>();
    expectTypeOf<CodesOf<Apps['delete']>>().toEqualTypeOf<App | 'submission_already_open'>();
    type Submissions = Guildhall['submissions'];
    type NotNow = 'already_decided' | 'invalid_transition';
    expectTypeOf<CodesOf<Submissions['submit']>>().toEqualTypeOf<
      | App
      | 'submission_not_found'
      | 'draft_conflict'
      | 'app_suspended'
      | 'submission_already_open'
      | 'not_ready'
      | 'rate_limited'
    >();
    expectTypeOf<CodesOf<Submissions['withdraw']>>().toEqualTypeOf<
      OfApp | 'submission_not_found' | NotNow | 'approval_expired'
    >();
    expectTypeOf<CodesOf<Submissions['release']>>().toEqualTypeOf<
      OfApp | 'submission_not_found' | NotNow | 'approval_expired' | 'app_suspended'
    >();
  });

  it('are closed: review', () => {
    type Review = Guildhall['review'];
    type AnyReview =
      | 'account_inactive'
      | 'permission_denied'
      | 'submission_not_found'
      | 'conflict_of_interest';
    type NotNow = 'already_decided' | 'invalid_transition';
    type Verdict = NotNow | 'lease_lost' | 'digest_mismatch';
    expectTypeOf<CodesOf<Review['claim']>>().toEqualTypeOf<
      CommandCodes | AnyReview | NotNow | 'not_claimable' | 'claim_limit_reached'
    >();
    expectTypeOf<CodesOf<Review['renewClaim']>>().toEqualTypeOf<
      CommandCodes | AnyReview | NotNow | 'lease_lost' | 'claim_limit_reached'
    >();
    expectTypeOf<CodesOf<Review['releaseClaim']>>().toEqualTypeOf<
      CommandCodes | AnyReview | NotNow | 'lease_lost'
    >();
    expectTypeOf<CodesOf<Review['approve']>>().toEqualTypeOf<CommandCodes | AnyReview | Verdict>();
    expectTypeOf<CodesOf<Review['reject']>>().toEqualTypeOf<
      CommandCodes | AnyReview | Verdict | 'reason_required'
    >();
    expectTypeOf<CodesOf<Review['suspend']>>().toEqualTypeOf<
      | CommandCodes
      | 'account_inactive'
      | 'permission_denied'
      | 'app_not_found'
      | 'conflict_of_interest'
      | 'reason_required'
      | 'invalid_transition'
    >();
    type Late = Extract<RefusalIn<Review['approve']>, { code: 'already_decided' }>;
    expectTypeOf<Late['decidedAt']>().toEqualTypeOf<Date>();
    expectTypeOf<Late['decidedBy']>().toEqualTypeOf<UserId | undefined>();
  });

  it('are exhaustive in a switch, and have the fields of their code', () => {
    type Rename = RefusalIn<Guildhall['organizations']['rename']>;
    const told = (refusal: Rename): string => {
      switch (refusal.code) {
        case 'invalid_input':
          return refusal.issues.map(({ message }) => message).join();
        case 'name_invalid':
          return refusal.reason;
        case 'account_inactive':
        case 'idempotency_key_reused':
        case 'organization_deleted':
        case 'organization_not_found':
        case 'overloaded':
        case 'permission_denied':
          return refusal.code;
        default: {
          const nothing: never = refusal;
          return nothing;
        }
      }
    };
    expectTypeOf(told).returns.toBeString();
    type Invite = RefusalIn<Guildhall['invitations']['invite']>;
    expectTypeOf<
      Extract<Invite, { code: 'already_invited' }>['invitationId']
    >().toEqualTypeOf<InvitationId>();
    expectTypeOf<Extract<Invite, { code: 'rate_limited' }>['retryAfter']>().toBeNumber();
  });
});

describe('inputs and views', () => {
  it('take ids as plain text, and return branded ids', () => {
    expectTypeOf(guildhall.organizations.get).parameter(1).toEqualTypeOf<{
      readonly organizationId: string;
    }>();
    expectTypeOf<ValueOf<Guildhall['users']['register']>>().toEqualTypeOf<OwnUserView>();
    expectTypeOf<OwnUserView['id']>().toEqualTypeOf<UserId>();
    expectTypeOf<string>().not.toExtend<UserId>();
    expectTypeOf<UserId>().not.toExtend<OrganizationId>();
    expectTypeOf<ValueOf<Guildhall['memberships']['list']>>().toExtend<Page<{ role: Role }>>();
  });

  it('show only the fields of the visibility table', () => {
    type Invited = ValueOf<Guildhall['invitations']['invite']>;
    expectTypeOf<
      Extract<keyof Invited, 'tokenDigest' | 'kid' | 'delivery' | 'sends'>
    >().toBeNever();
    expectTypeOf<Extract<keyof OwnUserView, 'emailKey'>>().toBeNever();
    type Preview = ValueOf<Guildhall['invitations']['preview']>;
    expectTypeOf<keyof Preview['organization']>().toEqualTypeOf<
      'id' | 'name' | 'slug' | 'profile'
    >();
    expectTypeOf<keyof Preview['organization']['profile']>().toEqualTypeOf<
      'website' | 'description' | 'logo'
    >();
  });

  it('show no reviewer to an organization, and no key digest to anybody', () => {
    type Submitted = ValueOf<Guildhall['submissions']['get']>;
    expectTypeOf<Extract<keyof Submitted, 'lease' | 'laneReason' | 'settled'>>().toBeNever();
    expectTypeOf<Extract<keyof Submitted['decisions'][number], 'by'>>().toBeNever();
    type Key = ValueOf<Guildhall['keys']['list']>[number];
    expectTypeOf<Extract<keyof Key, 'digest' | 'secret'>>().toBeNever();
  });

  it('do not compile where they are wrong', () => {
    const { memberships, invitations, organizations } = guildhall;
    const { changeRole, hasRole } = memberships;
    // @ts-expect-error an unknown role
    void changeRole(actor, { organizationId, userId, role: 'owner' });
    // @ts-expect-error a field is missing
    void changeRole(actor, { organizationId, role: 'admin' });
    // @ts-expect-error an unknown role
    void hasRole(organizationId, userId, 'owner');
    // @ts-expect-error an actor says who it is
    void organizations.get({ kind: 'user' }, { organizationId });
    // @ts-expect-error a plain string is nobody's id
    void organizations.get({ kind: 'user', userId: 'text' }, { organizationId });
    // @ts-expect-error a preview takes a token and nothing else
    void invitations.preview(null, { token: 'x', organizationId });
    // @ts-expect-error a query takes no options
    void organizations.get(actor, { organizationId }, { idempotencyKey: 'x' });
  });
});

describe('roles of the service’s own', () => {
  const options = {
    storage: memoryStorage(),
    keys: developmentKeys(),
    baseUrl: 'http://localhost',
  };
  const roles = { viewer: ['members:read', 'reports:export'], auditor: ['audit:read'] } as const;
  type OwnName = 'admin' | 'member' | 'viewer' | 'auditor';

  it('are none without the option', () => {
    expectTypeOf(createGuildhall(options)).toEqualTypeOf<Guildhall>();
    const declared: GuildhallOptions = options;
    expectTypeOf(createGuildhall(declared)).toEqualTypeOf<Guildhall<'admin' | 'member'>>();
  });

  it('are inferred from the option, with their permissions', () => {
    const own = createGuildhall({ ...options, roles });
    expectTypeOf(own).toEqualTypeOf<Guildhall<OwnName, Permission | 'reports:export'>>();
    const written = createGuildhall({ ...options, roles: { viewer: ['reports:export'] } });
    expectTypeOf(written.memberships.can)
      .parameter(1)
      .toEqualTypeOf<Permission | 'reports:export'>();
    type Member = ValueOf<(typeof own)['memberships']['add']>;
    expectTypeOf<Member['role']>().toEqualTypeOf<OwnName>();
    type Invited = ValueOf<(typeof own)['invitations']['invite']>;
    expectTypeOf<Invited['role']>().toEqualTypeOf<OwnName>();
    expectTypeOf(tokensFor(roles).Memberships).toEqualTypeOf<
      Tokens<OwnName, Permission | 'reports:export'>['Memberships']
    >();
  });

  it('do not compile where they are wrong', () => {
    const { memberships, keys } = createGuildhall({ ...options, roles });
    // @ts-expect-error an unknown role
    void memberships.changeRole(actor, { organizationId, userId, role: 'owner' });
    // @ts-expect-error an unknown permission
    void memberships.can(actor, 'reports:delete', organizationId);
    const key = { organizationId, name: 'Nightly', environment: 'live' } as const;
    // @ts-expect-error an unknown permission
    void keys.create(actor, { ...key, permissions: ['reports:delete'] });
  });
});
