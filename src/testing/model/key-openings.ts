// Openings with keys, and with what maintenance will remove.

import { readyOpening } from './draft-openings.js';
import { acmeId } from './openings.js';
import type { ModelCall, ModelRole } from './reference/index.js';

function addMemberCall(organizationId: string, userId: string, role: ModelRole): ModelCall {
  return { method: 'memberships.add', caller: 'system', input: { organizationId, userId, role } };
}

/** User 2 is a manager in both organizations, and user 4 a member. */
const keysOpening: readonly ModelCall[] = [
  ...readyOpening,
  {
    method: 'memberships.changeRole',
    caller: 'user 1',
    input: { organizationId: acmeId, userId: 'user 2', role: 'manager' },
  },
  addMemberCall('organization 6', 'user 2', 'manager'),
  addMemberCall('organization 6', 'user 4', 'member'),
  addMemberCall(acmeId, 'user 4', 'member'),
  {
    method: 'keys.create',
    caller: 'user 1',
    input: { appId: 'app 1', name: 'Server', environment: 'live' },
  },
  {
    method: 'keys.create',
    caller: 'user 1',
    input: {
      organizationId: acmeId,
      name: 'Backup',
      environment: 'test',
      permissions: ['apps:read', 'reports:export'],
    },
  },
  { method: 'keys.authenticate', caller: 'system', input: { key: 'text of apikey 1' } },
];

/** The app has as many keys as it may have. */
const allKeysOpening: readonly ModelCall[] = [
  ...keysOpening,
  {
    method: 'keys.create',
    caller: 'system',
    input: { appId: 'app 1', name: 'Spare', environment: 'test' },
  },
];

/** The keys of the app may do nothing. */
const suspendedAppOpening: readonly ModelCall[] = [
  ...keysOpening,
  { method: 'review.suspend', caller: 'system', input: { appId: 'app 1', reason: 'it spies' } },
];

const deletedAppOpening: readonly ModelCall[] = [
  ...keysOpening,
  { method: 'apps.delete', caller: 'user 1', input: { appId: 'app 1' } },
];

/** The next maintenance archives the app. */
const archivableAppOpening: readonly ModelCall[] = [
  ...deletedAppOpening,
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 604_800_000 } },
];

/** The next maintenance purges the account of a tester. */
const deletedTesterOpening: readonly ModelCall[] = [
  ...readyOpening,
  {
    method: 'apps.share',
    caller: 'user 1',
    input: { appId: 'app 1', testers: ['eve@example.com', 'dee@example.com'] },
  },
  { method: 'users.delete', caller: 'user 4', input: { userId: 'user 4' } },
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 604_800_000 } },
];

export const weightedKeyOpenings: readonly (readonly [number, readonly ModelCall[]])[] = [
  [4, keysOpening],
  [2, allKeysOpening],
  [2, suspendedAppOpening],
  [2, deletedAppOpening],
  [2, archivableAppOpening],
  [1, deletedTesterOpening],
];
