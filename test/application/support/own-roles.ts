// A service with roles of its own, over the storage of a world.
import { createGuildhall, type Guildhall, type Permission } from '../../../src/index.js';
import { countingIds } from '../../../src/testing/doubles/index.js';
import type { World } from '../../support/world.js';

/** A manager may not do all that a member may, and the other way round. */
export const ownRoles = {
  viewer: ['organization:read', 'members:read', 'reports:export'],
  manager: [
    'organization:read',
    'members:read',
    'members:manage',
    'invitations:read',
    'invitations:manage',
    'reports:export',
  ],
  keeper: ['organization:read', 'keys:manage'],
  mover: ['apps:manage'],
  auditor: ['audit:read'],
  publisher: ['organization:read', 'apps:read', 'apps:edit', 'apps:publish'],
} as const;

export type RoleName = 'admin' | 'member' | keyof typeof ownRoles;

/** Guildhall with these roles. */
export type GuildhallWithRoles = Guildhall<RoleName, Permission | 'reports:export'>;

let serviceCount = 0;

export function withOwnRoles({
  storage,
  clock,
  mailer,
  secrets,
  options: { pacing, reviewers, webhookSender },
}: World): GuildhallWithRoles {
  serviceCount += 1;
  return createGuildhall({
    storage,
    clock,
    mailer,
    keys: { invitation: secrets },
    ids: countingIds(0xdddd_0000 + serviceCount),
    baseUrl: 'https://console.example.com',
    roles: ownRoles,
    ...(pacing === undefined ? {} : { pacing }),
    ...(reviewers === undefined ? {} : { reviewers }),
    ...(webhookSender === undefined ? {} : { webhookSender }),
  });
}
