// Lists the members of an organization. Two statements:
//
// 1. `find` of the first memberships: an index has them in the order of joining.
// 2. `find` by `_id` of their accounts, and with them of the organization and the viewer, who must be a member.
//
// One `aggregate` with a lookup can do both, but it takes more time than both finds together. Copies of the names in the
// memberships would save the accounts, but not the second statement, and an accept would have to read them first.

import type { mongo } from 'mongoose';
import type { Role } from '../../src/index.js';
import type { MembershipRow, OrganizationRow, Rows } from './layout.js';
import { FloorRefusal, findRows } from './statements.js';

export interface MemberOfPage {
  readonly userId: string;
  readonly name?: string;
  /** Only for an admin, like the state. */
  readonly email?: string;
  readonly state?: string;
  readonly role: Role;
  readonly joinedAt: Date;
}

/** An account, or the organization. */
interface FoundRow {
  readonly _id: mongo.ObjectId;
  readonly live?: true;
  readonly name?: string;
  readonly email?: string;
  readonly state?: string;
  readonly in?: OrganizationRow['in'];
  readonly admins?: OrganizationRow['admins'];
}

/** The first members. Refused unless the viewer is a member who can sign in, and the organization is live. */
export async function listMembers(
  rows: Rows,
  organization: mongo.ObjectId,
  viewer: mongo.ObjectId,
  limit: number,
): Promise<readonly MemberOfPage[]> {
  const page = await findRows<Required<Pick<MembershipRow, 'member' | 'at'>>>(
    rows,
    { org: organization },
    { _id: 0, member: 1, at: 1 },
    limit,
    { org: 1, joined: 1 },
  );
  const found = await findRows<FoundRow>(
    rows,
    { _id: { $in: [organization, viewer, ...page.map(({ member }) => member)] } },
    { live: 1, name: 1, email: 1, state: 1, admins: 1, 'in.org': 1 },
    limit + 2,
  );
  const byId = new Map(found.map((one) => [one._id.toHexString(), one]));
  const [own, asking] = [byId.get(organization.toHexString()), byId.get(viewer.toHexString())];
  if (own?.live !== true || !asking?.in?.some(({ org }) => org.equals(organization)))
    throw new FloorRefusal('organization_not_found');
  if (asking.live !== true) throw new FloorRefusal('account_inactive');
  const admins = new Set(own.admins?.map(({ user }) => user.toHexString()));
  const seesAll = admins.has(viewer.toHexString());
  return page.map(({ member, at }): MemberOfPage => {
    const userId = member.toHexString();
    const { name, email, state } = byId.get(userId) ?? {};
    return {
      userId,
      ...(name === undefined ? {} : { name }),
      ...(seesAll && email !== undefined && state !== undefined ? { email, state } : {}),
      role: admins.has(userId) ? 'admin' : 'member',
      joinedAt: at,
    };
  });
}
