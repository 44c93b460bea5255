import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalOrganizationName } from '../../../src/domain/organization/personal-organization.js';
import { parseDisplayName } from '../../../src/domain/shared/display-name.js';
import { markEmailVerified } from '../../../src/domain/user/user.js';
import { dates, users } from '../../../src/testing/arbitraries/index.js';

describe('the name of a personal organization', () => {
  it('is a display name for every user', () => {
    fc.assert(
      fc.property(users(), (user) => {
        const name = personalOrganizationName(user);
        expect(name).toBe(user.name ?? name);
        if (user.name === undefined) {
          expect(parseDisplayName(name, [])).toEqual({ ok: true, value: name });
        }
      }),
    );
  });
});

describe('verifying an email address', () => {
  it('changes only the verification and the time of update', () => {
    fc.assert(
      fc.property(users(), dates(), (user, at) => {
        expect(markEmailVerified(user, at)).toEqual({
          ...user,
          emailVerified: true,
          updatedAt: at,
        });
      }),
    );
  });
});
