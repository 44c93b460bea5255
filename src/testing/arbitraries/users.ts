import fc from 'fast-check';
import { type User, type UserState, userStates } from '../../domain/user/user.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { emails } from './emails.js';
import { organizationIds, userIds } from './ids.js';
import { record } from './records.js';

/** Users in every state, with and without a name, some of them with organizations they have blocked. */
export function users(): fc.Arbitrary<User> {
  return fc
    .tuple(fields(), lives(), emails(), periods())
    .map(([given, life, { address, key }, [createdAt, updatedAt]]) => ({
      ...given,
      ...life,
      email: address,
      emailKey: key,
      createdAt,
      updatedAt,
    }));
}

type Fields = Pick<User, 'id' | 'emailVerified' | 'name' | 'defaultOrg' | 'blockedOrganizations'>;

function fields(): fc.Arbitrary<Fields> {
  return fc.record(
    {
      id: userIds(),
      emailVerified: fc.boolean(),
      name: displayNames(),
      defaultOrg: organizationIds(),
      blockedOrganizations: fc.uniqueArray(organizationIds(), { maxLength: 3 }),
    },
    {
      noNullPrototype: true,
      requiredKeys: ['id', 'emailVerified', 'defaultOrg', 'blockedOrganizations'],
    },
  );
}

type Life = Pick<User, 'state' | 'suspendedAt' | 'deletedAt' | 'purgingSince'>;

/** A state and its times: who is deleted may have been suspended before, and may be on the way out. */
function lives(): fc.Arbitrary<Life> {
  return fc.constantFrom(...userStates).chain(livesIn);
}

function livesIn(state: UserState): fc.Arbitrary<Life> {
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
