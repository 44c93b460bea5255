// The types of refusals and results.
import { describe, expectTypeOf, it } from 'vitest';
import type { InvitationId, OrganizationId } from '../../../src/domain/shared/ids.js';
import type {
  BulkFailure,
  Path,
  Refusal,
  RefusalCode,
  RefusalOf,
} from '../../../src/domain/shared/refusal.js';
import type { Result } from '../../../src/domain/shared/result.js';

type Two = RefusalOf<'already_invited' | 'rate_limited'>;

describe('a refusal', () => {
  it('of several codes is a union that each code narrows', () => {
    expectTypeOf<Two['code']>().toEqualTypeOf<'already_invited' | 'rate_limited'>();
    expectTypeOf<Extract<Two, { code: 'already_invited' }>>().toExtend<{
      invitationId: InvitationId;
    }>();
    expectTypeOf<Extract<Two, { code: 'rate_limited' }>['retryAfter']>().toEqualTypeOf<number>();
    expectTypeOf<Extract<Two, { code: 'rate_limited' }>>().not.toHaveProperty('invitationId');
  });

  it('has the details of its code', () => {
    expectTypeOf<{ code: 'rate_limited' }>().not.toExtend<RefusalOf<'rate_limited'>>();
    expectTypeOf<{ code: 'last_admin' }>().not.toExtend<RefusalOf<'last_admin'>>();
    expectTypeOf<RefusalOf<'last_admin'>['organizationIds']>().toEqualTypeOf<
      readonly OrganizationId[]
    >();
    expectTypeOf<{ code: 'slug_taken' }>().toExtend<RefusalOf<'slug_taken'>>();
    expectTypeOf<{ code: 'slug_taken'; path: Path }>().toExtend<RefusalOf<'slug_taken'>>();
  });

  it('of several invitations has the index and the details of each failure', () => {
    type Codes = 'already_a_member' | 'already_invited' | 'invalid_input';
    type Waits = 'rate_limited' | 'resend_too_soon';
    expectTypeOf<BulkFailure['code']>().toEqualTypeOf<Codes | Waits>();
    expectTypeOf<BulkFailure['index']>().toEqualTypeOf<number>();
    expectTypeOf<BulkFailure>().toExtend<RefusalOf<Codes | Waits>>();
    expectTypeOf<Extract<BulkFailure, { code: Waits }>['retryAfter']>().toEqualTypeOf<number>();
    expectTypeOf<RefusalOf<'bulk_refused'>['failures']>().toEqualTypeOf<readonly BulkFailure[]>();
  });

  it('extends Refusal with any known code, and with no other', () => {
    expectTypeOf<RefusalOf<RefusalCode>>().toExtend<Refusal>();
    expectTypeOf<{ code: 'no_such_code' }>().not.toExtend<RefusalOf<RefusalCode>>();
  });
});

describe('a result', () => {
  it('gives access to its value only after a check of `ok`', () => {
    type Answer = Result<number, Two>;
    expectTypeOf<Answer>().not.toHaveProperty('value');
    expectTypeOf<Extract<Answer, { ok: true }>['value']>().toEqualTypeOf<number>();
    expectTypeOf<Extract<Answer, { ok: false }>['refusal']>().toEqualTypeOf<Two>();
  });
});
