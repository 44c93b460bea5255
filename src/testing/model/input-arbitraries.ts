// The random inputs of every method, and how often each method is called.

import fc from 'fast-check';
import {
  type Permission,
  permissions,
  type Role,
} from '../../domain/organization/role-permissions.js';
import {
  deletedOrganizationPlaceholders,
  deletedUserPlaceholders,
  inactiveUserPlaceholders,
  invitationPlaceholders,
  memberPlaceholders,
  organizationOfInvitation,
  organizationPlaceholders,
  placeholders,
  tokenPlaceholders,
  userPlaceholders,
  weighted,
} from './placeholders.js';
import type { MethodInputs, MethodName } from './reference/index.js';
import {
  clockJumps,
  emailAddresses,
  invalidEmailAddress,
  invalidNames,
  invalidSlugs,
  organizationNames,
  validSlugs,
} from './vocabulary.js';

interface InputSpec<V extends MethodName> {
  readonly weight: number;
  readonly input: fc.Arbitrary<MethodInputs[V]>;
  /** Whether a call may have an idempotency key. */
  readonly isKeyed: boolean;
}

/** A command. */
function inputWithKey<I>(weight: number, input: fc.Arbitrary<I>) {
  return { weight, input, isKeyed: true };
}

/** A query, or a task of many commits. */
function inputWithoutKey<I>(weight: number, input: fc.Arbitrary<I>) {
  return { weight, input, isKeyed: false };
}

const role: fc.Arbitrary<Role> = fc.constantFrom('member', 'admin');
const email = weighted(
  [20, fc.constantFrom(...emailAddresses)],
  [1, fc.constant(invalidEmailAddress)],
);
const inviteeEmail = weighted([1, placeholders('nonmemberemail', 2)], [1, email]);
const name = weighted(
  [12, fc.constantFrom(...organizationNames)],
  [1, fc.constantFrom(...invalidNames)],
);
const slug = weighted(
  [8, fc.constantFrom(...validSlugs)],
  [3, placeholders('slug', 9)],
  [1, fc.constantFrom(...invalidSlugs)],
);
const language = fc.constantFrom('de', 'pt-BR');
const descriptionText = fc.constantFrom('a guild', 'another guild');
const webAddress = fc.constantFrom('https://acme.com/about', 'https://acme.org/logo.png');
const milliseconds = weighted(
  ...clockJumps.map(([weight, seconds]): [number, fc.Arbitrary<number>] => [
    weight,
    fc.constant(seconds * 1000),
  ]),
);
const pageFields = { limit: fc.integer({ min: 1, max: 3 }), skip: fc.nat({ max: 2 }) };

const userInput = fc.record({ userId: userPlaceholders });
const deletedUserInput = fc.record({ userId: deletedUserPlaceholders });
const deletedOrganizationInput = fc.record({ organizationId: deletedOrganizationPlaceholders });
const optionalUserInput = fc.record({ userId: userPlaceholders }, { requiredKeys: [] });
const organizationInput = fc.record({ organizationId: organizationPlaceholders });
const memberInput = fc.record({
  organizationId: organizationPlaceholders,
  userId: memberPlaceholders,
});
const tokenInput = fc.record({ token: tokenPlaceholders });
const invitationIdInput = fc.record({
  organizationId: weighted(
    [9, fc.constant(organizationOfInvitation)],
    [1, organizationPlaceholders],
  ),
  invitationId: invitationPlaceholders,
});
const emptyInput: fc.Arbitrary<object> = fc.constant({});
const inviteeInput = fc.record({ email: inviteeEmail, role }, { requiredKeys: ['email'] });

function requiredKeysOption<T extends string>(...keys: T[]): { requiredKeys: T[] } {
  return { requiredKeys: keys };
}

