// Who is absent: deleted organizations, and accounts that cannot sign in. Each has one row of its own in `memberships`,
// so that one read of this collection answers the most frequent question of a service, what role a user has. Deleting an
// organization of any size writes one such row. In the row of an absent organization `nobody` stands for the user, and in
// that of an absent user for the organization.

import { canSignIn, userStates } from '../../domain/user/user.js';
import { absentState } from './collections/memberships.js';
import type { AnyCollectionName } from './collections.js';
import { type BsonRecord, nobody, oneOf, toObjectId, toStoredUserId } from './fields/field.js';

/** A write to the row that says that an organization or a user is absent. It can be repeated. */
type AbsenceStatement =
  | { readonly replaceOne: { filter: BsonRecord; replacement: BsonRecord; upsert: true } }
  | { readonly deleteOne: { filter: BsonRecord } };

/** The fields that say whether a row of this collection is absent. Null if its rows are never absent. */
export function presenceProjection(
  collection: AnyCollectionName,
): Readonly<Record<string, 1>> | null {
  if (collection === 'organizations') return { isDeleted: 1 };
  return collection === 'users' ? { state: 1 } : null;
}

/** Whether this row of `organizations` or `users` is absent. It needs only the fields of `presenceProjection`. */
export function isAbsent(collection: AnyCollectionName, row: BsonRecord): boolean {
  if (collection === 'organizations') return row['isDeleted'] === true;
  const state = collection === 'users' ? oneOf(userStates).decode(row['state']) : undefined;
  return state !== undefined && !canSignIn({ state });
}

/** Makes `memberships` say since when an organization or a user is absent; null if it is not. The row has an id of its own, because a membership may have the id of a user. */
export function absenceStatement(
  collection: AnyCollectionName,
  id: string,
  since: unknown,
): AbsenceStatement {
  const filter =
    collection === 'users'
      ? { organization: nobody, user: toStoredUserId(id) }
      : { organization: toObjectId(id), user: nobody };
  if (since === null) return { deleteOne: { filter } };
  const times = { joinedAt: since, createdAt: since, updatedAt: since };
  const replacement = { ...filter, role: 'member', state: absentState, ...times, version: 1 };
  return { replaceOne: { filter, replacement, upsert: true } };
}
