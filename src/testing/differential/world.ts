// A storage as plain lists: for each collection all its rows and its unique keys.

import type { JournalEntry } from '../../domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import { isOpenSubmission } from '../../domain/review/submission.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { CollectionName, Collections, UniqueConstraint } from '../../ports/storage.js';

export interface TableRows extends Collections {
  readonly journal: JournalEntry;
  readonly outbox: OutboxMessage;
}

export type TableName = keyof TableRows;

/** All rows of a storage: each table sorted by id. */
export type World = { readonly [T in TableName]: readonly Versioned<TableRows[T]>[] };

export const emptyWorld: World = {
  users: [],
  organizations: [],
  memberships: [],
  invitations: [],
  slugs: [],
  apps: [],
  submissions: [],
  apikeys: [],
  journal: [],
  outbox: [],
};

/** The tables whose rows a commit changes. */
export const collectionNames: readonly CollectionName[] = [
  'users',
  'organizations',
  'memberships',
  'invitations',
  'slugs',
  'apps',
  'submissions',
  'apikeys',
];

/** A constraint, and the key that only one row may have; undefined if the constraint does not cover the row. */
type UniqueKey<T> = readonly [UniqueConstraint, (row: T) => string | undefined];

/** The unique keys of every table, the id first (COMMIT-7). */
export const uniqueKeys: { readonly [T in TableName]: readonly UniqueKey<TableRows[T]>[] } = {
  users: [
    ['users.id', ({ id }) => id],
    ['users.email', ({ emailKey }) => emailKey],
  ],
  organizations: [
    ['organizations.id', ({ id }) => id],
    ['organizations.personal', ({ personalOf }) => personalOf],
    ['organizations.external_id', ({ externalId }) => externalId],
  ],
  memberships: [
    ['memberships.id', ({ id }) => id],
    [
      'memberships.organization_user',
      ({ state, organizationId, userId }) =>
        state === 'active' ? `${organizationId} ${userId}` : undefined,
    ],
  ],
  invitations: [
    ['invitations.id', ({ id }) => id],
    [
      'invitations.pending',
      ({ state, organizationId, emailKey }) =>
        state === 'pending' ? `${organizationId} ${emailKey}` : undefined,
    ],
  ],
  slugs: [['slugs.id', ({ slug }) => slug]],
  apps: [
    ['apps.id', ({ id }) => id],
    ['apps.package_name', ({ packageName }) => packageName],
  ],
  submissions: [
    ['submissions.id', ({ id }) => id],
    ['submissions.open', (row) => (isOpenSubmission(row) ? row.appId : undefined)],
  ],
  apikeys: [['apikeys.id', ({ id }) => id]],
  journal: [['journal.id', ({ id }) => id]],
  outbox: [['outbox.id', ({ id }) => id]],
};

/** Whether callers keep what the contract says of them: of an active membership and of a slug record, the rows that they name are there. */
export function keepsPromises({ users, organizations, memberships, slugs }: World): boolean {
  const has = (table: readonly Versioned<{ readonly id: string }>[], id: string) =>
    table.some(({ value }) => value.id === id);
  return (
    memberships.every(
      ({ value: { state, organizationId, userId } }) =>
        state === 'ended' || (has(organizations, organizationId) && has(users, userId)),
    ) && slugs.every(({ value }) => has(organizations, value.organizationId))
  );
}
