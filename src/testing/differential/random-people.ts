// Random users, organizations, memberships, invitations and slug records.

import fc from 'fast-check';
import { invitationStates } from '../../domain/organization/invitation.js';
import { noDelivery, queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import { userStates } from '../../domain/user/user.js';
import {
  atMinute,
  invitation,
  membership,
  organization,
  slugRecord,
  user,
} from '../contract/fixtures.js';
import { poolOf } from '../contract/row-pool.js';
import { drafts, fields, fieldsOfPool, fillers, mostly, of, type RowDraft } from './row-drafts.js';
import {
  emails,
  externalIds,
  invitationIds,
  laterMoments,
  membershipIds,
  moments,
  names,
  organizationIds,
  otherSpelling,
  roles,
  signingKeyIds,
  slugs,
  userIds,
} from './values.js';

const onTime = atMinute(0);
const { name: _name, ...namelessUser } = user(1);

const metadata = {
  publicMetadata: fc.constant({ plan: 'pro' }),
  privateMetadata: fc.constant({ seats: [1, null] }),
  metadataVersion: fc.integer({ min: 1, max: 2 }),
};

/** Fields that no read looks at; they are shown, and must not matter. */
const userFields = [
  'updatedAt',
  'emailVerified',
  'defaultOrg',
  'blockedOrganizations',
  'formerEmailKeys',
  'suspendedAt',
] as const;
const organizationFields = [
  'updatedAt',
  'contactVerifiedAt',
  'slugChangedAt',
  'restoreCount',
  'webhook',
] as const;
const invitationFields = [
  'updatedAt',
  'language',
  'inviterSnapshot',
  'invitedAt',
  'sendWindow',
  'revision',
  'tokenDigest',
] as const;

const users = drafts(
  fields(
    {
      id: of(userIds),
      address: of(emails),
      state: mostly(userStates),
      createdAt: of(moments),
      filler: fillers,
    },
    { ...metadata, name: of(names), at: of(moments) },
  ),
  ({ address, state, filler, at = onTime, ...own }) => {
    const value = {
      ...namelessUser,
      ...fieldsOfPool('users', filler, userFields),
      ...own,
      email: address.address,
      emailKey: address.key,
      state,
      ...(state === 'deleted'
        ? { deletedAt: at, ...fieldsOfPool('users', filler, ['purgingSince']) }
        : {}),
    };
    return { kind: 'insert', collection: 'users', id: value.id, value };
  },
);

const organizations = drafts(
  fields(
    {
      id: of(organizationIds),
      name: of(names),
      slug: of(slugs),
      createdBy: mostly(userIds),
      contact: of(emails),
      isDeleted: of([false, false, false, true]),
      at: of(moments),
      createdAt: of(moments),
      filler: fillers,
    },
    {
      personalOf: of(userIds),
      externalId: of(externalIds),
      ...metadata,
    },
  ),
  ({ contact, isDeleted, at, filler, ...own }) => {
    const isOther = own.createdBy === userIds[0];
    const contactEmail = isOther ? otherSpelling(contact.address) : contact.address;
    const value = {
      ...organization(1),
      ...fieldsOfPool('organizations', filler, organizationFields),
      ...own,
      profile: { ...poolOf('organizations')[filler]?.profile, contactEmail },
      ...(isDeleted
        ? { deletedAt: at, ...fieldsOfPool('organizations', filler, ['purgingSince']) }
        : {}),
    };
    return { kind: 'insert', collection: 'organizations', id: value.id, value };
  },
);

const memberships = drafts(
  fields(
    {
      id: of(membershipIds),
      organizationId: mostly(organizationIds),
      userId: of(userIds),
      role: of(roles),
      state: of(['active', 'active', 'active', 'ended'] as const),
      joinedAt: of(moments),
      createdAt: of(moments),
      filler: fillers,
    },
    { ...metadata, leftAt: of(moments) },
  ),
  ({ leftAt = onTime, filler, ...own }) => {
    const value = {
      ...membership(1, organization(1), user(1)),
      ...fieldsOfPool('memberships', filler, ['updatedAt', 'demotions']),
      ...own,
      ...(own.state === 'ended'
        ? { leftAt, ...fieldsOfPool('memberships', filler, ['endedBy']) }
        : {}),
    };
    return { kind: 'insert', collection: 'memberships', id: value.id, value };
  },
);

export const invitations: fc.Arbitrary<RowDraft> = drafts(
  fields(
    {
      id: of(invitationIds),
      organizationId: mostly(organizationIds),
      invitedBy: mostly(userIds),
      address: mostly(emails),
      state: of(['pending', 'pending', 'pending', ...invitationStates] as const),
      role: of(roles),
      kid: of(signingKeyIds),
      expiresAt: of([...moments, ...laterMoments, ...laterMoments]),
      closedAt: of(moments),
      createdAt: of(moments),
      emailSentCount: fc.nat(2),
      filler: fillers,
    },
    { dueAt: of(moments), lastEmailSentAt: of(moments) },
  ),
  ({ address, dueAt, closedAt, filler, ...own }) => {
    const value = {
      ...invitation(1, organization(1), user(1)),
      ...fieldsOfPool('invitations', filler, invitationFields),
      ...own,
      email: address.address,
      emailKey: address.key,
      ...(own.state === 'pending'
        ? {}
        : { closedAt, ...fieldsOfPool('invitations', filler, ['closedBy']) }),
      delivery:
        dueAt === undefined ? (restingDeliveries[filler % 4] ?? noDelivery) : queuedDelivery(dueAt),
    };
    return { kind: 'insert', collection: 'invitations', id: value.id, value };
  },
);

const restingDeliveries = [
  noDelivery,
  ...(['sent', 'failed', 'dropped'] as const).map((state) => ({ state, attempts: 1 })),
];

const slugRecords = drafts(
  fields(
    {
      slug: of(slugs),
      organizationId: mostly(organizationIds),
      state: of(['current', 'former'] as const),
      since: of(moments),
    },
    {},
  ),
  ({ slug, organizationId, ...own }) => {
    const value = slugRecord(slug, { id: organizationId }, own);
    return { kind: 'insert', collection: 'slugs', id: value.slug, value };
  },
);

/** Rows of people and their organizations. */
export const peopleRows: fc.Arbitrary<RowDraft> = fc.oneof(
  users,
  organizations,
  memberships,
  invitations,
  slugRecords,
);
