// The arrays `members` and `pendingInvites` in the documents of organizations, for older services that read them there.
// They are made anew from the rows, in the transaction that has changed those.

import type { mongo } from 'mongoose';
import type { Change } from '../../ports/storage.js';
import { withLists } from './documented.js';
import { objectId, type Row } from './fields.js';
import type { Take, Work } from './transaction.js';
import type { Stored } from './writes.js';

/** Of members as of invitations: an organization with more shows neither, rather than some. */
const mostShown = 1_000;

/** How many organizations are read at a time. */
const atATime = 20;

type Shown = 'memberships' | 'invitations';

/** What of an operation changes what organizations show. */
export interface Concerned {
  readonly organizations: readonly mongo.ObjectId[];
  /** A removal names its row only, which says of which organization it is until it is gone. */
  readonly removed: Readonly<Record<Shown, readonly mongo.ObjectId[]>>;
}

export function concernedBy(changes: readonly Change[]): Concerned {
  return {
    organizations: changes.flatMap(organizationIn),
    removed: {
      memberships: removedFrom('memberships', changes),
      invitations: removedFrom('invitations', changes),
    },
  };
}

function organizationIn(change: Change): readonly mongo.ObjectId[] {
  if (change.collection !== 'memberships' && change.collection !== 'invitations') return [];
  if (change.kind !== 'insert' && change.kind !== 'update') return [];
  return [objectId(change.value.organizationId)];
}

function removedFrom(table: Shown, changes: readonly Change[]): readonly mongo.ObjectId[] {
  const removals = changes.filter(
    ({ kind, collection }) => kind === 'remove' && collection === table,
  );
  return removals.map(({ id }) => objectId(id));
}

/** The work, and after it the arrays of the organizations concerned. */
export function mirrored(
  db: mongo.Db,
  { organizations, removed }: Concerned,
  work: Work<void>,
): Work<void> {
  return async (take) => {
    const left = [
      ...(await organizationsOf(db, 'memberships', removed.memberships, take)),
      ...(await organizationsOf(db, 'invitations', removed.invitations, take)),
    ];
    await work(take);
    await showing(db, [...organizations, ...left], take);
  };
}

async function organizationsOf(
  db: mongo.Db,
  table: Shown,
  ids: readonly mongo.ObjectId[],
  take: Take,
): Promise<readonly unknown[]> {
  if (ids.length === 0) return [];
  const rows = db.collection<Stored>(table);
  const filter = { _id: { $in: ids } };
  const found = await take((session) =>
    rows.find(filter, { session, projection: { organization: 1 } }).toArray(),
  );
  return found.map(({ organization }) => organization);
}

/** Makes the arrays of these organizations say what the rows do as the transaction sees them. */
export async function showing(
  db: mongo.Db,
  organizations: readonly unknown[],
  take: Take,
): Promise<void> {
  const ids = new Map(organizations.map((organization) => [String(organization), organization]));
  const sorted = [...ids.keys()].sort().map((key) => ids.get(key));
  for (let start = 0; start < sorted.length; start += atATime) {
    await showingSome(db, sorted.slice(start, start + atATime), take);
  }
}

async function showingSome(db: mongo.Db, ids: readonly unknown[], take: Take): Promise<void> {
  const collection = db.collection<Stored>('organizations');
  const pipeline = [
    { $match: { _id: { $in: ids } } },
    { $project: { _id: 1 } },
    ...withLists(mostShown + 1),
  ];
  const rows = await take((session) =>
    collection.aggregate<Stored>(pipeline, { session }).toArray(),
  );
  if (rows.length === 0) return;
  await take((session) =>
    collection.bulkWrite(
      rows.map((row) => ({ updateOne: { filter: { _id: row._id }, update: shown(row) } })),
      { session, ordered: true },
    ),
  );
}

/**
 * The count makes every update a change: of two transactions that each see the rows without the other's, one must fail
 * and be sent again, even where the arrays stay as they are.
 */
function shown({ members, pendingInvites }: Row): mongo.UpdateFilter<Stored> {
  const $inc = { mirrorRevision: 1 };
  const isTooLong = [members, pendingInvites].some(
    (list) => Array.isArray(list) && list.length > mostShown,
  );
  return isTooLong
    ? { $unset: { members: true, pendingInvites: true }, $inc }
    : { $set: { members, pendingInvites }, $inc };
}
