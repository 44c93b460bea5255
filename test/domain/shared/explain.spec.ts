// The sentence that explains each refusal, and exceptions for refusals.
import { describe, expect, it } from 'vitest';
import {
  explain,
  isRefusedError,
  orThrow,
  RefusedError,
} from '../../../src/domain/shared/explain.js';
import {
  parseAppId,
  parseInvitationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
} from '../../../src/domain/shared/ids.js';
import type {
  BulkFailure,
  Issue,
  NameFault,
  PackageNameFault,
  RefusalCode,
  RefusalOf,
  SlugFault,
} from '../../../src/domain/shared/refusal.js';
import { ok, refuse } from '../../../src/domain/shared/result.js';

const hex = '65f0a1b2c3d4e5f601234567';
const invitationId = parseInvitationId(hex);
const ownerId = parseUserId(hex);
const organizationId = parseOrganizationId(hex);
const appId = parseAppId(hex);
const submissionId = parseSubmissionId(hex);
if (
  invitationId === null ||
  ownerId === null ||
  organizationId === null ||
  appId === null ||
  submissionId === null
) {
  throw new Error(`${hex} is an id`);
}
const at = new Date('2026-11-22T12:00:00.250Z');

function issue(name: string, message: string): Issue {
  return { code: 'custom', path: ['members', 0, name], message };
}

/** One refusal for every code. The compiler rejects a missing code. */
const refusals: { readonly [C in RefusalCode]: RefusalOf<C> } = {
  account_deleted: { code: 'account_deleted' },
  account_inactive: { code: 'account_inactive' },
  already_a_member: { code: 'already_a_member' },
  already_decided: { code: 'already_decided', decision: 'reject', decidedAt: at },
  already_invited: { code: 'already_invited', invitationId },
  app_deleted: { code: 'app_deleted' },
  app_not_deleted: { code: 'app_not_deleted' },
  app_limit_reached: { code: 'app_limit_reached', limit: 7 },
  app_not_found: { code: 'app_not_found' },
  app_suspended: { code: 'app_suspended' },
  approval_expired: { code: 'approval_expired' },
  bulk_refused: { code: 'bulk_refused', failures: [{ index: 3, code: 'already_a_member' }] },
  claim_limit_reached: { code: 'claim_limit_reached', limit: 3 },
  conflict_of_interest: { code: 'conflict_of_interest' },
  digest_mismatch: { code: 'digest_mismatch' },
  draft_conflict: { code: 'draft_conflict', revision: 12 },
  email_not_verified: { code: 'email_not_verified' },
  email_taken: { code: 'email_taken' },
  former_slug_limit_reached: { code: 'former_slug_limit_reached', limit: 10 },
  idempotency_key_reused: { code: 'idempotency_key_reused' },
  invalid_input: { code: 'invalid_input', issues: [issue('email', 'this is no address')] },
  invalid_transition: { code: 'invalid_transition', from: 'approved', command: 'claim' },
  invitation_already_accepted: { code: 'invitation_already_accepted' },
  invitation_declined: { code: 'invitation_declined' },
  invitation_email_mismatch: { code: 'invitation_email_mismatch' },
  invitation_expired: { code: 'invitation_expired' },
  invitation_key_unknown: { code: 'invitation_key_unknown' },
  invitation_limit_reached: { code: 'invitation_limit_reached', limit: 100 },
  invitation_not_found: { code: 'invitation_not_found' },
  invitation_revoked: { code: 'invitation_revoked' },
  inviter_not_permitted: { code: 'inviter_not_permitted' },
  key_invalid: { code: 'key_invalid' },
  key_limit_reached: { code: 'key_limit_reached', limit: 20 },
  key_not_found: { code: 'key_not_found' },
  last_admin: { code: 'last_admin', organizationIds: [organizationId] },
  lease_lost: { code: 'lease_lost' },
  member_not_found: { code: 'member_not_found' },
  name_invalid: { code: 'name_invalid', reason: 'markup' },
  not_claimable: { code: 'not_claimable' },
  not_ready: { code: 'not_ready', issues: [issue('logoUrl', 'there is no logo')] },
  organization_deleted: { code: 'organization_deleted' },
  organization_has_apps: { code: 'organization_has_apps', appIds: [appId] },
  organization_not_deleted: { code: 'organization_not_deleted' },
  organization_limit_reached: { code: 'organization_limit_reached', limit: 7 },
  organization_not_found: { code: 'organization_not_found' },
  overloaded: { code: 'overloaded', retryAfter: 3 },
  package_name_invalid: { code: 'package_name_invalid', reason: 'form' },
  external_id_taken: { code: 'external_id_taken' },
  metadata_conflict: { code: 'metadata_conflict', version: 3 },
  contact_email_mismatch: { code: 'contact_email_mismatch' },
  package_name_taken: { code: 'package_name_taken' },
  permission_denied: { code: 'permission_denied' },
  personal_organization: { code: 'personal_organization', ownerId },
  rate_limited: { code: 'rate_limited', retryAfter: 86_400 },
  reason_required: { code: 'reason_required' },
  resend_too_soon: { code: 'resend_too_soon', retryAfter: 60 },
  restore_window_over: { code: 'restore_window_over' },
  rotation_in_progress: { code: 'rotation_in_progress', until: at },
  second_reviewer_required: { code: 'second_reviewer_required' },
  signing_key_in_use: { code: 'signing_key_in_use' },
  slug_invalid: { code: 'slug_invalid', reason: 'form' },
  slug_reserved: { code: 'slug_reserved' },
  slug_taken: { code: 'slug_taken' },
  submission_already_open: { code: 'submission_already_open', submissionId },
  submission_not_found: { code: 'submission_not_found' },
  too_many_members: { code: 'too_many_members', limit: 1_000 },
  user_not_deleted: { code: 'user_not_deleted' },
  user_id_taken: { code: 'user_id_taken' },
  user_not_found: { code: 'user_not_found' },
  webhook_not_found: { code: 'webhook_not_found' },
};

