// A simple model of a storage: one list of rows, which every read scans.

import type { ApiKey } from '../../../src/domain/app/api-key.js';
import type { App } from '../../../src/domain/app/app.js';
import type { JournalEntry } from '../../../src/domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../../src/domain/journal/outbox-message.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import type { Organization } from '../../../src/domain/organization/organization.js';
import { isOpenSubmission, type Submission } from '../../../src/domain/review/submission.js';
import type { SlugRecord } from '../../../src/domain/slug/slug.js';
import type { User } from '../../../src/domain/user/user.js';
import type {
  Change,
  Collections,
  Operation,
  UniqueConstraint,
} from '../../../src/ports/storage.js';
import type { CallOutcome } from '../../../src/testing/contract/assertions.js';

interface ModelCollections extends Collections {
  readonly journal: JournalEntry;
  readonly outbox: OutboxMessage;
}

type ModelRow = {
  [C in keyof ModelCollections]: {
    readonly collection: C;
    readonly id: string;
    readonly version: number;
    readonly value: ModelCollections[C];
  };
}[keyof ModelCollections];

export type ScanModel = readonly ModelRow[];

/** The key that may exist only once; null if the constraint does not apply to the row. */
const uniqueKeysByConstraint: readonly (readonly [UniqueConstraint, (row: ModelRow) => unknown])[] =
  [
    ['users.email', (row) => (row.collection === 'users' ? row.value.emailKey : null)],
    [
      'organizations.personal',
      (row) => (row.collection === 'organizations' ? (row.value.personalOf ?? null) : null),
    ],
    [
      'organizations.external_id',
      (row) => (row.collection === 'organizations' ? (row.value.externalId ?? null) : null),
    ],
    [
      'memberships.organization_user',
      ({ collection, value }) =>
        collection === 'memberships' && value.state === 'active'
          ? [value.organizationId, value.userId]
          : null,
    ],
    [
      'invitations.pending',
      ({ collection, value }) =>
        collection === 'invitations' && value.state === 'pending'
          ? [value.organizationId, value.emailKey]
          : null,
    ],
    ['apps.package_name', (row) => (row.collection === 'apps' ? row.value.packageName : null)],
    [
      'submissions.open',
      ({ collection, value }) =>
        collection === 'submissions' && isOpenSubmission(value) ? value.appId : null,
    ],
  ];

/** The rows after the commit, or the conflict that prevented it. */
export function applyOperation(model: ScanModel, operation: Operation): ScanModel | CallOutcome {
  let rows = model;
  for (const step of operationSteps(operation)) {
    const after = step(rows);
    if (typeof after === 'string') return after;
    rows = after;
  }
  return rows;
}

type ModelStep = (rows: ScanModel) => ScanModel | CallOutcome;

function operationSteps({ changes, journal, messages }: Operation): readonly ModelStep[] {
  const guarded = changes.filter((change) => change.kind !== 'insert');
  const inserts: ModelRow[] = [
    { collection: 'journal', id: journal.id, version: 1, value: journal },
    ...messages.map(
      (value): ModelRow => ({ collection: 'outbox', id: value.id, version: 1, value }),
    ),
  ];
  for (const change of changes) {
    if (change.kind === 'insert') inserts.push(Object.assign({}, change, { version: 1 }));
  }
  return [
    ...sortByCollectionAndId(guarded).map(guardedChangeStep),
    ...sortByCollectionAndId(inserts).map(insertStep),
  ];
}

function guardedChangeStep(change: Exclude<Change, { kind: 'insert' }>): ModelStep {
  return (rows) => {
    const row = rows.find(({ collection, id }) => isSameRow(change, collection, id));
    if (row?.version !== change.expectedVersion) return 'version_conflict';
    const others = rows.filter((other) => other !== row);
    if (change.kind === 'remove') return others;
    const value = change.kind === 'update' ? change.value : row.value;
    return addRow(others, Object.assign({}, row, { value, version: row.version + 1 }));
  };
}

function insertStep(row: ModelRow): ModelStep {
  return (rows) => {
    const isThere = rows.some(({ collection, id }) => isSameRow(row, collection, id));
    return isThere ? `${row.collection}.id` : addRow(rows, row);
  };
}

function addRow(rows: ScanModel, row: ModelRow): ScanModel | CallOutcome {
  return findConflict(rows, row) ?? [...rows, row];
}

function isSameRow(
  given: { collection: string; id: string },
  collection: string,
  id: string,
): boolean {
  return given.collection === collection && given.id === id;
}

function findConflict(rows: ScanModel, row: ModelRow): UniqueConstraint | null {
  for (const [constraint, keyOf] of uniqueKeysByConstraint) {
    const key = JSON.stringify(keyOf(row));
    if (key !== 'null' && rows.some((other) => JSON.stringify(keyOf(other)) === key)) {
      return constraint;
    }
  }
  return null;
}

function sortByCollectionAndId<T extends { collection: string; id: string }>(
  steps: readonly T[],
): T[] {
  const place = ({ collection, id }: T) => `${collection} ${id}`;
  return steps.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** The rows after a recorded use of a key. */
export function applyKeyUse(model: ScanModel, keyId: string, at: Date): ScanModel {
  return model.map((row) => {
    if (row.collection !== 'apikeys' || row.id !== keyId) return row;
    const { lastUsedAt } = row.value;
    const isOld = lastUsedAt === undefined || at.getTime() - lastUsedAt.getTime() >= 60_000;
    return isOld ? { ...row, value: { ...row.value, lastUsedAt: at } } : row;
  });
}

interface VersionedValue<T> {
  readonly value: T;
  readonly version: number;
}

/** The rows of a collection, ordered by id, in the port's shape. */
export const rowsOf = {
  users: (model: ScanModel): readonly VersionedValue<User>[] =>
    byId(model).filter(isInCollection('users')).map(toVersionedValue),
  organizations: (model: ScanModel): readonly VersionedValue<Organization>[] =>
    byId(model).filter(isInCollection('organizations')).map(toVersionedValue),
  memberships: (model: ScanModel): readonly VersionedValue<Membership>[] =>
    byId(model).filter(isInCollection('memberships')).map(toVersionedValue),
  invitations: (model: ScanModel): readonly VersionedValue<Invitation>[] =>
    byId(model).filter(isInCollection('invitations')).map(toVersionedValue),
  slugs: (model: ScanModel): readonly VersionedValue<SlugRecord>[] =>
    byId(model).filter(isInCollection('slugs')).map(toVersionedValue),
  apps: (model: ScanModel): readonly VersionedValue<App>[] =>
    byId(model).filter(isInCollection('apps')).map(toVersionedValue),
  submissions: (model: ScanModel): readonly VersionedValue<Submission>[] =>
    byId(model).filter(isInCollection('submissions')).map(toVersionedValue),
  apikeys: (model: ScanModel): readonly VersionedValue<ApiKey>[] =>
    byId(model).filter(isInCollection('apikeys')).map(toVersionedValue),
  journal: (model: ScanModel): readonly VersionedValue<JournalEntry>[] =>
    byId(model).filter(isInCollection('journal')).map(toVersionedValue),
} as const;

function isInCollection<C extends keyof ModelCollections>(collection: C) {
  return (row: ModelRow): row is Extract<ModelRow, { readonly collection: C }> =>
    row.collection === collection;
}

function byId(model: ScanModel): ModelRow[] {
  return model.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function toVersionedValue<T>({ value, version }: VersionedValue<T>): VersionedValue<T> {
  return { value, version };
}
