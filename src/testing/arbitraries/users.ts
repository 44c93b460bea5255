// Arbitraries for users.

import fc from 'fast-check';
import { type User, type UserState, userStates } from '../../domain/user/user.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { emails } from './emails.js';
import { organizationIds, userIds } from './ids.js';
import { metadata } from './metadata.js';
import { record } from './records.js';

/** Users in every state, with and without a name, blocked organizations and metadata. */
export function users(): fc.Arbitrary<User> {
  return fc
    .tuple(baseUserFields(), userLifecycleFields(), emails(), periods(), metadata())
    .map(([given, lifecycle, { address, key }, [createdAt, updatedAt], own]) => ({
      ...given,
      ...lifecycle,
      email: address,
      emailKey: key,
      createdAt,
      updatedAt,
      ...own,
    }));
}

type BaseUserFields = Pick<
  User,
  'id' | 'emailVerified' | 'formerEmailKeys' | 'name' | 'defaultOrg' | 'blockedOrganizations'
>;

function baseUserFields(): fc.Arbitrary<BaseUserFields> {
  return fc.record(
    {
      id: userIds(),
      emailVerified: fc.boolean(),
      formerEmailKeys: fc.array(
        emails().map(({ key }) => key),
        { minLength: 1, maxLength: 3 },
      ),
      name: displayNames(),
      defaultOrg: organizationIds(),
      blockedOrganizations: fc.uniqueArray(organizationIds(), { maxLength: 3 }),
    },
    {
      noNullPrototype: true,
      requiredKeys: ['id', 'emailVerified', 'blockedOrganizations'],
    },
  );
}

type UserLifecycleFields = Pick<User, 'state' | 'suspendedAt' | 'deletedAt' | 'purgingSince'>;

/** A state and its times. A deleted user may have been suspended before, and may be in a purge. */
function userLifecycleFields(): fc.Arbitrary<UserLifecycleFields> {
  return fc.constantFrom(...userStates).chain(userLifecycleFieldsIn);
}

function userLifecycleFieldsIn(state: UserState): fc.Arbitrary<UserLifecycleFields> {
  switch (state) {
    case 'active':
      return fc.constant({ state });
    case 'suspended':
      return record({ state: fc.constant(state), suspendedAt: dates() });
    case 'deleted':
      return fc.record(
        {
          state: fc.constant(state),
          suspendedAt: dates(),
          deletedAt: dates(),
          purgingSince: dates(),
        },
        { noNullPrototype: true, requiredKeys: ['state', 'deletedAt'] },
      );
  }
}
