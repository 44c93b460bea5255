// What is read, as Guildhall's storage reads it.

import type { mongo } from 'mongoose';
import type { OrganizationId, UserId } from '../../src/index.js';
import { type Bare, fieldsOf, inOneReply, objectId } from './collections.js';

/** The parts of a standing by their names. */
export async function readStanding(
  { organizations }: Bare,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<mongo.Document> {
  const organization = objectId(organizationId);
  const user = objectId(userId);
  const rows = await organizations
    .aggregate(
      [
        { $match: { _id: organization } },
        ...named('organization', fieldsOf.organizations),
        {
          $unionWith: {
            coll: 'memberships',
            pipeline: [
              { $match: { organization, user, state: 'active' } },
              ...named('membership', fieldsOf.memberships),
            ],
          },
        },
        {
          $unionWith: {
            coll: 'users',
            pipeline: [{ $match: { _id: user } }, ...named('user', fieldsOf.users)],
          },
        },
      ],
      inOneReply,
    )
    .toArray();
  return Object.assign({}, ...rows);
}

function named(name: string, fields: mongo.Document): mongo.Document[] {
  return [{ $project: fields }, { $project: { _id: 0, [name]: '$$ROOT' } }];
}

export async function readRole(
  { memberships }: Bare,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<string | null> {
  const organization = objectId(organizationId);
  const user = objectId(userId);
  const rows = await memberships
    .aggregate(
      [
        { $match: { organization, user, state: 'active' } },
        ...named('viewer', { role: 1 }),
        ifLive(organization),
        accountOf(user),
      ],
      inOneReply,
    )
    .toArray();
  const { viewer, isLive } = Object.assign({}, ...rows);
  return isLive === true ? viewer?.role : null;
}

function ifLive(organization: mongo.ObjectId): mongo.Document {
  const pipeline = [
    { $match: { _id: organization, isDeleted: false } },
    { $project: { _id: 0, isLive: { $literal: true } } },
  ];
  return { $unionWith: { coll: 'organizations', pipeline } };
}

function accountOf(user: mongo.ObjectId): mongo.Document {
  const pipeline = [{ $match: { _id: user } }, ...named('account', { state: 1 })];
  return { $unionWith: { coll: 'users', pipeline } };
}

export async function readOrganizations(
  { memberships }: Bare,
  userId: UserId,
): Promise<readonly mongo.Document[]> {
  const organization = [{ $match: { isDeleted: false } }, { $project: fieldsOf.organizations }];
  const [found] = await memberships
    .aggregate(
      [
        { $match: { user: objectId(userId), state: 'active' } },
        { $sort: { _id: 1 } },
        { $limit: 10_017 },
        { $project: { organization: 1, role: 1, joinedAt: 1 } },
        ...gatheredWith('organizations', 'organization', organization),
      ],
      { ...inOneReply, hint: 'memberships.by_user' },
    )
    .toArray();
  return found?.['joined'] ?? [];
}

/** The rows so far in one, with what they refer to. */
function gatheredWith(from: string, by: string, pipeline: mongo.Document[]): mongo.Document[] {
  return [
    { $group: { _id: null, rows: { $push: '$$ROOT' } } },
    { $lookup: { from, localField: `rows.${by}`, foreignField: '_id', pipeline, as: 'joined' } },
  ];
}

/** The first so many members, whether the organization is there, and what the viewer is in it. */
export async function readMembers(
  { memberships }: Bare,
  organizationId: OrganizationId,
  viewerId: UserId,
  limit: number,
): Promise<readonly mongo.Document[]> {
  const organization = objectId(organizationId);
  const viewer = objectId(viewerId);
  const isViewer = { organization, user: viewer, state: 'active' };
  const rows = await memberships
    .aggregate(
      [
        { $match: { organization, state: 'active' } },
        { $sort: { _id: 1 } },
        { $skip: 0 },
        { $limit: limit },
        { $project: fieldsOf.memberships },
        ...gatheredWith('users', 'user', [{ $project: { name: 1, email: 1, state: 1 } }]),
        ...named('members', { rows: 1, joined: 1 }),
        ifLive(organization),
        {
          $unionWith: {
            coll: 'memberships',
            pipeline: [{ $match: isViewer }, ...named('viewer', { role: 1 })],
          },
        },
        accountOf(viewer),
      ],
      { ...inOneReply, hint: 'memberships.by_organization' },
    )
    .toArray();
  return Object.assign({}, ...rows).members?.rows ?? [];
}
