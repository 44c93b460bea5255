// One fixture for each collection, for clauses that must hold for all of them.

import { revokeApiKey } from '../../domain/app/api-key.js';
import { closeInvitation } from '../../domain/organization/close-invitation.js';
import { withdrawSubmission } from '../../domain/review/withdraw-submission.js';
import { orThrow } from '../../domain/shared/explain.js';
import type { Versioned } from '../../domain/shared/result.js';
import type {
  Change,
  CollectionChange,
  CollectionName,
  Collections,
  Storage,
} from '../../ports/storage.js';
import { insertChange, removeChange, touchChange, updateChange } from '../row-changes.js';
import { apiKey, apiKeyId, app, appId, submission, submissionId } from './app-fixtures.js';
import {
  atMinute,
  endedMembership,
  invitation,
  membership,
  organization,
  slugRecord,
  user,
} from './fixtures.js';

/** The rows of a collection by number; rows with different numbers never conflict. */
export interface CollectionFixture {
  readonly collection: CollectionName;
  row(n: number): unknown;
  /** The row after `update`: some fields changed, some removed, some added. */
  updatedRow(n: number): unknown;
  insert(n: number): Change;
  update(n: number, expected: number): Change;
  remove(n: number, expected: number): Change;
  touch(n: number, expected: number): Change;
  find(storage: Storage, n: number): Promise<Versioned<unknown> | null>;
  /** Whether the row is stored. */
  exists(storage: Storage, n: number): Promise<boolean>;
}

interface CollectionFixtureSpec<C extends CollectionName> {
  readonly collection: C;
  readonly row: (n: number) => Collections[C];
  readonly alter: (row: Collections[C]) => Collections[C];
}

interface FixtureWithoutReads<C extends CollectionName>
  extends Omit<CollectionFixtureSpec<C>, 'alter'> {
  updatedRow(n: number): Collections[C];
  insert(n: number): CollectionChange<C>;
  update(n: number, expected: number): CollectionChange<C>;
  remove(n: number, expected: number): CollectionChange<C>;
  touch(n: number, expected: number): CollectionChange<C>;
}

function createFixtureWithoutReads<C extends CollectionName>({
  collection,
  row,
  alter,
}: CollectionFixtureSpec<C>): FixtureWithoutReads<C> {
  return {
    collection,
    row,
    updatedRow: (n) => alter(row(n)),
    insert: (n) => insertChange(collection, row(n)),
    update: (n, expected) => updateChange(collection, alter(row(n)), expected),
    remove: (n, expected) => removeChange(collection, row(n), expected),
    touch: (n, expected) => touchChange(collection, row(n), expected),
  };
}

type FindFixtureRow = CollectionFixture['find'];

function withReads<C extends CollectionName>(
  fixture: FixtureWithoutReads<C>,
  find: FindFixtureRow,
): FixtureWithoutReads<C> & { find: FindFixtureRow; exists: CollectionFixture['exists'] } {
  return { ...fixture, find, exists: async (storage, n) => (await find(storage, n)) !== null };
}

export const userFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'users',
    row: (n) => user(n),
    alter: ({ name: _name, ...rest }) => ({ ...rest, emailVerified: true, updatedAt: atMinute(1) }),
  }),
  (storage, n) => storage.users.findById(user(n).id),
);

export const organizationFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'organizations',
    row: (n) => organization(n),
    alter: (row) => ({
      ...row,
      profile: { contactEmail: row.profile.contactEmail },
      deletedAt: atMinute(1),
    }),
  }),
  (storage, n) => storage.organizations.findById(organization(n).id),
);

export const membershipFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'memberships',
    row: (n) => membership(n, organization(n), user(n)),
    alter: (row) => endedMembership(row, user(1)),
  }),
  (storage, n) => storage.memberships.findById(membership(n, organization(n), user(n)).id),
);

export const invitationFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'invitations',
    row: (n) => invitation(n, organization(n), user(n), { lastEmailSentAt: atMinute(0) }),
    alter: ({ lastEmailSentAt: _at, ...row }) =>
      closeInvitation(row, 'revoke', user(1).id, atMinute(1)),
  }),
  (storage, n) => storage.invitations.findById(invitation(n, organization(n), user(n)).id),
);

export const slugFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'slugs',
    row: (n) => slugRecord(`slug-${n}`, organization(n)),
    alter: (row) => ({ ...row, state: 'former', since: atMinute(1) }),
  }),
  async (storage, n) => {
    const { slug, organizationId } = slugRecord(`slug-${n}`, organization(n));
    const own = await storage.slugs.listAllByOrganization(organizationId);
    return own.find(({ value }) => value.slug === slug) ?? null;
  },
);

const appFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'apps',
    row: (n) => app(n),
    alter: ({ createdBy: _by, ...row }) => ({
      ...row,
      visibility: 'public',
      delistedAt: atMinute(1),
      updatedAt: atMinute(1),
    }),
  }),
  (storage, n) => storage.apps.findById(appId(n)),
);

const submissionFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'submissions',
    row: (n) => submission(n, app(n), { laneReason: 'It was urgent.' }),
    alter: ({ laneReason: _reason, ...row }) =>
      orThrow(withdrawSubmission(row, user(1).id, atMinute(1))),
  }),
  (storage, n) => storage.submissions.findById(submissionId(n)),
);

const apiKeyFixture: CollectionFixture = withReads(
  createFixtureWithoutReads({
    collection: 'apikeys',
    row: (n) => apiKey(n, { kind: 'app', appId: appId(n) }, { expiresAt: atMinute(60) }),
    alter: ({ expiresAt: _at, ...row }) => revokeApiKey(row, atMinute(1)),
  }),
  (storage, n) => storage.apiKeys.findById(apiKeyId(n)),
);

export const collectionFixtures: readonly CollectionFixture[] = [
  userFixture,
  organizationFixture,
  membershipFixture,
  invitationFixture,
  slugFixture,
  appFixture,
  submissionFixture,
  apiKeyFixture,
];
