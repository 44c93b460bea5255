// The commands that take something away: deleting an organization, demoting and removing a member, suspending an account.
// The benchmark does not measure them. They are here because the other commands must be safe against them.
//
// Each writes the rows on which others decide: the organization's row (the last admin), the user's row (joining and
// creating), and the open invitations (accepting). Each takes two or three statements and the commit, and a read first if it
// does not know the rows yet.

import { mongo } from 'mongoose';
import { type OrganizationRow, openRange, type Rows, type UserRow } from './layout.js';
import {
  FloorRefusal,
  findRows,
  insertRow,
  type RowUpdate,
  untilAnswered,
  updateTogether,
} from './statements.js';

/** Deletes the organization and revokes its open invitations. Its members' rows stay as they are. */
export async function deleteOrganization(
  rows: Rows,
  organization: mongo.ObjectId,
  actor: mongo.ObjectId,
): Promise<void> {
  const now = new Date();
  await untilAnswered(async () => {
    const found = await requireAdmin(rows, organization, actor);
    if (found.personalOf !== undefined) throw new FloorRefusal('personal_organization');
    const mark = { $set: { deletedAt: now, updatedAt: now }, $unset: { live: 1 } };
    const { kind } = await updateTogether(
      rows,
      [
        { q: isLiveWithAdmin(organization, actor), u: mark },
        auditRow('organization.delete', actor, organization, now),
      ],
      [revokeOpen(organization, {}, actor, now)],
    );
    return kind === 'done' ? true : null;
  });
}

/** Makes an admin a member, and revokes the open invitations that the admin sent. */
export async function demoteAdmin(
  rows: Rows,
  organization: mongo.ObjectId,
  target: mongo.ObjectId,
  actor: mongo.ObjectId,
): Promise<void> {
  const now = new Date();
  await untilAnswered(async () => {
    const found = await requireAdmin(rows, organization, actor);
    requireOtherAdmin(found, target);
    const { kind } = await updateTogether(
      rows,
      [
        {
          q: { $and: [isLiveWithAdmin(organization, actor), hasOtherAdmin(target)] },
          u: { $pull: { admins: { user: target } } },
        },
        auditRow('membership.change_role', actor, organization, now),
      ],
      [revokeOpen(organization, { by: target }, actor, now)],
    );
    return kind === 'done' ? true : null;
  });
}

/** Ends a membership: the actor leaves, or an admin removes somebody. */
export async function removeMember(
  rows: Rows,
  organization: mongo.ObjectId,
  target: mongo.ObjectId,
  actor: mongo.ObjectId,
): Promise<void> {
  const now = new Date();
  const isLeaving = target.equals(actor);
  const condition = isLeaving
    ? { _id: organization, live: true }
    : isLiveWithAdmin(organization, actor);
  await untilAnswered(async () => {
    const found = isLeaving
      ? await requireLive(rows, organization)
      : await requireAdmin(rows, organization, actor);
    const isAdmin = found.admins.some(({ user }) => user.equals(target));
    if (isAdmin) requireOtherAdmin(found, target);
    const { kind } = await updateTogether(
      rows,
      [
        {
          q: {
            $and: [condition, isAdmin ? hasOtherAdmin(target) : { 'admins.user': { $ne: target } }],
          },
          // Written in any case, so that a promotion of this member at the same moment conflicts.
          u: { $pull: { admins: { user: target } }, $set: { membersChangedAt: now } },
        },
        { q: { _id: target, 'in.org': organization }, u: { $pull: { in: { org: organization } } } },
        await endMembershipRow(rows, organization, target, now),
        auditRow(isLeaving ? 'membership.leave' : 'membership.remove', actor, organization, now),
      ],
      [revokeOpen(organization, { by: target }, actor, now)],
    );
    return kind === 'done' ? true : null;
  });
}

