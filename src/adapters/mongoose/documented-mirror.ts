// Keeps the arrays `members` and `pendingInvites` in the documents of organizations, for older services that read
// them there. The transaction that changes the rows rebuilds the arrays from them.

import type { mongo } from 'mongoose';
import type { Change } from '../../ports/storage.js';
import type { Database } from './database.js';
import { documentedListStages } from './documented-lookups.js';
import { type BsonRecord, toObjectId } from './fields/field.js';
import type { RunStep, TransactionWork } from './transaction.js';
import type { StoredDocument } from './write-statements.js';

/** The limit for members, and for invitations. An organization with more of either shows no array, instead of an incomplete one. */
const maxMirroredRows = 1_000;

/** How many organizations are read at a time. */
const organizationsPerRead = 20;

type MirroredCollection = 'memberships' | 'invitations';

/** The organizations whose arrays an operation changes. */
export interface AffectedOrganizations {
  readonly organizationIds: readonly mongo.ObjectId[];
  /** A removal names only its row. The row's organization must be read before the row is removed. */
  readonly removedIds: Readonly<Record<MirroredCollection, readonly mongo.ObjectId[]>>;
}

export function affectedOrganizations(changes: readonly Change[]): AffectedOrganizations {
  return {
    organizationIds: changes.flatMap(organizationIdsOfChange),
    removedIds: {
      memberships: removedIdsOf('memberships', changes),
      invitations: removedIdsOf('invitations', changes),
    },
  };
}

function organizationIdsOfChange(change: Change): readonly mongo.ObjectId[] {
  if (change.collection !== 'memberships' && change.collection !== 'invitations') return [];
  if (change.kind !== 'insert' && change.kind !== 'update') return [];
  return [toObjectId(change.value.organizationId)];
}

function removedIdsOf(
  collection: MirroredCollection,
  changes: readonly Change[],
): readonly mongo.ObjectId[] {
  const removals = changes.filter(
    (change) => change.kind === 'remove' && change.collection === collection,
  );
  return removals.map(({ id }) => toObjectId(id));
}

/** Does the work, and then rebuilds the arrays of the affected organizations. */
export function withMirrorRefresh(
  db: Database,
  { organizationIds, removedIds }: AffectedOrganizations,
  work: TransactionWork<void>,
): TransactionWork<void> {
  return async (runStep) => {
    const organizationIdsOfRemoved = [
      ...(await findOrganizationIdsOfRows(db, 'memberships', removedIds.memberships, runStep)),
      ...(await findOrganizationIdsOfRows(db, 'invitations', removedIds.invitations, runStep)),
    ];
    await work(runStep);
    await refreshMirrors(db, [...organizationIds, ...organizationIdsOfRemoved], runStep);
  };
}

async function findOrganizationIdsOfRows(
  db: Database,
  collection: MirroredCollection,
  ids: readonly mongo.ObjectId[],
  runStep: RunStep,
): Promise<readonly unknown[]> {
  if (ids.length === 0) return [];
  const rows = db.collection<StoredDocument>(collection);
  const filter = { _id: { $in: ids } };
  const found = await runStep((session) =>
    rows.find(filter, { session, projection: { organization: 1 } }).toArray(),
  );
  return found.map(({ organization }) => organization);
}

/** Rebuilds the arrays of these organizations from the rows that the transaction sees. */
export async function refreshMirrors(
  db: Database,
  organizationIds: readonly unknown[],
  runStep: RunStep,
): Promise<void> {
  const idsByText = new Map(organizationIds.map((id) => [String(id), id]));
  const sorted = [...idsByText.keys()].sort().map((key) => idsByText.get(key));
  for (let start = 0; start < sorted.length; start += organizationsPerRead) {
    await refreshMirrorBatch(db, sorted.slice(start, start + organizationsPerRead), runStep);
  }
}

async function refreshMirrorBatch(
  db: Database,
  ids: readonly unknown[],
  runStep: RunStep,
): Promise<void> {
  const collection = db.collection<StoredDocument>('organizations');
  const pipeline = [
    { $match: { _id: { $in: ids } } },
    { $project: { _id: 1 } },
    ...documentedListStages(maxMirroredRows + 1),
  ];
  const rows = await runStep((session) =>
    collection.aggregate<StoredDocument>(db.toStoredPipeline(pipeline), { session }).toArray(),
  );
  if (rows.length === 0) return;
  await runStep((session) =>
    collection.bulkWrite(
      rows.map((row) => ({ updateOne: { filter: { _id: row._id }, update: mirrorUpdate(row) } })),
      { session, ordered: true },
    ),
  );
}

/**
 * The counter makes MongoDB write the document even if the arrays do not change. So two concurrent transactions on one
 * organization conflict, and the second is retried with the rows of the first.
 */
function mirrorUpdate({ members, pendingInvites }: BsonRecord): mongo.UpdateFilter<StoredDocument> {
  const $inc = { mirrorRevision: 1 };
  const isTooLong = [members, pendingInvites].some(
    (list) => Array.isArray(list) && list.length > maxMirroredRows,
  );
  return isTooLong
    ? { $unset: { members: true, pendingInvites: true }, $inc }
    : { $set: { members, pendingInvites }, $inc };
}
