import fc from 'fast-check';
import type { Fact } from '../../domain/journal/fact.js';
import { invitationIds, organizationIds, userIds } from './ids.js';
import { record } from './records.js';
import { roles } from './roles.js';

type FactOf<T extends Fact['type']> = Fact & { readonly type: T };

/** An arbitrary for each type of fact, so that a new type cannot be left out. */
const arbitraryOf: { readonly [T in Fact['type']]: () => fc.Arbitrary<FactOf<T>> } = {
  user_registered: () => record({ type: fc.constant('user_registered'), userId: userIds() }),
  email_verified: () => record({ type: fc.constant('email_verified'), userId: userIds() }),
  organization_founded: () =>
    record({
      type: fc.constant('organization_founded'),
      organizationId: organizationIds(),
      founderId: userIds(),
      personal: fc.boolean(),
    }),
  organization_renamed: () =>
    record({ type: fc.constant('organization_renamed'), organizationId: organizationIds() }),
  profile_updated: () =>
    record({
      type: fc.constant('profile_updated'),
      organizationId: organizationIds(),
      fields: fc.subarray(['website', 'contactEmail', 'description', 'logo']),
    }),
  member_joined: () =>
    record({
      type: fc.constant('member_joined'),
      organizationId: organizationIds(),
      userId: userIds(),
      role: roles(),
    }),
  role_changed: () =>
    record({
      type: fc.constant('role_changed'),
      organizationId: organizationIds(),
      userId: userIds(),
      from: roles(),
      to: roles(),
    }),
  member_left: () => record({ type: fc.constant('member_left'), ...ofMember() }),
  member_removed: () => record({ type: fc.constant('member_removed'), ...ofMember() }),
  invitation_sent: () => issued('invitation_sent'),
  invitation_renewed: () => issued('invitation_renewed'),
  invitation_resent: () => issued('invitation_resent'),
  invitation_accepted: () =>
    record({ type: fc.constant('invitation_accepted'), ...ofInvitation(), userId: userIds() }),
  invitation_declined: () =>
    record({ type: fc.constant('invitation_declined'), ...ofInvitation(), userId: userIds() }),
  invitation_revoked: () =>
    record({
      type: fc.constant('invitation_revoked'),
      ...ofInvitation(),
      because: fc.constantFrom('asked', 'inviter_demoted', 'inviter_left'),
    }),
};

/** Facts of every type. */
export function facts(): fc.Arbitrary<Fact> {
  return fc.oneof(...Object.values(arbitraryOf).map((arbitrary) => arbitrary()));
}

function ofMember() {
  return { organizationId: organizationIds(), userId: userIds() };
}

function ofInvitation() {
  return { organizationId: organizationIds(), invitationId: invitationIds() };
}

function issued<T extends 'invitation_sent' | 'invitation_renewed' | 'invitation_resent'>(type: T) {
  return record({
    type: fc.constant(type),
    ...ofInvitation(),
    role: roles(),
    revision: fc.integer({ min: 1, max: 1_000 }),
  });
}