/** The membership leaves the list of members. The membership of a founder is in the organization's row. */
async function endMembershipRow(
  rows: Rows,
  organization: mongo.ObjectId,
  member: mongo.ObjectId,
  now: Date,
): Promise<RowUpdate> {
  const [membership] = await findRows<{ readonly _id: mongo.ObjectId }>(
    rows,
    { org: organization, member },
    { _id: 1 },
    1,
  );
  if (membership === undefined) throw new FloorRefusal('member_not_found');
  return {
    q: { _id: membership._id, org: organization, member },
    u: membership._id.equals(organization)
      ? { $unset: { org: 1, joined: 1, member: 1 } }
      : { $unset: { org: 1 }, $set: { endedAt: now } },
  };
}

/** Suspends an account, also that of a last admin. Ends its terms as an admin and revokes its open invitations. */
export async function suspendUser(rows: Rows, user: mongo.ObjectId): Promise<void> {
  const now = new Date();
  const operation = new mongo.ObjectId();
  await untilAnswered(async () => {
    const [found] = await findRows<UserRow>(rows, { _id: user }, {}, 1);
    if (found === undefined) throw new FloorRefusal('user_not_found');
    if (found.live !== true) return true;
    const organizations = found.in.map(({ org }) => org);
    const { kind } = await updateTogether(
      rows,
      [
        {
          // The list must still be the one that was read: who joins or leaves at the same moment writes it.
          q: { _id: user, live: true, in: found.in },
          u: {
            $set: { state: 'suspended', suspendedAt: now, updatedAt: now },
            $unset: { live: 1 },
          },
        },
        auditRow('user.suspend', user, organizations, now),
      ],
      [
        {
          q: { _id: { $in: organizations }, 'admins.user': user },
          u: { $set: { 'admins.$.off': true, 'admins.$.term': operation } },
          multi: true,
        },
        ...organizations.map((one) => revokeOpen(one, { by: user }, user, now)),
      ],
    );
    return kind === 'done' ? true : null;
  });
}

async function requireLive(rows: Rows, organization: mongo.ObjectId): Promise<OrganizationRow> {
  const [found] = await findRows<OrganizationRow>(rows, { _id: organization }, {}, 1);
  if (found?.live !== true) throw new FloorRefusal('organization_deleted');
  return found;
}

async function requireAdmin(
  rows: Rows,
  organization: mongo.ObjectId,
  actor: mongo.ObjectId,
): Promise<OrganizationRow> {
  const found = await requireLive(rows, organization);
  const isAdmin = found.admins.some(({ user, off }) => user.equals(actor) && off !== true);
  if (!isAdmin) throw new FloorRefusal('permission_denied');
  return found;
}

function requireOtherAdmin({ admins }: OrganizationRow, target: mongo.ObjectId): void {
  if (!admins.some(({ user, off }) => !user.equals(target) && off !== true))
    throw new FloorRefusal('last_admin');
}

const isLiveWithAdmin = (organization: mongo.ObjectId, actor: mongo.ObjectId): mongo.Document => ({
  _id: organization,
  live: true,
  admins: { $elemMatch: { user: actor, off: { $exists: false } } },
});

/** The guard of the last admin: it is in the row that the command writes, so it is checked again at the commit. */
const hasOtherAdmin = (target: mongo.ObjectId): mongo.Document => ({
  personalOf: { $ne: target },
  admins: { $elemMatch: { user: { $ne: target }, off: { $exists: false } } },
});

function revokeOpen(
  organization: mongo.ObjectId,
  filter: mongo.Document,
  actor: mongo.ObjectId,
  now: Date,
): RowUpdate {
  return {
    q: { open: openRange(organization), ...filter },
    u: {
      $set: { state: 'revoked', closedAt: now, closedBy: actor },
      $unset: { open: 1, due: 1 },
    },
    multi: true,
  };
}

function auditRow(
  action: string,
  actor: mongo.ObjectId,
  auditOf: mongo.ObjectId | readonly mongo.ObjectId[],
  at: Date,
): RowUpdate {
  return insertRow({ _id: new mongo.ObjectId(), auditOf, at, action, actor });
}
