// The reads of the hand-written operations, with the same pipelines as Guildhall's storage.

import type { mongo } from 'mongoose';
import type { OrganizationId, UserId } from '../../src/index.js';
import {
  type BareCollections,
  projections,
  singleReplyOptions,
  toObjectId,
} from './collections.js';

/** Reads a user's access to an organization: an object with organization, membership and user. */
export async function readAccess(
  { organizations }: BareCollections,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<mongo.Document> {
  const organization = toObjectId(organizationId);
  const user = toObjectId(userId);
  const rows = await organizations
    .aggregate(
      [
        { $match: { _id: organization } },
        labelledProjection('organizations', projections.organizations),
        {
          $unionWith: {
            coll: 'memberships',
            pipeline: [
              { $match: { organization, user, state: 'active' } },
              labelledProjection('memberships', projections.memberships),
            ],
          },
        },
        {
          $unionWith: {
            coll: 'users',
            pipeline: [{ $match: { _id: user } }, labelledProjection('users', projections.users)],
          },
        },
      ],
      singleReplyOptions,
    )
    .toArray();
  return {
    organization: rows.find(({ from }) => from === 'organizations'),
    membership: rows.find(({ from }) => from === 'memberships'),
    user: rows.find(({ from }) => from === 'users'),
  };
}

function labelledProjection(from: string, fields: mongo.Document): mongo.Document {
  return { $project: { ...fields, from: { $literal: from } } };
}

export async function readRole(
  { memberships }: BareCollections,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<string | null> {
  const stages = roleStages(toObjectId(organizationId), toObjectId(userId));
  const [row] = await memberships.aggregate(stages, singleReplyOptions).toArray();
  const isLive = row?.['organization'][0]?.isDeleted === false;
  return isLive && row['user'][0]?.state === 'active' ? row['role'] : null;
}

function roleStages(organization: mongo.ObjectId, user: mongo.ObjectId): mongo.Document[] {
  return [
    { $match: { organization, user, state: 'active' } },
    { $project: { role: 1, organization: 1, user: 1 } },
    joinStage('organizations', 'organization', { _id: 0, isDeleted: 1 }),
    joinStage('users', 'user', { _id: 0, state: 1 }),
  ];
}

function joinStage(from: string, field: string, fields: mongo.Document): mongo.Document {
  const pipeline = [{ $project: fields }];
  return { $lookup: { from, localField: field, foreignField: '_id', pipeline, as: field } };
}

function nestingStage(name: string): mongo.Document {
  return { $project: { _id: 0, [name]: '$$ROOT' } };
}

function unionLiveOrganization(organization: mongo.ObjectId): mongo.Document {
  const pipeline = [
    { $match: { _id: organization, isDeleted: false } },
    { $project: { _id: 0, isLive: { $literal: true } } },
  ];
  return { $unionWith: { coll: 'organizations', pipeline } };
}

export async function readOrganizations(
  { memberships }: BareCollections,
  userId: UserId,
): Promise<readonly mongo.Document[]> {
  const organization = [{ $match: { isDeleted: false } }, { $project: projections.organizations }];
  const [found] = await memberships
    .aggregate(
      [
        { $match: { user: toObjectId(userId), state: 'active' } },
        { $sort: { _id: 1 } },
        { $limit: 10_017 },
        { $project: { organization: 1, role: 1, joinedAt: 1 } },
        ...gatherAndLookup('organizations', 'organization', organization),
      ],
      { ...singleReplyOptions, hint: 'memberships.by_user' },
    )
    .toArray();
  return found?.['joined'] ?? [];
}

/** Gathers all rows in one document, and joins the rows they refer to. */
function gatherAndLookup(from: string, by: string, pipeline: mongo.Document[]): mongo.Document[] {
  return [
    { $group: { _id: null, rows: { $push: '$$ROOT' } } },
    { $lookup: { from, localField: `rows.${by}`, foreignField: '_id', pipeline, as: 'joined' } },
  ];
}

/** Reads the first members, whether the organization exists, and the viewer's role in it. */
export async function readMembers(
  { memberships }: BareCollections,
  organizationId: OrganizationId,
  viewerId: UserId,
  limit: number,
): Promise<readonly mongo.Document[]> {
  const organization = toObjectId(organizationId);
  const viewer = toObjectId(viewerId);
  const rows = await memberships
    .aggregate(
      [
        { $match: { organization, state: 'active' } },
        { $sort: { _id: 1 } },
        { $skip: 0 },
        { $limit: limit },
        { $project: projections.memberships },
        ...gatherAndLookup('users', 'user', [{ $project: { name: 1, email: 1, state: 1 } }]),
        nestingStage('members'),
        unionLiveOrganization(organization),
        {
          $unionWith: {
            coll: 'memberships',
            pipeline: [...roleStages(organization, viewer), nestingStage('viewer')],
          },
        },
      ],
      { ...singleReplyOptions, hint: 'memberships.by_organization' },
    )
    .toArray();
  return Object.assign({}, ...rows).members?.rows ?? [];
}
