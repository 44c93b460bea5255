import fc from 'fast-check';
import { type User, userStates } from '../../domain/user/user.js';
import { periods } from './dates.js';
import { displayNames } from './display-names.js';
import { emails } from './emails.js';
import { organizationIds, userIds } from './ids.js';

const required = ['id', 'emailVerified', 'state', 'defaultOrg'] as const;

/** Users in every state, with and without a name. */
export function users(): fc.Arbitrary<User> {
  const fields = fc.record(
    {
      id: userIds(),
      emailVerified: fc.boolean(),
      name: displayNames(),
      state: fc.constantFrom(...userStates),
      defaultOrg: organizationIds(),
    },
    { noNullPrototype: true, requiredKeys: [...required] },
  );
  return fc
    .tuple(fields, emails(), periods())
    .map(([given, { address, key }, [createdAt, updatedAt]]) => ({
      ...given,
      email: address,
      emailKey: key,
      createdAt,
      updatedAt,
    }));
}
