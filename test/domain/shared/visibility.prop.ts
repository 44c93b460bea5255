import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  invitationFields,
  organizationFields,
  profileFields,
  userFields,
} from '../../../src/domain/shared/fields.js';
import { type Audience, audiences, visibleTo } from '../../../src/domain/shared/visibility.js';
import { invitations, organizations, users } from '../../../src/testing/arbitraries/index.js';

const anyAudience: fc.Arbitrary<Audience> = fc.constantFrom(...audiences);

describe('what leaves the core', () => {
  it('holds neither the digest of a token nor a key of an address', () => {
    fc.assert(
      fc.property(invitations(), anyAudience, (invitation, audience) => {
        // A key that is the address itself hides nothing and shows nothing.
        const marked = { ...invitation, kid: 'the kid' };
        const seen = visibleTo(audience, invitationFields, marked);
        expect(JSON.stringify(seen)).not.toContain(invitation.tokenDigest);
        expect(JSON.stringify(seen)).not.toContain('the kid');
        expect(Object.keys(seen)).not.toContain('emailKey');
      }),
    );
  });

  it('holds no address of a person for whom they are not a colleague', () => {
    fc.assert(
      fc.property(users(), organizations(), (user, organization) => {
        for (const audience of ['public', 'reviewer'] as const) {
          const seen = [
            visibleTo(audience, userFields, user),
            visibleTo(audience, profileFields, organization.profile),
          ];
          expect(Object.keys(Object.assign({}, ...seen))).not.toContain('email');
          expect(Object.keys(Object.assign({}, ...seen))).not.toContain('contactEmail');
        }
      }),
    );
  });

  it('is part of the record, unchanged, and the record stays as it was', () => {
    fc.assert(
      fc.property(organizations(), anyAudience, (organization, audience) => {
        const before = structuredClone(organization);
        const seen = visibleTo(audience, organizationFields, organization);
        expect(organization).toMatchObject(seen);
        expect(organization).toEqual(before);
      }),
    );
  });

  it('grows from anybody to members, to admins, to the person', () => {
    const names = (audience: Audience, user: object) =>
      Object.keys(visibleTo<object, Record<never, never>, Audience>(audience, userFields, user));
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
