// What a storage must answer, said in the plainest way: one flat list of rows, looked through for every question.

import type { ApiKey } from '../../../src/domain/app/api-key.js';
import type { App } from '../../../src/domain/app/app.js';
import type { JournalEntry } from '../../../src/domain/journal/entry.js';
import type { Message } from '../../../src/domain/journal/message.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import type { Membership } from '../../../src/domain/organization/membership.js';
import type { Organization } from '../../../src/domain/organization/organization.js';
import { isOpen, type Submission } from '../../../src/domain/review/submission.js';
import type { SlugRecord } from '../../../src/domain/slug/slug.js';
import type { User } from '../../../src/domain/user/user.js';
import type { Change, Collections, Constraint, Operation } from '../../../src/ports/storage.js';
import type { Verdict } from '../../../src/testing/contract/expectations.js';

interface Rows extends Collections {
  readonly journal: JournalEntry;
  readonly outbox: Message;
}

type Row = {
  [C in keyof Rows]: {
    readonly collection: C;
    readonly id: string;
    readonly version: number;
    readonly value: Rows[C];
  };
}[keyof Rows];

export type ScanModel = readonly Row[];

/** What may stand only once: null where the row is not concerned. */
const uniqueKeys: readonly (readonly [Constraint, (row: Row) => unknown])[] = [
  ['users.email', (row) => (row.collection === 'users' ? row.value.emailKey : null)],
  [
    'organizations.personal',
    (row) => (row.collection === 'organizations' ? (row.value.personalOf ?? null) : null),
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
    ({ collection, value }) => (collection === 'submissions' && isOpen(value) ? value.appId : null),
  ],
];

/** The rows after the commit, or the verdict that kept it out. */
export function judged(model: ScanModel, operation: Operation): ScanModel | Verdict {
  let rows = model;
  for (const step of stepsOf(operation)) {
    const after = step(rows);
    if (typeof after === 'string') return after;
    rows = after;
  }
  return rows;
}

type Step = (rows: ScanModel) => ScanModel | Verdict;

function stepsOf({ changes, journal, messages }: Operation): readonly Step[] {
  const guarded = changes.filter((change) => change.kind !== 'insert');
  const inserts: Row[] = [
    { collection: 'journal', id: journal.id, version: 1, value: journal },
    ...messages.map((value): Row => ({ collection: 'outbox', id: value.id, version: 1, value })),
  ];
  for (const change of changes) {
    if (change.kind === 'insert') inserts.push(Object.assign({}, change, { version: 1 }));
  }
  return [...inOrder(guarded).map(guardedStep), ...inOrder(inserts).map(insertStep)];
}

function guardedStep(change: Exclude<Change, { kind: 'insert' }>): Step {
  return (rows) => {
    const row = rows.find(({ collection, id }) => is(change, collection, id));
    if (row?.version !== change.expected) return 'version_conflict';
    const others = rows.filter((other) => other !== row);
    if (change.kind === 'remove') return others;
    const value = change.kind === 'update' ? change.value : row.value;
    return added(others, Object.assign({}, row, { value, version: row.version + 1 }));
  };
}

function insertStep(row: Row): Step {
  return (rows) => {
    const isThere = rows.some(({ collection, id }) => is(row, collection, id));
    return isThere ? `${row.collection}.id` : added(rows, row);
  };
}

function added(rows: ScanModel, row: Row): ScanModel | Verdict {
  return takenBy(rows, row) ?? [...rows, row];
}

function is(given: { collection: string; id: string }, collection: string, id: string): boolean {
  return given.collection === collection && given.id === id;
}

function takenBy(rows: ScanModel, row: Row): Constraint | null {
  for (const [constraint, keyOf] of uniqueKeys) {
    const key = JSON.stringify(keyOf(row));
    if (key !== 'null' && rows.some((other) => JSON.stringify(keyOf(other)) === key)) {
      return constraint;
    }
  }
  return null;
}

function inOrder<T extends { collection: string; id: string }>(steps: readonly T[]): T[] {
  const place = ({ collection, id }: T) => `${collection} ${id}`;
  return steps.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** The rows after the use of a key. */
export function used(model: ScanModel, keyId: string, at: Date): ScanModel {
  return model.map((row) => {
    if (row.collection !== 'apikeys' || row.id !== keyId) return row;
    const { lastUsedAt } = row.value;
    const isOld = lastUsedAt === undefined || at.getTime() - lastUsedAt.getTime() >= 60_000;
    return isOld ? { ...row, value: { ...row.value, lastUsedAt: at } } : row;
  });
}

interface Found<T> {
  readonly value: T;
  readonly version: number;
}

/** The rows of a collection by id, as the port gives them. */
export const rowsOf = {
  users: (model: ScanModel): readonly Found<User>[] => byId(model).filter(isIn('users')).map(found),
  organizations: (model: ScanModel): readonly Found<Organization>[] =>
    byId(model).filter(isIn('organizations')).map(found),
  memberships: (model: ScanModel): readonly Found<Membership>[] =>
    byId(model).filter(isIn('memberships')).map(found),
  invitations: (model: ScanModel): readonly Found<Invitation>[] =>
    byId(model).filter(isIn('invitations')).map(found),
  slugs: (model: ScanModel): readonly Found<SlugRecord>[] =>
    byId(model).filter(isIn('slugs')).map(found),
  apps: (model: ScanModel): readonly Found<App>[] => byId(model).filter(isIn('apps')).map(found),
  submissions: (model: ScanModel): readonly Found<Submission>[] =>
    byId(model).filter(isIn('submissions')).map(found),
  apikeys: (model: ScanModel): readonly Found<ApiKey>[] =>
    byId(model).filter(isIn('apikeys')).map(found),
  journal: (model: ScanModel): readonly Found<JournalEntry>[] =>
    byId(model).filter(isIn('journal')).map(found),
} as const;

function isIn<C extends keyof Rows>(collection: C) {
  return (row: Row): row is Extract<Row, { readonly collection: C }> =>
    row.collection === collection;
}

function byId(model: ScanModel): Row[] {
  return model.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function found<T>({ value, version }: Found<T>): Found<T> {
  return { value, version };
}
