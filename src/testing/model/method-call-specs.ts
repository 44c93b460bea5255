// The random inputs of every method, and how often each method is called.

import fc from 'fast-check';
import type { PendingInvitationInput } from '../../application/invitations/load-pending-invitation.js';
import type { AnswerInvitationInput } from '../../application/invitations/named-invitation.js';
import type { MetadataPatch } from '../../application/metadata/update-metadata.js';
import { permissions } from '../../domain/organization/role-permissions.js';
import type { JsonValue } from '../../domain/shared/json.js';
import { userStates } from '../../domain/user/user.js';

import { appCallSpecs } from './app-call-specs.js';
import {
  emptyInputs,
  keyedCallSpec,
  type MethodCallSpec,
  pageFieldArbitraries,
  requiredKeysOption,
  unkeyedCallSpec,
} from './call-spec.js';
import { keyCallSpecs } from './key-call-specs.js';
import {
  deletedOrganizationPlaceholders,
  deletedUserPlaceholders,
  inactiveUserPlaceholders,
  invitationOrganizationPlaceholder,
  invitationPlaceholders,
  memberPlaceholders,
  oneOfWeighted,
  organizationPlaceholders,
  placeholders,
  tokenPlaceholders,
  userPlaceholders,
} from './placeholders.js';
import type { MethodName, ModelPermission, ModelRole } from './reference/index.js';
import { reviewCallSpecs } from './review-call-specs.js';
import {
  emailAddresses,
  externalId,
  externalIdInOtherCase,
  invalidEmailAddress,
  invalidNames,
  invalidSlugs,
  metadataValues,
  organizationNames,
  ownUserIds,
  unusualPersonNames,
  validSlugs,
  weightedClockJumpSeconds,
} from './vocabulary.js';

const roles = fc.constantFrom<ModelRole>('member', 'admin', 'viewer', 'manager');
const emails = oneOfWeighted(
  [20, fc.constantFrom(...emailAddresses)],
  [1, fc.constant(invalidEmailAddress)],
);
const inviteeEmails = oneOfWeighted([1, placeholders('nonmemberemail', 2)], [1, emails]);
const organizationNameInputs = oneOfWeighted(
  [12, fc.constantFrom(...organizationNames)],
  [1, fc.constantFrom(...invalidNames)],
);
const slugInputs = oneOfWeighted(
  [8, fc.constantFrom(...validSlugs)],
  [3, placeholders('slug', 9)],
  [2, fc.constantFrom(...invalidSlugs)],
);
const externalIdInputs = oneOfWeighted(
  [4, fc.constant(externalId)],
  [1, fc.constant(externalIdInOtherCase)],
);
const metadataObjects = fc.dictionary(
  oneOfWeighted([12, fc.constantFrom('plan', 'a.b', '')], [1, fc.constant('$plan')]),
  oneOfWeighted<JsonValue>([3, fc.constantFrom(...metadataValues)], [1, fc.constant(null)]),
  { maxKeys: 2, noNullPrototype: true },
);
const metadataPatches: fc.Arbitrary<MetadataPatch> = fc.record(
  {
    public: metadataObjects,
    private: metadataObjects,
    expectedVersion: fc.nat({ max: 2 }),
  },
  { requiredKeys: [] },
);
const languages = fc.constantFrom('de', 'pt-BR');
const descriptionTexts = fc.constantFrom('a guild', 'another guild');
const webAddresses = fc.constantFrom('https://acme.com/about', 'https://acme.org/logo.png');
const clockJumpMilliseconds = oneOfWeighted(
  ...weightedClockJumpSeconds.map(([weight, seconds]): [number, fc.Arbitrary<number>] => [
    weight,
    fc.constant(seconds * 1000),
  ]),
);

