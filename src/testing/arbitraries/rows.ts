import type fc from 'fast-check';
import type { CollectionName, Collections } from '../../ports/storage.js';
import { apiKeys } from './api-keys.js';
import { apps } from './apps.js';
import { invitations } from './invitations.js';
import { memberships } from './memberships.js';
import { organizations } from './organizations.js';
import { slugRecords } from './slugs.js';
import { submissions } from './submissions.js';
import { users } from './users.js';

/** Any rows of each collection. */
export const rowArbitraries: { readonly [C in CollectionName]: fc.Arbitrary<Collections[C]> } = {
  users: users(),
  organizations: organizations(),
  memberships: memberships(),
  invitations: invitations(),
  slugs: slugRecords(),
  apps: apps(),
  submissions: submissions(),
  apikeys: apiKeys(),
};