const all = Object.values(refusals);

describe('every refusal', () => {
  it.each(all)('$code is explained in one sentence', (refusal) => {
    expect(explain(refusal)).toMatch(/^[A-Z](?:[^.!?]|\.\S)*[,;] (?:[^.!?]|\.\S)*\.$/);
  });

  it('has a sentence of its own', () => {
    expect(new Set(all.map(explain)).size).toBe(all.length);
  });

  it('has the same sentence for any path', () => {
    for (const refusal of all) {
      expect(explain({ ...refusal, path: ['token', 'x'] })).toBe(explain(refusal));
    }
  });
});

describe('the explanation', () => {
  it('contains the limit', () => {
    expect(explain(refusals.invitation_limit_reached)).toContain('limit of 100 pending');
    expect(explain(refusals.app_limit_reached)).toContain('has 7 apps');
    expect(explain(refusals.organization_limit_reached)).toContain('created 7 organizations');
    expect(explain(refusals.former_slug_limit_reached)).toContain('keeps 10 former slugs');
    expect(explain(refusals.too_many_members)).toContain('more than 1000 members');
    expect(explain(refusals.claim_limit_reached)).toContain('claimed 3 submissions');
    expect(explain(refusals.key_limit_reached)).toContain('20 valid keys');
  });

  it('contains the id of the pending invitation', () => {
    expect(explain(refusals.already_invited)).toContain(`(${hex})`);
  });

  it('contains the number of organizations that would have no admin', () => {
    const others = [organizationId, organizationId, organizationId];
    expect(explain(refusals.last_admin)).toContain('leave the organization without an admin');
    expect(explain({ code: 'last_admin', organizationIds: others })).toContain(
      'leave 3 organizations without an admin',
    );
  });

  it('contains the id of the open submission, or those of the first three apps', () => {
    expect(explain(refusals.submission_already_open)).toContain(`(${hex})`);
    expect(explain(refusals.organization_has_apps)).toContain(
      `an app that is live or in review (${hex});`,
    );
    const three = [appId, appId, appId];
    expect(explain({ code: 'organization_has_apps', appIds: three })).toContain(
      `apps that are live or in review (${hex}, ${hex}, ${hex});`,
    );
    expect(explain({ code: 'organization_has_apps', appIds: [...three, appId] })).toContain(
      `(${hex}, ${hex}, ${hex}, …);`,
    );
  });

  it('contains what was decided and when, or until when to wait', () => {
    expect(explain(refusals.already_decided)).toContain('(reject, at 2026-11-22T12:00:00.250Z');
    expect(explain(refusals.rotation_in_progress)).toContain('until 2026-11-22T12:00:00.250Z');
  });

  it('contains the state that does not allow the command, or the revision of the draft', () => {
    expect(explain(refusals.invalid_transition)).toContain(
      'command claim is not possible in the state approved',
    );
    expect(explain(refusals.draft_conflict)).toContain('now at revision 12');
  });

  it('lists the issues of a draft that is not ready', () => {
    expect(explain(refusals.not_ready)).toContain('(members.0.logoUrl: there is no logo)');
  });

  it('counts the failed invitations and lists the first three, numbered from 1', () => {
    const one: BulkFailure[] = [{ index: 0, code: 'rate_limited', retryAfter: 60 }];
    expect(explain({ code: 'bulk_refused', failures: one })).toBe(
      'No invitation was sent, because 1 of them is not possible (number 1: rate_limited); correct or remove these and send all of them again.',
    );
    const several = [0, 2, 7, 8, 19].map(
      (index): BulkFailure => ({ index, code: 'already_a_member' }),
    );
    expect(explain({ code: 'bulk_refused', failures: several })).toContain(
      'because 5 of them are not possible (number 1: already_a_member; number 3: already_a_member; number 8: already_a_member; and 2 more)',
    );
  });

  it.each([
    [1, '1 second'],
    [2, '2 seconds'],
    [120, '120 seconds'],
    [121, '3 minutes'],
    [7_200, '120 minutes'],
    [7_201, '3 hours'],
    [86_400, '24 hours'],
  ])('contains when to try again after %i seconds', (retryAfter, duration) => {
    for (const code of ['rate_limited', 'resend_too_soon'] as const) {
      expect(explain({ code, retryAfter })).toContain(`in ${duration}.`);
    }
  });

  it.each([
    ['empty', 'it is empty'],
    ['too_long', 'longer than 100 characters'],
    ['no_letter_or_digit', 'no letter or digit'],
    ['ill_formed', 'surrogate pair'],
    ['invisible_character', 'invisible'],
    ['markup', '< or >'],
    ['web_address', 'web address'],
  ] satisfies [NameFault, string][])('explains an invalid name: %s', (reason, because) => {
    expect(explain({ code: 'name_invalid', reason })).toContain(because);
  });

  it.each([
    ['empty', 'it is empty'],
    ['too_long', 'longer than 39 characters'],
    ['form', 'single hyphens'],
    ['only_digits', 'digits only'],
    ['like_an_id', 'looks like an id'],
  ] satisfies [SlugFault, string][])('explains an invalid slug: %s', (reason, because) => {
    expect(explain({ code: 'slug_invalid', reason })).toContain(because);
  });

  it.each([
    ['too_long', 'longer than 200 characters'],
    ['form', 'with dots between them'],
    ['reserved', 'reserved for the platform'],
  ] satisfies [PackageNameFault, string][])(
    'explains an invalid package name: %s',
    (reason, because) => {
      expect(explain({ code: 'package_name_invalid', reason })).toContain(because);
    },
  );

  it('lists the first three issues with their paths', () => {
    const issues = ['email', 'role', 'name', 'note', 'rest'].map((name) =>
      issue(name, `bad ${name}`),
    );
    expect(explain({ code: 'invalid_input', issues })).toBe(
      'The input is not valid (members.0.email: bad email; members.0.role: bad role; members.0.name: bad name; and 2 more); correct it and send it again.',
    );
  });

  it('works without a path or an issue', () => {
    const issues: Issue[] = [{ code: 'invalid_type', path: [], message: 'expected an object' }];
    expect(explain({ code: 'invalid_input', issues })).toContain('(expected an object)');
    expect(explain({ code: 'invalid_input', issues: [] })).toContain('(no issue is given)');
  });
});

