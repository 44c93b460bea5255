// All collections of the storage, by name.

import type { Collections } from '../../ports/storage.js';
import type { CollectionDefinition } from './collection-definition.js';
import { apikeys } from './collections/api-keys.js';
import { apps } from './collections/apps.js';
import { invitations } from './collections/invitations.js';
import { type FlatJournalEntry, journal } from './collections/journal.js';
import { memberships } from './collections/memberships.js';
import { organizations } from './collections/organizations.js';
import { type FlatMessage, outbox } from './collections/outbox.js';
import { slugs } from './collections/slugs.js';
import { submissions } from './collections/submissions.js';
import { users } from './collections/users.js';

type CollectionDefinitions = {
  readonly [C in keyof Collections]: CollectionDefinition<Collections[C]>;
} & {
  readonly journal: CollectionDefinition<FlatJournalEntry>;
  readonly outbox: CollectionDefinition<FlatMessage>;
};
export type AnyCollectionName = keyof CollectionDefinitions;

export const collections: CollectionDefinitions = {
  users,
  organizations,
  memberships,
  invitations,
  slugs,
  apps,
  submissions,
  apikeys,
  journal,
  outbox,
};
