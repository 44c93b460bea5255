import { describe, expectTypeOf, it } from 'vitest';
import type { InvitationId } from '../../../src/domain/shared/ids.js';
import type { Path, Refusal, RefusalCode, RefusalOf } from '../../../src/domain/shared/refusal.js';
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

  it('carries what its code needs', () => {
    expectTypeOf<{ code: 'rate_limited' }>().not.toExtend<RefusalOf<'rate_limited'>>();
    expectTypeOf<{ code: 'last_admin' }>().toExtend<RefusalOf<'last_admin'>>();
    expectTypeOf<{ code: 'last_admin'; path: Path }>().toExtend<RefusalOf<'last_admin'>>();
  });

  it('is one whatever its code, and none without a known one', () => {
    expectTypeOf<RefusalOf<RefusalCode>>().toExtend<Refusal>();
    expectTypeOf<{ code: 'no_such_code' }>().not.toExtend<RefusalOf<RefusalCode>>();
  });
});

describe('a result', () => {
  it('has its value only once it is known to be one', () => {
    type Answer = Result<number, Two>;
    expectTypeOf<Answer>().not.toHaveProperty('value');
    expectTypeOf<Extract<Answer, { ok: true }>['value']>().toEqualTypeOf<number>();
    expectTypeOf<Extract<Answer, { ok: false }>['refusal']>().toEqualTypeOf<Two>();
  });
});
