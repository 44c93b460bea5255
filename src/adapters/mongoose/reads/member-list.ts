// A page of an organization's members, with whether the organization is live and what the viewer is in it: one statement.

import type { Role } from '../../../domain/organization/role.js';
import type { MembershipId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { Keyset, MemberList, MemberOfOrganization } from '../../../ports/storage.js';
import { personFields } from '../aggregates.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { fieldsFrom, fromRow } from '../tables.js';
import { asViewer, currentRoleFrom, ifLive, isLiveFrom, withAccount } from './current-role.js';
import { followedBy, gatheredWith, pairsFrom, partOf, type Stages, tagged } from './pipelines.js';
import { partById, sliceOf } from './slices.js';
import { activeOf } from './standing.js';

export async function listMembers(
  { aggregate }: Reader,
  organizationId: OrganizationId,
  viewer: UserId | null,
  { role }: { readonly role?: Role },
  keyset: Keyset<MembershipId>,
): Promise<MemberList> {
  const organization = objectId(organizationId);
  const { after } = keyset;
  const match = {
    organization,
    state: 'active',
    ...(role === undefined ? {} : { role: plainText(role) }),
    ...(after === null ? {} : { _id: { $gt: objectId(after) } }),
  };
  const pipeline = [
    { $match: match },
    ...membersOf(keyset),
    ifLive(organization),
    ...(viewer === null ? [] : whatIs(viewer, organizationId)),
  ];
  const hint = `memberships.${role === undefined ? 'by_organization' : 'by_role'}`;
  const rows = await aggregate('memberships', pipeline, hint);
  return { ...pageFrom(rows, keyset), viewer: currentRoleFrom(rows), isLive: isLiveFrom(rows) };
}

function membersOf(keyset: Keyset<MembershipId>): Stages {
  const { sort, skip, limit } = partById(keyset, 1);
  const person = { name: 1, email: 1, state: 1 } as const;
  return [
    { $sort: { ...sort } },
    { $skip: skip },
    { $limit: limit },
    { $project: tables.memberships.projection },
    ...gatheredWith({ from: 'users', by: 'user', pipeline: [{ $project: person }] }),
    ...tagged('members', { rows: 1, joined: 1 }),
  ];
}

function whatIs(viewer: UserId, organizationId: OrganizationId): Stages {
  const ofViewer = { $match: activeOf(organizationId, viewer) };
  return [followedBy('memberships', [ofViewer, ...asViewer]), withAccount(objectId(viewer))];
}

function pageFrom(rows: readonly Row[], keyset: Keyset<MembershipId>) {
  const pairs = pairsFrom(partOf(rows, 'members'), 'user');
  const { items, next } = sliceOf(pairs, keyset, memberFrom, ({ membership }) => membership.id);
  return { items: items.filter(isOfSomebody), next };
}

interface Member extends Omit<MemberOfOrganization, 'user'> {
  readonly user: MemberOfOrganization['user'] | null;
}

function memberFrom([row, person]: readonly [Row, Row | undefined]): Member {
  return {
    membership: fromRow(tables.memberships, row),
    user:
      person === undefined
        ? null
        : fieldsFrom<MemberOfOrganization['user']>('users', personFields, person),
  };
}

/** A membership may outlive its user's document by another writer's doing; nothing can be shown of it. */
function isOfSomebody(member: Member): member is MemberOfOrganization {
  return member.user !== null;
}