const userInputs = fc.record({ userId: userPlaceholders });
const deletedUserInputs = fc.record({ userId: deletedUserPlaceholders });
const deletedOrganizationInputs = fc.record({ organizationId: deletedOrganizationPlaceholders });
const optionalUserInputs = fc.record({ userId: userPlaceholders }, { requiredKeys: [] });
const organizationInputs = fc.record({ organizationId: organizationPlaceholders });
const memberInputs = fc.record({
  organizationId: organizationPlaceholders,
  userId: memberPlaceholders,
});
const tokenInputs = fc.record({ token: tokenPlaceholders });
const answerInputs = oneOfWeighted<AnswerInvitationInput>(
  [12, tokenInputs],
  [6, fc.record({ invitationId: invitationPlaceholders })],
  [1, fc.record({ token: tokenPlaceholders, invitationId: invitationPlaceholders })],
);
const invitationIdInputs = fc.record({
  organizationId: oneOfWeighted(
    [9, fc.constant(invitationOrganizationPlaceholder)],
    [1, organizationPlaceholders],
  ),
  invitationId: invitationPlaceholders,
});
const addressedInvitationInputs = fc.record({
  organizationId: organizationPlaceholders,
  email: inviteeEmails,
});
const pendingInvitationInputs = oneOfWeighted<PendingInvitationInput>(
  [12, invitationIdInputs],
  [6, addressedInvitationInputs],
  [1, organizationInputs],
);
/** Mostly none: then the caller is the inviter. */
const inviterFields = {
  inviterId: oneOfWeighted<string | undefined>(
    [7, fc.constant(undefined)],
    [1, memberPlaceholders],
  ),
};
const inviteeInputs = fc.record({ email: inviteeEmails, role: roles }, { requiredKeys: ['email'] });

const newUserInputs = fc.record(
  {
    // Mostly the first one, so that two accounts want it.
    id: oneOfWeighted(
      [1, fc.constantFrom(...ownUserIds)],
      [1, fc.constantFrom(...ownUserIds.slice(0, 1))],
    ),
    email: emails,
    name: oneOfWeighted(
      [9, fc.constantFrom('Ada', 'Bo')],
      [1, fc.constantFrom(...unusualPersonNames)],
    ),
    emailVerified: oneOfWeighted([4, fc.constant(true)], [1, fc.constant(false)]),
  },
  requiredKeysOption('email', 'emailVerified'),
);