export const inputSpecs: { readonly [V in MethodName]: InputSpec<V> } = {
  'users.register': inputWithKey(
    4,
    fc.record(
      {
        email,
        name: weighted([9, fc.constantFrom('Ada', 'Bo')], [1, fc.constantFrom(...invalidNames)]),
        emailVerified: weighted([4, fc.constant(true)], [1, fc.constant(false)]),
      },
      requiredKeysOption('email', 'emailVerified'),
    ),
  ),
  'users.verifyEmail': inputWithKey(2, userInput),
  'users.get': inputWithoutKey(1, optionalUserInput),
  'users.setDefaultOrganization': inputWithKey(
    3,
    fc.record(
      { organizationId: organizationPlaceholders, userId: userPlaceholders },
      requiredKeysOption('organizationId'),
    ),
  ),
  'users.getDefaultOrganization': inputWithoutKey(2, optionalUserInput),
  'users.unblockOrganization': inputWithKey(
    2,
    fc.record(
      { organizationId: organizationPlaceholders, userId: userPlaceholders },
      requiredKeysOption('organizationId'),
    ),
  ),
  'users.suspend': inputWithKey(2, userInput),
  'users.reinstate': inputWithKey(3, fc.record({ userId: inactiveUserPlaceholders })),
  'users.delete': inputWithKey(3, userInput),
  'users.restore': inputWithKey(3, deletedUserInput),
  'users.purge': inputWithoutKey(3, deletedUserInput),
  'organizations.create': inputWithKey(
    5,
    fc.record(
      { name, slug, website: webAddress, description: descriptionText, logo: webAddress },
      requiredKeysOption('name'),
    ),
  ),
  'organizations.ensurePersonal': inputWithKey(1, userInput),
  'organizations.rename': inputWithKey(
    2,
    fc.record({ organizationId: organizationPlaceholders, name }),
  ),
  'organizations.updateProfile': inputWithKey(
    3,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        website: fc.option(webAddress),
        contactEmail: email,
        description: fc.option(descriptionText),
        logo: fc.option(webAddress),
      },
      requiredKeysOption('organizationId'),
    ),
  ),
  'organizations.changeSlug': inputWithKey(
    7,
    fc.record({ organizationId: organizationPlaceholders, slug }),
  ),
  'organizations.checkSlug': inputWithoutKey(
    2,
    fc.record({ slug, organizationId: organizationPlaceholders }, requiredKeysOption('slug')),
  ),
  'organizations.suggestSlug': inputWithoutKey(1, fc.record({ name })),
  'organizations.delete': inputWithKey(3, organizationInput),
  'organizations.restore': inputWithKey(4, deletedOrganizationInput),
  'organizations.purge': inputWithoutKey(3, deletedOrganizationInput),
  'organizations.listDeleted': inputWithoutKey(2, emptyInput),
  'organizations.getDocumented': inputWithoutKey(2, organizationInput),
  'organizations.get': inputWithoutKey(1, organizationInput),
  'organizations.findBySlug': inputWithoutKey(2, fc.record({ slug })),
  'organizations.listForUser': inputWithoutKey(
    2,
    fc.record({ userId: userPlaceholders, ...pageFields }, requiredKeysOption()),
  ),
  'organizations.audit': inputWithoutKey(
    2,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        limit: fc.constantFrom(2, 200),
        skip: fc.nat({ max: 3 }),
      },
      requiredKeysOption('organizationId', 'limit'),
    ),
  ),
  'memberships.list': inputWithoutKey(
    2,
    fc.record(
      { organizationId: organizationPlaceholders, role, ...pageFields },
      requiredKeysOption('organizationId'),
    ),
  ),
  'memberships.isMember': inputWithoutKey(1, memberInput),
  'memberships.hasRole': inputWithoutKey(
    1,
    fc.record({ organizationId: organizationPlaceholders, userId: memberPlaceholders, role }),
  ),
  'memberships.can': inputWithoutKey(
    1,
    fc.record({
      permission: fc.constantFrom<Permission>(...permissions),
      organizationId: organizationPlaceholders,
    }),
  ),
  'memberships.changeRole': inputWithKey(
    5,
    fc.record({ organizationId: organizationPlaceholders, userId: memberPlaceholders, role }),
  ),
  'memberships.remove': inputWithKey(4, memberInput),
  'memberships.leave': inputWithKey(3, organizationInput),
  'invitations.invite': inputWithKey(
    16,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        email: inviteeEmail,
        role,
        byMail: fc.boolean(),
        language,
      },
      requiredKeysOption('organizationId', 'email'),
    ),
  ),
  'invitations.inviteMany': inputWithKey(
    3,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        invitations: fc.array(inviteeInput, { minLength: 1, maxLength: 3 }),
        byMail: fc.boolean(),
        language,
      },
      requiredKeysOption('organizationId', 'invitations'),
    ),
  ),
  'invitations.preview': inputWithoutKey(2, tokenInput),
  'invitations.accept': inputWithKey(9, tokenInput),
  'invitations.decline': inputWithKey(5, tokenInput),
  'invitations.declineAndBlock': inputWithKey(4, tokenInput),
  'invitations.revoke': inputWithKey(5, invitationIdInput),
  'invitations.resend': inputWithKey(6, invitationIdInput),
  'invitations.createLink': inputWithKey(4, invitationIdInput),
  'invitations.revokeSigningKey': inputWithoutKey(
    3,
    fc.record({ kid: weighted([3, placeholders('formerkey', 1)], [1, placeholders('key', 0)]) }),
  ),
  'invitations.list': inputWithoutKey(
    2,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        state: fc.constantFrom('pending', 'accepted', 'declined', 'revoked', 'expired'),
        ...pageFields,
      },
      requiredKeysOption('organizationId'),
    ),
  ),
  'relay.runOnce': inputWithoutKey(
    6,
    fc.record({ mailServer: fc.constantFrom('accepts', 'accepts', 'fails', 'rejects') }),
  ),
  'maintenance.runOnce': inputWithoutKey(3, emptyInput),
  'clock.advance': inputWithoutKey(8, fc.record({ milliseconds })),
  'signingKeys.add': inputWithoutKey(2, emptyInput),
  'signingKeys.forget': inputWithoutKey(2, emptyInput),
};
