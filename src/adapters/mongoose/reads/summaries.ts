// What lists read of a row: only the fields of its summary, so that no list loads metadata or a manifest.

import type { AppSummary, PublishedAppSummary } from '../../../domain/app/app-summary.js';
import type { OrganizationSummary } from '../../../domain/organization/organization.js';
import type { SubmissionSummary } from '../../../domain/review/submission-summary.js';
import type { UserSummary } from '../../../domain/user/user.js';
import { fieldsFromRow, fromRow, projectionOf } from '../collection-definition.js';
import { type AnyCollectionName, collections } from '../collections.js';
import { decodeFields } from '../fields/embedded.js';
import type { BsonRecord, Field, FieldMap } from '../fields/field.js';
import { metadataFields } from '../fields/metadata.js';

/** A field, with those of its record that were picked if not all of them were. */
type PickedField = Field<unknown> & { readonly pickedFields?: PickedFields };
type PickedFields = Readonly<Record<string, PickedField>>;

type Projection = Readonly<Record<string, 1>>;

/** What a list reads of each row, and how it decodes that. */
export interface SummaryDefinition<T> {
  readonly projection: Projection;
  fromRow(row: BsonRecord): T;
}

/** `paths` are those of the domain, such as `draft.manifest.name`. A path to a record means all of it. */
function defineSummary<T>(
  collection: AnyCollectionName,
  paths: readonly string[],
): SummaryDefinition<T> {
  const fields = pickFields(collections[collection].fields, paths);
  return {
    projection: Object.fromEntries(storedPathsOf(fields).map((path) => [path, 1 as const])),
    fromRow: (row) => fieldsFromRow<T>(collection, fields, row),
  };
}

/** The fields at these paths. A record of which only some fields are picked keeps its name and whether it is optional. */
function pickFields(fields: FieldMap, paths: readonly string[]): PickedFields {
  const picked = Object.entries(fields).flatMap(([name, field]): [string, PickedField][] => {
    if (paths.includes(name)) return [[name, field]];
    const prefix = `${name}.`;
    const inside = paths.filter((path) => path.startsWith(prefix));
    if (inside.length === 0 || field.embeddedFields === undefined) return [];
    const parts = pickFields(
      field.embeddedFields,
      inside.map((path) => path.slice(prefix.length)),
    );
    const decode = (stored: unknown) =>
      typeof stored === 'object' && stored !== null
        ? decodeFields(parts, stored as BsonRecord, () => undefined)
        : undefined;
    return [[name, { ...field, pickedFields: parts, decode }]];
  });
  return Object.fromEntries(picked);
}

function storedPathsOf(fields: PickedFields, prefix = ''): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = `${prefix}${field.storedName ?? name}`;
    return field.pickedFields === undefined
      ? [path]
      : storedPathsOf(field.pickedFields, `${path}.`);
  });
}

/** Metadata is optional, so a row that is read without it is decoded like any other. */
function projectionWithoutMetadata(fields: FieldMap): Projection {
  return projectionOf(
    Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in metadataFields))),
  );
}

export const organizationSummary: SummaryDefinition<OrganizationSummary> = {
  projection: projectionWithoutMetadata(collections.organizations.fields),
  fromRow: (row) => fromRow(collections.organizations, row),
};

export const userSummary: SummaryDefinition<UserSummary> = {
  projection: projectionWithoutMetadata(collections.users.fields),
  fromRow: (row) => fromRow(collections.users, row),
};

/** With the version. */
export const membershipSummaryProjection: Projection = projectionWithoutMetadata(
  collections.memberships.stored,
);

export const appSummary: SummaryDefinition<AppSummary> = defineSummary('apps', [
  'id',
  'packageName',
  'organizationId',
  'draft.manifest.name',
  'draft.manifest.version',
  'draft.manifest.logoUrl',
  'draft.revision',
  'draft.updatedAt',
  'draft.updatedBy',
  'visibility',
  'tier',
  'submissionCount',
  'live.submissionId',
  'live.revision',
  'live.digest',
  'live.releasedAt',
  'live.listing.name',
  'live.listing.version',
  'enforcement.state',
  'enforcement.at',
  'delistedAt',
  'createdBy',
  'createdAt',
  'updatedAt',
  'deletedAt',
]);

export const publishedAppSummary: SummaryDefinition<PublishedAppSummary> = defineSummary('apps', [
  'id',
  'packageName',
  'tier',
  'live.releasedAt',
  'live.listing.name',
  'live.listing.description',
  'live.listing.version',
  'live.listing.appType',
  'live.listing.logoUrl',
  'live.listing.hardwareRequirements',
  'live.listing.publisher.organizationId',
  'live.listing.publisher.name',
]);

export const submissionSummary: SummaryDefinition<SubmissionSummary> = defineSummary(
  'submissions',
  [
    'id',
    'appId',
    'organizationId',
    'caseId',
    'revision',
    'snapshot.packageName',
    'snapshot.manifest.name',
    'snapshot.manifest.version',
    'snapshot.publisher.organizationId',
    'snapshot.publisher.name',
    'digest',
    'state',
    'lane',
    'laneReason',
    'enteredAt',
    'dueAt',
    'submittedAt',
    'submittedBy',
    'authors',
    'claimCount',
    'lease',
    'lastOutcome',
    'approvedUntil',
    'releasedAt',
    'createdAt',
    'updatedAt',
  ],
);
