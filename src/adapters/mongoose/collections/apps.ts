// The collection of apps: its fields, and the indexes for members, testers and the store.

import {
  type App,
  appTiers,
  appVisibilities,
  type Draft,
  type Enforcement,
  enforcementStates,
  hasUndeletedLiveRelease,
  type LiveRelease,
} from '../../../domain/app/app.js';
import { maxSearchTerms } from '../../../domain/app/search-terms.js';
import { maxTesters } from '../../../domain/app/share-app.js';
import {
  isPublished,
  type StoreIndexEntry,
  toStoreIndexEntry,
} from '../../../domain/app/store-listing.js';
import { maxDecisionTextLength } from '../../../domain/review/decision-reason.js';
import { appFieldVisibility } from '../../../domain/shared/field-visibility-tables.js';
import type { EmailWithKey } from '../../../domain/user/email.js';
import { type CollectionDefinition, defineCollection } from '../collection-definition.js';
import { boundedText, digest, packageName } from '../fields/app-text-fields.js';
import { embedded, listOfEmbedded } from '../fields/embedded.js';
import {
  date,
  type Field,
  flag,
  id,
  listOf,
  oneOf,
  optional,
  userId,
  validation,
  verbatimList,
  wholeNumber,
  withStoredName,
} from '../fields/field.js';
import { listing, manifest } from '../fields/manifest.js';
import { emailAddress, emailKey } from '../fields/text-fields.js';
import { webhook } from '../fields/webhook.js';

const draftField: Field<Draft> = embedded<Draft>({
  manifest,
  revision: wholeNumber(1),
  updatedAt: date,
  updatedBy: optional(userId()),
});

/** A host name of at most 253 characters (RFC 1035), and a port. */
const maxHostLength = 259;

const liveReleaseField: Field<LiveRelease> = embedded<LiveRelease>({
  submissionId: withStoredName('submission', id('Submission')),
  revision: wholeNumber(1),
  digest,
  releasedAt: date,
  listing,
  serverHosts: listOf(boundedText(maxHostLength)),
});

const enforcementField: Field<Enforcement> = embedded<Enforcement>({
  state: oneOf(enforcementStates),
  at: optional(date),
  reason: optional(boundedText(maxDecisionTextLength)),
});

const testersField: Field<readonly EmailWithKey[]> = listOfEmbedded<EmailWithKey>(
  { address: emailAddress, key: emailKey },
  validation(
    (value) => Array.isArray(value) && value.length <= maxTesters,
    `at most ${maxTesters} addresses`,
  ),
);

const searchTermsField: Field<readonly string[]> = verbatimList(
  (terms) => terms.length <= maxSearchTerms && terms.every((term) => typeof term === 'string'),
  `at most ${maxSearchTerms} terms`,
  { bsonType: 'string' },
);

/** The fields for the store's indexes; none unless the app is published. */
function storeIndexFieldsOf(app: App): Partial<StoreIndexEntry> {
  return (isPublished(app) ? toStoreIndexEntry(app) : null) ?? {};
}

const publishedPartialIndex = { partialFilterExpression: { isPublished: true } } as const;
const unarchivedPartialIndex = { partialFilterExpression: { isArchived: false } } as const;

export const apps: CollectionDefinition<App> = defineCollection<App>({
  collection: 'apps',
  model: 'App',
  fields: {
    id: withStoredName('_id', id()),
    packageName,
    organizationId: withStoredName('organization', id('Organization')),
    draft: draftField,
    visibility: oneOf(appVisibilities),
    testers: testersField,
    tier: oneOf(appTiers),
    submissionCount: wholeNumber(0),
    live: optional(liveReleaseField),
    enforcement: enforcementField,
    delistedAt: optional(date),
    createdBy: optional(userId()),
    createdAt: date,
    updatedAt: date,
    deletedAt: optional(date),
    archivedAt: optional(date),
    webhook: optional(webhook),
  },
  derived: {
    isDeleted: { field: flag, of: ({ deletedAt }) => deletedAt !== undefined },
    isArchived: { field: flag, of: ({ archivedAt }) => archivedAt !== undefined },
    isLive: { field: flag, of: hasUndeletedLiveRelease },
    isPublished: { field: flag, of: isPublished },
    searchTerms: { field: optional(searchTermsField), of: (app) => storeIndexFieldsOf(app).terms },
    publisher: {
      field: optional(id('Organization')),
      of: (app) => storeIndexFieldsOf(app).organizationId,
    },
    requiredHardware: {
      field: optional(wholeNumber(0)),
      of: (app) => storeIndexFieldsOf(app).requiredHardwareMask,
    },
  },
  visibility: appFieldVisibility,
  // The store is searched by the domain's own terms, and not by a text index, so that every storage gives the same
  // results in pages that are ordered by id. A text index applies the word rules of one language and sorts by a
  // score.
  indexes: [
    { name: 'apps.package_name', key: { packageName: 1 }, unique: true }, // APP-6
    {
      name: 'apps.by_organization',
      key: { organization: 1, _id: 1, isDeleted: 1, isLive: 1 },
      ...unarchivedPartialIndex,
    },
    { name: 'apps.by_tester', key: { 'testers.key': 1, _id: 1 } },
    {
      name: 'apps.by_deleted_at',
      key: { deletedAt: 1, _id: 1 },
      partialFilterExpression: { isArchived: false, deletedAt: { $exists: true } },
    },
    // The filtered fields come after the id, so that the index alone rules out the other apps.
    {
      name: 'apps.store',
      key: { isPublished: 1, _id: 1, requiredHardware: 1 },
      ...publishedPartialIndex,
    },
    {
      name: 'apps.store_by_term',
      key: { searchTerms: 1, _id: 1, requiredHardware: 1, publisher: 1 },
      ...publishedPartialIndex,
    },
    {
      name: 'apps.store_by_publisher',
      key: { publisher: 1, _id: 1, requiredHardware: 1 },
      ...publishedPartialIndex,
    },
  ],
});
