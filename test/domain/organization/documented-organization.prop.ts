// The documented shape can be built and split without a loss.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DocumentedOrganizationParts,
  splitDocumented,
  toDocumented,
} from '../../../src/domain/organization/documented-organization.js';
import { invitations, memberships, organizations } from '../../../src/testing/arbitraries/index.js';

const aggregates = fc.record({
  organization: organizations(),
  memberships: fc.array(memberships(), { maxLength: 4 }),
  invitations: fc.array(invitations(['pending']), { maxLength: 4 }),
});

/** The parts of the aggregates that are in the documented shape, picked by hand. */
function partsIn({
  organization,
  memberships,
  invitations,
}: DocumentedOrganizationParts): DocumentedOrganizationParts {
  const { id, name, slug, profile } = organization;
  return {
    organization: { id, name, slug, profile },
    memberships: memberships.map(({ userId, role, joinedAt }) => ({ userId, role, joinedAt })),
    invitations: invitations.map((invitation) => {
      const { email, role, invitedBy, invitedAt, expiresAt, emailSentCount } = invitation;
      const { lastEmailSentAt } = invitation;
      const last = lastEmailSentAt === undefined ? {} : { lastEmailSentAt };
      return { email, role, invitedBy, invitedAt, expiresAt, emailSentCount, ...last };
    }),
  };
}

describe('the documented shape', () => {
  it('keeps all its fields of the organization, its members and its invitations', () => {
    fc.assert(
      fc.property(aggregates, (given) => {
        expect(splitDocumented(toDocumented(given))).toStrictEqual(partsIn(given));
      }),
    );
  });

  it('is the same after splitting and building it again', () => {
    fc.assert(
      fc.property(aggregates, (given) => {
        const documented = toDocumented(given);
        expect(toDocumented(splitDocumented(documented))).toStrictEqual(documented);
      }),
    );
  });

  it('has only the documented fields, and so nothing of a token', () => {
    const documentFields = ['_id', 'members', 'name', 'pendingInvites', 'profile', 'slug'];
    const memberFields = ['joinedAt', 'role', 'user'];
    const inviteFields = ['email', 'emailSentCount', 'expiresAt', 'invitedAt', 'invitedBy', 'role'];
    fc.assert(
      fc.property(aggregates, (given) => {
        const documented = toDocumented(given);
        expect(Object.keys(documented).sort()).toEqual(documentFields);
        for (const member of documented.members) {
          expect(Object.keys(member).sort()).toEqual(memberFields);
        }
        for (const { lastEmailSentAt, ...invite } of documented.pendingInvites) {
          expect(Object.keys(invite).sort()).toEqual(inviteFields);
          expect(lastEmailSentAt ?? new Date(0)).toBeInstanceOf(Date);
        }
        const text = JSON.stringify(documented);
        for (const { tokenDigest } of given.invitations) expect(text).not.toContain(tokenDigest);
      }),
    );
  });
});
