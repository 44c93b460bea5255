// The collection of apps: what a document holds, and the indexes by which members, testers and the store find it.

import {
  type App,
  appTiers,
  appVisibilities,
  type Draft,
  type Enforcement,
  enforcementStates,
  isLive,
  isPublished,
  type LiveRelease,
  mostTesters,
} from '../../domain/app/app.js';
import { mostTerms } from '../../domain/app/search-terms.js';
import { type StoreEntry, storeEntry } from '../../domain/app/store.js';
import { longestGrounds } from '../../domain/review/decisions.js';
import { appFields } from '../../domain/shared/fields.js';
import type { Email } from '../../domain/user/email.js';
import { digest, packageName, words } from './app-values.js';
import {
  count,
  date,
  type Field,
  flag,
  id,
  keptList,
  oneOf,
  optional,
  rule,
  stored,
} from './fields.js';
import { listing, manifest } from './manifests.js';
import { embedded, listOfEmbedded, type Table, table } from './tables.js';
import { emailAddress, emailKey } from './values.js';
import { webhook } from './webhooks.js';

const draft: Field<Draft> = embedded<Draft>({
  manifest,
  revision: count(1),
  updatedAt: date,
  updatedBy: optional(id('User')),
});

const live: Field<LiveRelease> = embedded<LiveRelease>({
  submissionId: stored('submission', id('Submission')),
  revision: count(1),
  digest,
  releasedAt: date,
  listing,
});

const enforcement: Field<Enforcement> = embedded<Enforcement>({
  state: oneOf(enforcementStates),
  at: optional(date),
  reason: optional(words(longestGrounds)),
});

const testers: Field<readonly Email[]> = listOfEmbedded<Email>(
  { address: emailAddress, key: emailKey },
  rule(
    (value) => Array.isArray(value) && value.length <= mostTesters,
    `at most ${mostTesters} addresses`,
  ),
);

const searchTerms: Field<readonly string[]> = keptList(
  (terms) => terms.length <= mostTerms && terms.every((term) => typeof term === 'string'),
  `at most ${mostTerms} terms`,
  { bsonType: 'string' },
);

/** Only what everybody finds stands in the store's indexes. */
function inStore(app: App): Partial<StoreEntry> {
  return (isPublished(app) ? storeEntry(app) : null) ?? {};
}

const onlyPublished = { partialFilterExpression: { isPublished: true } } as const;
const onlyUnarchived = { partialFilterExpression: { isArchived: false } } as const;

export const apps: Table<App> = table<App>({
  collection: 'apps',
  model: 'App',
  fields: {
    id: stored('_id', id()),
    packageName,
    organizationId: stored('organization', id('Organization')),
    draft,
    visibility: oneOf(appVisibilities),
    testers,
    tier: oneOf(appTiers),
    submissions: count(0),
    live: optional(live),
    enforcement,
    delistedAt: optional(date),
    createdBy: optional(id('User')),
    createdAt: date,
    updatedAt: date,
    deletedAt: optional(date),
    archivedAt: optional(date),
    webhook: optional(webhook),
  },
  derived: {
    isDeleted: { field: flag, of: ({ deletedAt }) => deletedAt !== undefined },
    isArchived: { field: flag, of: ({ archivedAt }) => archivedAt !== undefined },
    isLive: { field: flag, of: isLive },
    isPublished: { field: flag, of: isPublished },
    searchTerms: { field: optional(searchTerms), of: (app) => inStore(app).terms },
    publisher: {
      field: optional(id('Organization')),
      of: (app) => inStore(app).organizationId,
    },
    requiredHardware: { field: optional(count(0)), of: (app) => inStore(app).required },
  },
  visibility: appFields,
  // Words are found by the domain's own terms and not by a text index, so that every storage gives the same answers, and
  // pages go by id: a text index has a language's rules for words and would have to be sorted by a score.
  indexes: [
    { name: 'apps.package_name', key: { packageName: 1 }, unique: true },
    {
      name: 'apps.by_organization',
      key: { organization: 1, _id: 1, isDeleted: 1, isLive: 1 },
      ...onlyUnarchived,
    },
    { name: 'apps.by_tester', key: { 'testers.key': 1, _id: 1 } },
    {
      name: 'apps.by_deletion',
      key: { deletedAt: 1, _id: 1 },
      partialFilterExpression: { isArchived: false, deletedAt: { $exists: true } },
    },
    // What a filter asks of an app stands behind its id, so that of those it leaves out no document is read.
    {
      name: 'apps.store',
      key: { isPublished: 1, _id: 1, requiredHardware: 1 },
      ...onlyPublished,
    },
    {
      name: 'apps.store_by_term',
      key: { searchTerms: 1, _id: 1, requiredHardware: 1, publisher: 1 },
      ...onlyPublished,
    },
    {
      name: 'apps.store_by_publisher',
      key: { publisher: 1, _id: 1, requiredHardware: 1 },
      ...onlyPublished,
    },
  ],
});