describe('orThrow', () => {
  it('returns the value', () => {
    const value = { name: 'Mentra Labs' };
    expect(orThrow(ok(value))).toBe(value);
  });

  it('throws a RefusedError with the explanation and the refusal', () => {
    for (const refusal of all) {
      const thrown = thrownBy(() => orThrow(refuse(refusal)));
      expect(thrown).toBeInstanceOf(RefusedError);
      expect(thrown).toMatchObject({ name: 'RefusedError', message: explain(refusal), refusal });
    }
  });

  it.each([
    ['a promise', Promise.resolve(ok(1)), /not its promise; write orThrow\(await/],
    ['nothing', undefined, /takes the result of a command or a query/],
    ['a value', { name: 'Mentra Labs' }, /takes the result of a command or a query/],
  ])('says what is missing if it gets %s', (_what, given, sentence) => {
    expect(() => Reflect.apply(orThrow, undefined, [given])).toThrow(sentence);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a refused error', () => {
  it('is recognized even if another copy of the package threw it', () => {
    expect(isRefusedError(new RefusedError(refusals.last_admin))).toBe(true);
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('guildhall.RefusedError'), {
      value: true,
    });
    expect(isRefusedError(foreign)).toBe(true);
  });

  it('is not any other error or value', () => {
    for (const other of [new Error('x'), { name: 'RefusedError' }, null, undefined, 'refused']) {
      expect(isRefusedError(other)).toBe(false);
    }
  });

  it('does not list its mark among its keys', () => {
    expect(Object.keys(new RefusedError(refusals.last_admin)).sort()).toEqual(['name', 'refusal']);
  });
});
