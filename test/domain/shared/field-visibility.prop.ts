// Properties of views: they hide secrets and addresses.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Audience,
  audiences,
  pickVisibleFields,
} from '../../../src/domain/shared/field-visibility.js';
import {
  invitationFieldVisibility,
  organizationFieldVisibility,
  profileFieldVisibility,
  userFieldVisibility,
} from '../../../src/domain/shared/field-visibility-tables.js';
import { invitations, organizations, users } from '../../../src/testing/arbitraries/index.js';

const anyAudience: fc.Arbitrary<Audience> = fc.constantFrom(...audiences);

describe('a view', () => {
  it('contains neither the digest of a token nor the key of an address', () => {
    fc.assert(
      fc.property(invitations(), anyAudience, (invitation, audience) => {
        // `emailKey` can be equal to the address, so its value cannot be searched for.
        const marked = { ...invitation, kid: 'the kid' };
        const seen = pickVisibleFields(audience, invitationFieldVisibility, marked);
        expect(JSON.stringify(seen)).not.toContain(invitation.tokenDigest);
        expect(JSON.stringify(seen)).not.toContain('the kid');
        expect(Object.keys(seen)).not.toContain('emailKey');
      }),
    );
  });

  it('contains no email address of a user for anybody but admins and the user', () => {
    fc.assert(
      fc.property(users(), organizations(), (user, organization) => {
        for (const audience of ['public', 'reviewer'] as const) {
          const seen = [
            pickVisibleFields(audience, userFieldVisibility, user),
            pickVisibleFields(audience, profileFieldVisibility, organization.profile),
          ];
          expect(Object.keys(Object.assign({}, ...seen))).not.toContain('email');
          expect(Object.keys(Object.assign({}, ...seen))).not.toContain('contactEmail');
        }
      }),
    );
  });

  it('is a part of the row, and the row is not changed', () => {
    fc.assert(
      fc.property(organizations(), anyAudience, (organization, audience) => {
        const before = structuredClone(organization);
        const seen = pickVisibleFields(audience, organizationFieldVisibility, organization);
        expect(organization).toMatchObject(seen);
        expect(organization).toEqual(before);
      }),
    );
  });

  it('grows from the public to members, to admins, to the user', () => {
    const names = (audience: Audience, user: object) =>
      Object.keys(
        pickVisibleFields<object, Record<never, never>, Audience>(
          audience,
          userFieldVisibility,
          user,
        ),
      );
    fc.assert(
      fc.property(users(), (user) => {
        const order = (['public', 'member', 'admin', 'self'] as const).map((one) =>
          names(one, user),
        );
        order.forEach((seen, index) => {
          expect(order[index + 1] ?? seen).toEqual(expect.arrayContaining(seen));
        });
      }),
    );
  });
});