export const callSpecsByMethod: { readonly [V in MethodName]: MethodCallSpec<V> } = {
  'users.register': keyedCallSpec(6, newUserInputs),
  'users.ensure': keyedCallSpec(4, newUserInputs),
  'users.findByEmail': unkeyedCallSpec(1, fc.record({ email: emails })),
  'users.list': unkeyedCallSpec(
    3,
    fc
      .record(
        {
          prefix: fc.constantFrom(
            { namePrefix: 'A' },
            { namePrefix: 'bó' },
            { namePrefix: 'b ada' },
            { namePrefix: 'zz' },
            { emailPrefix: 'CY' },
            { emailPrefix: 'ada@Ex' },
            { emailPrefix: 'cylin+' },
          ),
          state: fc.constantFrom(...userStates),
          limit: pageFieldArbitraries.limit,
        },
        { requiredKeys: [] },
      )
      .map(({ prefix, ...rest }) => ({ ...prefix, ...rest })),
  ),
  'users.update': keyedCallSpec(
    2,
    fc.record(
      {
        userId: userPlaceholders,
        name: oneOfWeighted(
          [4, fc.constantFrom('Ada', 'Bo', null)],
          [1, fc.constantFrom(...unusualPersonNames)],
        ),
      },
      requiredKeysOption('name'),
    ),
  ),
  'users.changeEmail': keyedCallSpec(
    3,
    fc.record(
      { userId: userPlaceholders, email: emails, emailVerified: fc.boolean() },
      requiredKeysOption('userId', 'email'),
    ),
  ),
  'users.verifyEmail': keyedCallSpec(2, userInputs),
  'users.get': unkeyedCallSpec(1, optionalUserInputs),
  'users.updateMetadata': keyedCallSpec(
    4,
    fc.tuple(userPlaceholders, metadataPatches).map(([userId, patch]) => ({ userId, ...patch })),
  ),
  'users.setDefaultOrganization': keyedCallSpec(
    3,
    fc.record(
      { organizationId: organizationPlaceholders, userId: userPlaceholders },
      requiredKeysOption('organizationId'),
    ),
  ),
  'users.getDefaultOrganization': unkeyedCallSpec(2, optionalUserInputs),
  'users.unblockOrganization': keyedCallSpec(
    2,
    fc.record(
      { organizationId: organizationPlaceholders, userId: userPlaceholders },
      requiredKeysOption('organizationId'),
    ),
  ),
  'users.suspend': keyedCallSpec(2, userInputs),
  'users.reinstate': keyedCallSpec(3, fc.record({ userId: inactiveUserPlaceholders })),
  'users.delete': keyedCallSpec(3, userInputs),
  'users.restore': keyedCallSpec(3, deletedUserInputs),
  'users.purge': unkeyedCallSpec(3, deletedUserInputs),
  'organizations.create': keyedCallSpec(
    5,
    fc.record(
      {
        name: organizationNameInputs,
        slug: slugInputs,
        website: webAddresses,
        description: descriptionTexts,
        logo: webAddresses,
      },
      requiredKeysOption('name'),
    ),
  ),
  'organizations.ensurePersonal': keyedCallSpec(1, userInputs),
  'organizations.rename': keyedCallSpec(
    2,
    fc.record({ organizationId: organizationPlaceholders, name: organizationNameInputs }),
  ),
  'organizations.updateProfile': keyedCallSpec(
    3,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        website: fc.option(webAddresses),
        contactEmail: emails,
        description: fc.option(descriptionTexts),
        logo: fc.option(webAddresses),
      },
      requiredKeysOption('organizationId'),
    ),
  ),
  'organizations.changeSlug': keyedCallSpec(
    7,
    fc.record({ organizationId: organizationPlaceholders, slug: slugInputs }),
  ),
  'organizations.checkSlug': unkeyedCallSpec(
    2,
    fc.record(
      { slug: slugInputs, organizationId: organizationPlaceholders },
      requiredKeysOption('slug'),
    ),
  ),
  'organizations.suggestSlug': unkeyedCallSpec(1, fc.record({ name: organizationNameInputs })),
  'organizations.setExternalId': keyedCallSpec(
    6,
    fc.record({
      organizationId: organizationPlaceholders,
      externalId: oneOfWeighted([6, externalIdInputs], [1, fc.constant(null)]),
    }),
  ),
  'organizations.updateMetadata': keyedCallSpec(
    6,
    fc
      .tuple(organizationPlaceholders, metadataPatches)
      .map(([organizationId, patch]) => ({ organizationId, ...patch })),
  ),
  'organizations.findByExternalId': unkeyedCallSpec(2, fc.record({ externalId: externalIdInputs })),
  'organizations.delete': keyedCallSpec(3, organizationInputs),
  'organizations.restore': keyedCallSpec(4, deletedOrganizationInputs),
  'organizations.purge': unkeyedCallSpec(3, deletedOrganizationInputs),
  'organizations.listDeleted': unkeyedCallSpec(2, emptyInputs),
  'organizations.getDocumented': unkeyedCallSpec(2, organizationInputs),
  'organizations.get': unkeyedCallSpec(1, organizationInputs),
  'organizations.findBySlug': unkeyedCallSpec(2, fc.record({ slug: slugInputs })),
  'organizations.listForUser': unkeyedCallSpec(
    2,
    fc.record({ userId: userPlaceholders, ...pageFieldArbitraries }, requiredKeysOption()),
  ),
  'organizations.list': unkeyedCallSpec(
    3,
    fc
      .record(
        {
          prefix: fc.constantFrom(
            { namePrefix: 'AC' },
            { namePrefix: 'á' },
            { namePrefix: '日' },
            { namePrefix: 'zz' },
            // Other slugs can end in random characters, whose order the model does not know.
            { slugPrefix: 'guild' },
            { slugPrefix: 'h' },
          ),
          state: fc.constantFrom('live', 'deleted'),
          createdFrom: fc.constantFrom('2040-03-05T09:00:30Z', '2040-03-05T09:10:00Z'),
          createdUntil: fc.constantFrom('2040-03-05T09:10:00Z', '2040-03-12T09:00:00Z'),
          limit: pageFieldArbitraries.limit,
        },
        { requiredKeys: [] },
      )
      .map(({ prefix, ...rest }) => ({ ...prefix, ...rest })),
  ),
  'organizations.audit': unkeyedCallSpec(
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
  'memberships.list': unkeyedCallSpec(
    2,
    fc.record(
      { organizationId: organizationPlaceholders, role: roles, ...pageFieldArbitraries },
      requiredKeysOption('organizationId'),
    ),
  ),
  'memberships.count': unkeyedCallSpec(
    1,
    fc.record(
      { organizationId: organizationPlaceholders, role: roles },
      requiredKeysOption('organizationId'),
    ),
  ),
  'memberships.listFormer': unkeyedCallSpec(
    3,
    fc.record(
      { organizationId: organizationPlaceholders, ...pageFieldArbitraries },
      requiredKeysOption('organizationId'),
    ),
  ),
  'memberships.accessOf': unkeyedCallSpec(
    3,
    fc.record(
      { userId: userPlaceholders, limit: pageFieldArbitraries.limit },
      requiredKeysOption(),
    ),
  ),
  'memberships.isMember': unkeyedCallSpec(1, memberInputs),
  'memberships.hasRole': unkeyedCallSpec(
    1,
    fc.record({
      organizationId: organizationPlaceholders,
      userId: memberPlaceholders,
      role: roles,
    }),
  ),
  'memberships.can': unkeyedCallSpec(
    1,
    fc.record({
      permission: fc.constantFrom<ModelPermission>(...permissions, 'reports:export'),
      organizationId: organizationPlaceholders,
    }),
  ),
  'memberships.add': keyedCallSpec(
    4,
    fc.record({ organizationId: organizationPlaceholders, userId: userPlaceholders, role: roles }),
  ),
  'memberships.changeRole': keyedCallSpec(
    5,
    fc.record({
      organizationId: organizationPlaceholders,
      userId: memberPlaceholders,
      role: roles,
    }),
  ),
  'memberships.remove': keyedCallSpec(4, memberInputs),
  'memberships.leave': keyedCallSpec(3, organizationInputs),
  'memberships.get': unkeyedCallSpec(3, memberInputs),
  'memberships.updateMetadata': keyedCallSpec(
    7,
    fc.tuple(memberInputs, metadataPatches).map(([ids, patch]) => ({ ...ids, ...patch })),
  ),
  'invitations.invite': keyedCallSpec(
    16,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        ...inviterFields,
        email: inviteeEmails,
        role: roles,
        byMail: fc.boolean(),
        language: languages,
      },
      requiredKeysOption('organizationId', 'email'),
    ),
  ),
  'invitations.inviteMany': keyedCallSpec(
    3,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        ...inviterFields,
        invitations: fc.array(inviteeInputs, { minLength: 1, maxLength: 3 }),
        onFailure: fc.constantFrom('none', 'skip'),
        byMail: fc.boolean(),
        language: languages,
      },
      requiredKeysOption('organizationId', 'invitations'),
    ),
  ),
  'invitations.preview': unkeyedCallSpec(2, tokenInputs),
  'invitations.accept': keyedCallSpec(9, answerInputs),
  'invitations.decline': keyedCallSpec(5, answerInputs),
  'invitations.declineAndBlock': keyedCallSpec(4, answerInputs),
  'invitations.changeRole': keyedCallSpec(
    4,
    fc.tuple(invitationIdInputs, roles).map(([ids, role]) => ({ ...ids, role })),
  ),
  'invitations.revoke': keyedCallSpec(5, pendingInvitationInputs),
  'invitations.resend': keyedCallSpec(6, pendingInvitationInputs),
  'invitations.createLink': keyedCallSpec(4, invitationIdInputs),
  'invitations.revokeSigningKey': unkeyedCallSpec(
    3,
    fc.record({
      kid: oneOfWeighted([3, placeholders('formerkey', 1)], [1, placeholders('key', 0)]),
    }),
  ),
  'invitations.list': unkeyedCallSpec(
    2,
    fc.record(
      {
        organizationId: organizationPlaceholders,
        state: fc.constantFrom('pending', 'accepted', 'declined', 'revoked', 'expired'),
        ...pageFieldArbitraries,
      },
      requiredKeysOption('organizationId'),
    ),
  ),
  'invitations.listForMe': unkeyedCallSpec(
    3,
    fc.record({ limit: pageFieldArbitraries.limit }, requiredKeysOption()),
  ),
  'relay.runOnce': unkeyedCallSpec(
    6,
    fc.record({ mailServer: fc.constantFrom('accepts', 'accepts', 'fails', 'rejects') }),
  ),
  'maintenance.runOnce': unkeyedCallSpec(3, emptyInputs),
  'clock.advance': unkeyedCallSpec(8, fc.record({ milliseconds: clockJumpMilliseconds })),
  'signingKeys.add': unkeyedCallSpec(2, emptyInputs),
  'signingKeys.forget': unkeyedCallSpec(2, emptyInputs),
  ...appCallSpecs,
  ...reviewCallSpecs,
  ...keyCallSpecs,
};
