// The collections one like the other, for clauses that hold for each of them.

import { revokeKey } from '../../domain/app/api-key.js';
import { close } from '../../domain/organization/invitation.js';
import { withdraw } from '../../domain/review/lifecycle.js';
import { orThrow } from '../../domain/shared/explain.js';
import type { Versioned } from '../../domain/shared/result.js';
import type {
  Change,
  ChangeTo,
  CollectionName,
  Collections,
  Storage,
} from '../../ports/storage.js';
import { insertOf, removalOf, touchOf, updateOf } from './changes.js';
import { at, ended, invitation, membership, organization, slugRecord, user } from './specimens.js';
import { apiKey, apiKeyId, app, appId, submission, submissionId } from './specimens-of-apps.js';

/** A collection's rows by number: none is in another's way. */
export interface Specimen {
  readonly collection: CollectionName;
  row(n: number): unknown;
  /** What `update` makes of the row: some fields other, some gone, some new. */
  altered(n: number): unknown;
  insert(n: number): Change;
  update(n: number, expected: number): Change;
  remove(n: number, expected: number): Change;
  touch(n: number, expected: number): Change;
  find(storage: Storage, n: number): Promise<Versioned<unknown> | null>;
  /** Whether the row is there. */
  stands(storage: Storage, n: number): Promise<boolean>;
}

interface Model<C extends CollectionName> {
  readonly collection: C;
  readonly row: (n: number) => Collections[C];
  readonly alter: (row: Collections[C]) => Collections[C];
}

interface Changes<C extends CollectionName> extends Omit<Model<C>, 'alter'> {
  altered(n: number): Collections[C];
  insert(n: number): ChangeTo<C>;
  update(n: number, expected: number): ChangeTo<C>;
  remove(n: number, expected: number): ChangeTo<C>;
  touch(n: number, expected: number): ChangeTo<C>;
}

function changesOf<C extends CollectionName>({ collection, row, alter }: Model<C>): Changes<C> {
  return {
    collection,
    row,
    altered: (n) => alter(row(n)),
    insert: (n) => insertOf(collection, row(n)),
    update: (n, expected) => updateOf(collection, alter(row(n)), expected),
    remove: (n, expected) => removalOf(collection, row(n), expected),
    touch: (n, expected) => touchOf(collection, row(n), expected),
  };
}

type Find = Specimen['find'];

function readable<C extends CollectionName>(
  changes: Changes<C>,
  find: Find,
): Changes<C> & { find: Find; stands: Specimen['stands'] } {
  return { ...changes, find, stands: async (storage, n) => (await find(storage, n)) !== null };
}

export const users: Specimen = readable(
  changesOf({
    collection: 'users',
    row: (n) => user(n),
    alter: ({ name: _name, ...rest }) => ({ ...rest, emailVerified: true, updatedAt: at(1) }),
  }),
  (storage, n) => storage.users.findById(user(n).id),
);

export const organizations: Specimen = readable(
  changesOf({
    collection: 'organizations',
    row: (n) => organization(n),
    alter: (row) => ({
      ...row,
      profile: { contactEmail: row.profile.contactEmail },
      deletedAt: at(1),
    }),
  }),
  (storage, n) => storage.organizations.findById(organization(n).id),
);

export const memberships: Specimen = readable(
  changesOf({
    collection: 'memberships',
    row: (n) => membership(n, organization(n), user(n)),
    alter: (row) => ended(row, user(1)),
  }),
  (storage, n) => storage.memberships.findById(membership(n, organization(n), user(n)).id),
);

export const invitations: Specimen = readable(
  changesOf({
    collection: 'invitations',
    row: (n) => invitation(n, organization(n), user(n), { lastEmailSentAt: at(0) }),
    alter: ({ lastEmailSentAt: _at, ...row }) => close(row, 'revoke', user(1).id, at(1)),
  }),
  (storage, n) => storage.invitations.findById(invitation(n, organization(n), user(n)).id),
);

export const slugs: Specimen = readable(
  changesOf({
    collection: 'slugs',
    row: (n) => slugRecord(`slug-${n}`, organization(n)),
    alter: (row) => ({ ...row, state: 'former', since: at(1) }),
  }),
  async (storage, n) => {
    const { slug, organizationId } = slugRecord(`slug-${n}`, organization(n));
    const own = await storage.slugs.ofOrganization(organizationId);
    return own.find(({ value }) => value.slug === slug) ?? null;
  },
);

const apps: Specimen = readable(
  changesOf({
    collection: 'apps',
    row: (n) => app(n),
    alter: ({ createdBy: _by, ...row }) => ({
      ...row,
      visibility: 'public',
      delistedAt: at(1),
      updatedAt: at(1),
    }),
  }),
  (storage, n) => storage.apps.findById(appId(n)),
);

const submissions: Specimen = readable(
  changesOf({
    collection: 'submissions',
    row: (n) => submission(n, app(n), { laneReason: 'It was urgent.' }),
    alter: ({ laneReason: _reason, ...row }) => orThrow(withdraw(row, user(1).id, at(1))),
  }),
  (storage, n) => storage.submissions.findById(submissionId(n)),
);

const apikeys: Specimen = readable(
  changesOf({
    collection: 'apikeys',
    row: (n) => apiKey(n, { kind: 'app', appId: appId(n) }, { expiresAt: at(60) }),
    alter: ({ expiresAt: _at, ...row }) => revokeKey(row, at(1)),
  }),
  (storage, n) => storage.keys.findById(apiKeyId(n)),
);

export const specimens: readonly Specimen[] = [
  users,
  organizations,
  memberships,
  invitations,
  slugs,
  apps,
  submissions,
  apikeys,
];
