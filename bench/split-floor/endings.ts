// The commands that take something away: deleting an organization, demoting and removing a member, suspending an account.
// The benchmark does not measure them. They are here because the other commands must be safe against them.
//
// Each writes the guards on which others decide, and revokes the open invitations that it makes void.

import { mongo } from 'mongoose';
import { openRange } from '../floor/layout.js';
import {
  changeNothing,
  FloorRefusal,
  findRows,
  type RowUpdate,
  untilAnswered,
  type WriteStatement,
  writeTogether,
} from '../floor/statements.js';
import type { GuardRow, JournalRow, MembershipRow, SplitRows } from './layout.js';

type Id = mongo.ObjectId;

/** Deletes the organization and revokes its open invitations. Its memberships stay as they are. */
export async function deleteOrganization(
  rows: SplitRows,
  organization: Id,
  actor: Id,
): Promise<void> {
  const at = new Date();
  await untilAnswered(async () => {
    const { admin } = await readTeam(rows, organization, actor, actor);
    if (admin === undefined) throw new FloorRefusal('permission_denied');
    const _id = organization;
    const { kind } = await writeTogether(rows.client, [
      {
        update: rows.memberships,
        updates: [
          { q: { _id, state: 'present' }, u: { $set: { state: 'absent' } } },
          stillAdmin(admin),
        ],
      },
      {
        update: rows.organizations,
        updates: [{ q: { _id }, u: { $set: { deletedAt: at, updatedAt: at } } }],
      },
      revoke(rows, [organization], {}, actor, at),
      record(rows, organization, 'organization.delete', actor, at),
    ]);
    return kind === 'done' ? true : null;
  });
}

/** Makes an admin a member, and revokes the open invitations that the admin sent. */
export function demoteAdmin(
  rows: SplitRows,
  organization: Id,
  target: Id,
  actor: Id,
): Promise<void> {
  const change = { $set: { role: 'member' }, $unset: { term: 1, off: 1 } };
  return changeMembership(rows, organization, target, actor, 'membership.change_role', change);
}

/** Ends a membership: the actor leaves, or an admin removes somebody. */
export function removeMember(
  rows: SplitRows,
  organization: Id,
  target: Id,
  actor: Id,
): Promise<void> {
  const change = { $set: { state: 'ended', endedAt: new Date() } };
  return changeMembership(rows, organization, target, actor, 'membership.remove', change);
}

async function changeMembership(
  rows: SplitRows,
  organization: Id,
  target: Id,
  actor: Id,
  action: string,
  u: mongo.Document,
): Promise<void> {
  const at = new Date();
  await untilAnswered(async () => {
    const { guard, admin, member } = await readTeam(rows, organization, target, actor);
    if (member === undefined) throw new FloorRefusal('member_not_found');
    // Whether one admin less can sign in afterwards.
    const counts = member.role === 'admin' && member.off !== true;
    if (counts && guard.admins === 1) throw new FloorRefusal('last_admin');
    const one = counts ? { $inc: { admins: -1 } } : changeNothing;
    const { _id, role, off } = member;
    const { kind } = await writeTogether(rows.client, [
      {
        update: rows.memberships,
        updates: [
          // The guard of the last admin. Whoever changes it at the same moment conflicts.
          {
            q: { _id: organization, state: 'present', ...(counts ? { admins: { $gt: 1 } } : {}) },
            u: one,
          },
          ...(target.equals(actor) ? [] : [stillAdmin(admin)]),
          { q: { _id, state: 'active', role, off: off ?? null }, u },
        ],
      },
      revoke(rows, [organization], { by: target }, actor, at),
      record(rows, organization, action, actor, at),
    ]);
    return kind === 'done' ? true : null;
  });
}

/** A user is an admin of fewer organizations. */
const maxAdminRows = 10_000;

/** Suspends an account, also that of a last admin. Ends its terms as an admin and revokes its open invitations. */
export async function suspendUser(rows: SplitRows, user: Id): Promise<void> {
  const at = new Date();
  const operation = new mongo.ObjectId();
  const { memberships } = rows;
  await untilAnswered(async () => {
    const [guard] = await findRows<GuardRow>(memberships, { _id: user }, {}, 1);
    if (guard === undefined) throw new FloorRefusal('user_not_found');
    if (guard.state === 'absent') return true;
    const ofAdmin = { user, state: 'active', role: 'admin' };
    const admins = await findRows<MembershipRow>(memberships, ofAdmin, {}, maxAdminRows);
    const organizations = admins.map(({ organization }) => organization);
    const { kind } = await writeTogether(rows.client, [
      {
        update: memberships,
        updates: [
          // Whoever joins or creates after the read raises the version.
          {
            q: { _id: user, state: 'present', version: guard.version },
            u: { $set: { state: 'absent' } },
          },
          ...admins.map(({ _id }) => ({
            q: { ...ofAdmin, _id },
            u: { $set: { off: true, term: operation } },
          })),
          ...organizations.map((_id) => ({ q: { _id }, u: { $inc: { admins: -1 } } })),
        ],
      },
      {
        update: rows.users,
        updates: [{ q: { _id: user }, u: { $set: { state: 'suspended', updatedAt: at } } }],
      },
      ...(admins.length === 0 ? [] : [revoke(rows, organizations, { by: user }, user, at)]),
      record(rows, organizations, 'user.suspend', user, at),
    ]);
    return kind === 'done' ? true : null;
  });
}

/** The guard, the membership of the target, and that of the actor, who must be an admin unless the two are the same. */
async function readTeam({ memberships }: SplitRows, organization: Id, target: Id, actor: Id) {
  const ofPeople = { organization, user: { $in: [target, actor] }, state: 'active' };
  const filter = { $or: [{ _id: organization, state: 'present' }, ofPeople] };
  const found = await findRows<GuardRow | MembershipRow>(memberships, filter, {}, 3);
  const guard = found.find((one): one is GuardRow => one._id.equals(organization));
  if (guard === undefined) throw new FloorRefusal('organization_deleted');
  const members = found.filter((one): one is MembershipRow => 'role' in one);
  const member = members.find(({ user }) => user.equals(target));
  const admin = members.find(
    ({ user, role, off }) => user.equals(actor) && role === 'admin' && off !== true,
  );
  if (admin === undefined && !target.equals(actor)) throw new FloorRefusal('permission_denied');
  return { guard, member, admin };
}

const stillAdmin = (admin: MembershipRow | undefined): RowUpdate => ({
  q: { _id: admin?._id, state: 'active', role: 'admin', off: null },
  u: changeNothing,
});

function revoke(
  { invitations }: SplitRows,
  organizations: readonly Id[],
  filter: mongo.Document,
  closedBy: Id,
  closedAt: Date,
): WriteStatement {
  const u = { $set: { state: 'revoked', closedAt, closedBy }, $unset: { open: 1, due: 1 } };
  const updates = organizations.map((one) => ({
    q: { open: openRange(one), ...filter },
    u,
    multi: true,
  }));
  return { update: invitations, updates, freely: true };
}

function record(
  { journal }: SplitRows,
  organization: JournalRow['organization'],
  action: string,
  actor: Id,
  at: Date,
): WriteStatement {
  const entry: JournalRow = { _id: new mongo.ObjectId(), organization, at, action, actor };
  return { insert: journal, documents: [entry] };
}
