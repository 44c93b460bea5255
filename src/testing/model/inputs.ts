// What random commands ask for: every verb, how often, and with which words.

import fc from 'fast-check';
import { type Permission, permissions, type Role } from '../../domain/organization/role.js';
import {
  ghosts,
  invitations,
  itsOrganization,
  members,
  organizations,
  outcasts,
  places,
  ruins,
  tokens,
  users,
  weighted,
} from './places.js';
import type { Inputs, Verb } from './reference/index.js';
import {
  addresses,
  jumps,
  noAddress,
  noNames,
  noSlugs,
  organizationNames,
  slugWords,
} from './vocabulary.js';

interface Wish<V extends Verb> {
  readonly weight: number;
  readonly input: fc.Arbitrary<Inputs[V]>;
  /** Whether it may be asked for under an idempotency key. */
  readonly isKeyed: boolean;
}

/** A command. */
function does<I>(weight: number, input: fc.Arbitrary<I>) {
  return { weight, input, isKeyed: true };
}

/** A query, or a task of many commits. */
function looks<I>(weight: number, input: fc.Arbitrary<I>) {
  return { weight, input, isKeyed: false };
}

const role: fc.Arbitrary<Role> = fc.constantFrom('member', 'admin');
const email = weighted([20, fc.constantFrom(...addresses)], [1, fc.constant(noAddress)]);
const invitee = weighted([1, places('guest', 2)], [1, email]);
const name = weighted(
  [12, fc.constantFrom(...organizationNames)],
  [1, fc.constantFrom(...noNames)],
);
const slug = weighted(
  [8, fc.constantFrom(...slugWords)],
  [3, places('slug', 9)],
  [1, fc.constantFrom(...noSlugs)],
);
const language = fc.constantFrom('de', 'pt-BR');
const text = fc.constantFrom('a guild', 'another guild');
const address = fc.constantFrom('https://acme.com/about', 'https://acme.org/logo.png');
const milliseconds = weighted(
  ...jumps.map(([weight, seconds]): [number, fc.Arbitrary<number>] => [
    weight,
    fc.constant(seconds * 1000),
  ]),
);
const page = { limit: fc.integer({ min: 1, max: 3 }), skip: fc.nat({ max: 2 }) };

const ofUser = fc.record({ userId: users });
const ofGhost = fc.record({ userId: ghosts });
const ofRuin = fc.record({ organizationId: ruins });
const maybeOfUser = fc.record({ userId: users }, { requiredKeys: [] });
const ofOrganization = fc.record({ organizationId: organizations });
const ofMember = fc.record({ organizationId: organizations, userId: members });
const ofToken = fc.record({ token: tokens });
const ofInvitation = fc.record({
  organizationId: weighted([9, fc.constant(itsOrganization)], [1, organizations]),
  invitationId: invitations,
});
const nothing: fc.Arbitrary<object> = fc.constant({});
const wish = fc.record({ email: invitee, role }, { requiredKeys: ['email'] });

function required<T extends string>(...keys: T[]): { requiredKeys: T[] } {
  return { requiredKeys: keys };
}

