// Who is absent: deleted organizations, and accounts that cannot sign in. Each has one row of its own in `memberships`,
// so that one read of this collection answers the most frequent question of a service, what role a user has. Deleting an
// organization of any size writes one such row.

import { mongo } from 'mongoose';
import { canSignIn, userStates } from '../../domain/user/user.js';
import { absentState } from './collections/memberships.js';
import type { AnyCollectionName } from './collections.js';
import { type BsonRecord, oneOf, toObjectId } from './fields/field.js';

/** In the row of an absent organization this stands for the user, and in the row of an absent user for the organization. No row has it as its id. */
export const nobody: mongo.ObjectId = new mongo.ObjectId('000000000000000000000000');

/** A write to the row that says that an organization or a user is absent. It can be repeated. */
export type AbsenceStatement =
  | { readonly replaceOne: { filter: BsonRecord; replacement: BsonRecord; upsert: true } }
  | { readonly deleteOne: { filter: BsonRecord } };

/** The field of a stored row that decides whether it is absent. Null if the collection has none. */
export function presenceFieldOf(collection: AnyCollectionName): 'isDeleted' | 'state' | null {
  if (collection === 'organizations') return 'isDeleted';
  return collection === 'users' ? 'state' : null;
}

/** The write that makes `memberships` say whether this row is absent. A row that is removed is not absent any more: nothing refers to it. */
export function absenceStatement(
  collection: AnyCollectionName,
  id: string,
  row: BsonRecord | null,
): AbsenceStatement {
  const _id = toObjectId(id);
  const filter =
    collection === 'users'
      ? { _id, organization: nobody, user: _id }
      : { _id, organization: _id, user: nobody };
  if (row === null || !isAbsent(collection, row)) return { deleteOne: { filter } };
  const at = row['updatedAt'];
  const replacement = {
    ...filter,
    role: 'member',
    state: absentState,
    joinedAt: at,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  return { replaceOne: { filter, replacement, upsert: true } };
}

export function isAbsent(collection: AnyCollectionName, row: BsonRecord): boolean {
  if (collection === 'organizations') return row['isDeleted'] === true;
  const state = collection === 'users' ? oneOf(userStates).decode(row['state']) : undefined;
  return state !== undefined && !canSignIn({ state });
}
