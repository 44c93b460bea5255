// The two checks of every request. One statement each:
//
// - `isMember`: `find` of two rows by `_id`, the organization and the user, with one condition for both: it is live, and the
//   organization is in its list. It is true if both match. No copy in one of the rows could replace the other: a deletion
//   would have to write the row of every member.
// - `can`: `find` of one row by `_id`. An organization lists its admins, and those who cannot sign in are marked there.

import type { mongo } from 'mongoose';
import type { OrganizationRow, Rows } from './layout.js';
import { findRows } from './statements.js';

export async function isMember(
  rows: Rows,
  organization: mongo.ObjectId,
  user: mongo.ObjectId,
): Promise<boolean> {
  const found = await findRows(
    rows,
    { _id: { $in: [organization, user] }, live: true, 'in.org': organization },
    { _id: 0, live: 1 },
    2,
  );
  return found.length === 2;
}

/**
 * Whether the user may change the organization, which only admins may. All admins are read: for a few, that is cheaper than
 * a projection of one of them.
 */
export async function can(
  rows: Rows,
  organization: mongo.ObjectId,
  user: mongo.ObjectId,
): Promise<boolean> {
  const [found] = await findRows<Pick<OrganizationRow, 'live' | 'admins'>>(
    rows,
    { _id: organization },
    { _id: 0, live: 1, admins: 1 },
    1,
  );
  const admin = found?.admins?.find((one) => user.equals(one.user));
  return found?.live === true && admin !== undefined && admin.off !== true;
}
