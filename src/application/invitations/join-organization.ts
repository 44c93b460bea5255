// The rows that change when a user joins an organization, with an invitation or without one.

import type { Membership } from '../../domain/organization/membership.js';
import type { Versioned } from '../../domain/shared/result.js';
import { type User, unblockOrganization } from '../../domain/user/user.js';
import type { Change } from '../../ports/storage.js';
import { guardChange, insertChange, updateChange } from '../use-case/changes.js';

/** Each command that adds or ends a membership of a user also writes or guards the user's row, so two of them conflict. A user who joins an organization no longer blocks it. */
export function joinChanges(user: Versioned<User>, membership: Membership): readonly Change[] {
  const { id, organizationId, joinedAt } = membership;
  const after = unblockOrganization(user.value, organizationId, joinedAt);
  return [
    after === user.value ? guardChange('users', user) : updateChange('users', user, after),
    insertChange('memberships', id, membership),
  ];
}