export const inputs: { readonly [V in Verb]: Wish<V> } = {
  'users.register': does(
    4,
    fc.record(
      {
        email,
        name: weighted([9, fc.constantFrom('Ada', 'Bo')], [1, fc.constantFrom(...noNames)]),
        emailVerified: weighted([4, fc.constant(true)], [1, fc.constant(false)]),
      },
      required('email', 'emailVerified'),
    ),
  ),
  'users.verifyEmail': does(2, ofUser),
  'users.get': looks(1, maybeOfUser),
  'users.setDefaultOrganization': does(
    3,
    fc.record({ organizationId: organizations, userId: users }, required('organizationId')),
  ),
  'users.getDefaultOrganization': looks(2, maybeOfUser),
  'users.unblockOrganization': does(
    2,
    fc.record({ organizationId: organizations, userId: users }, required('organizationId')),
  ),
  'users.suspend': does(2, ofUser),
  'users.reinstate': does(3, fc.record({ userId: outcasts })),
  'users.delete': does(3, ofUser),
  'users.restore': does(3, ofGhost),
  'users.purge': looks(3, ofGhost),
  'organizations.found': does(
    5,
    fc.record({ name, slug, website: address, description: text, logo: address }, required('name')),
  ),
  'organizations.ensurePersonal': does(1, ofUser),
  'organizations.rename': does(2, fc.record({ organizationId: organizations, name })),
  'organizations.updateProfile': does(
    3,
    fc.record(
      {
        organizationId: organizations,
        website: fc.option(address),
        contactEmail: email,
        description: fc.option(text),
        logo: fc.option(address),
      },
      required('organizationId'),
    ),
  ),
  'organizations.changeSlug': does(7, fc.record({ organizationId: organizations, slug })),
  'organizations.checkSlug': looks(
    2,
    fc.record({ slug, organizationId: organizations }, required('slug')),
  ),
  'organizations.suggestSlug': looks(1, fc.record({ name })),
  'organizations.delete': does(3, ofOrganization),
  'organizations.restore': does(4, ofRuin),
  'organizations.purge': looks(3, ofRuin),
  'organizations.listDeleted': looks(2, nothing),
  'organizations.document': looks(2, ofOrganization),
  'organizations.get': looks(1, ofOrganization),
  'organizations.findBySlug': looks(2, fc.record({ slug })),
  'organizations.listOfUser': looks(2, fc.record({ userId: users, ...page }, required())),
  'organizations.audit': looks(
    2,
    fc.record(
      { organizationId: organizations, limit: fc.constantFrom(2, 200), skip: fc.nat({ max: 3 }) },
      required('organizationId', 'limit'),
    ),
  ),
  'memberships.list': looks(
    2,
    fc.record({ organizationId: organizations, role, ...page }, required('organizationId')),
  ),
  'memberships.isMember': looks(1, ofMember),
  'memberships.hasRole': looks(
    1,
    fc.record({ organizationId: organizations, userId: members, role }),
  ),
  'memberships.can': looks(
    1,
    fc.record({
      permission: fc.constantFrom<Permission>(...permissions),
      organizationId: organizations,
    }),
  ),
  'memberships.changeRole': does(
    5,
    fc.record({ organizationId: organizations, userId: members, role }),
  ),
  'memberships.remove': does(4, ofMember),
  'memberships.leave': does(3, ofOrganization),
  'invitations.invite': does(
    16,
    fc.record(
      { organizationId: organizations, email: invitee, role, byMail: fc.boolean(), language },
      required('organizationId', 'email'),
    ),
  ),
  'invitations.inviteMany': does(
    3,
    fc.record(
      {
        organizationId: organizations,
        invitations: fc.array(wish, { minLength: 1, maxLength: 3 }),
        byMail: fc.boolean(),
        language,
      },
      required('organizationId', 'invitations'),
    ),
  ),
  'invitations.preview': looks(2, ofToken),
  'invitations.accept': does(9, ofToken),
  'invitations.decline': does(5, ofToken),
  'invitations.declineAndBlock': does(4, ofToken),
  'invitations.revoke': does(5, ofInvitation),
  'invitations.resend': does(6, ofInvitation),
  'invitations.linkToHandOver': does(4, ofInvitation),
  'invitations.withdrawKey': looks(
    3,
    fc.record({ kid: weighted([3, places('formerkey', 1)], [1, places('key', 0)]) }),
  ),
  'invitations.list': looks(
    2,
    fc.record(
      {
        organizationId: organizations,
        state: fc.constantFrom('pending', 'accepted', 'declined', 'revoked', 'expired'),
        ...page,
      },
      required('organizationId'),
    ),
  ),
  'relay.runOnce': looks(
    6,
    fc.record({ mailServer: fc.constantFrom('takes', 'takes', 'fails', 'refuses') }),
  ),
  'maintenance.runOnce': looks(3, nothing),
  'clock.advance': looks(8, fc.record({ milliseconds: milliseconds })),
  'keys.add': looks(2, nothing),
  'keys.forget': looks(2, nothing),
};
