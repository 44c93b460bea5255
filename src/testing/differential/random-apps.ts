// Random apps, submissions and API keys.

import fc from 'fast-check';
import type { HardwareType } from '../../domain/app/hardware.js';
import { lanes, openSubmissionStates, submissionStates } from '../../domain/review/submission.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import {
  apiKey,
  app,
  appId,
  claimFields,
  publishedApp,
  submission,
} from '../contract/app-fixtures.js';
import { displayNameOrThrow, organizationId } from '../contract/fixtures.js';
import {
  drafts,
  fields,
  fieldsOfPool,
  fillers,
  mostly,
  of,
  type RowDraft,
  usually,
} from './row-drafts.js';
import {
  apiKeyIds,
  appIds,
  emails,
  laterMoments,
  moments,
  organizationIds,
  packageNames,
  submissionIds,
  userIds,
} from './values.js';

/** Fields that no read looks at; they are shown, and must not matter. */
const appFields = [
  'updatedAt',
  'draft',
  'tier',
  'submissionCount',
  'webhook',
  'createdBy',
] as const;
const submissionFields = [
  'updatedAt',
  'submittedAt',
  'submittedBy',
  'authors',
  'decisions',
  'lastOutcome',
  'laneReason',
  'revision',
  'caseId',
] as const;
const keyFields = [
  'updatedAt',
  'permissions',
  'createdBy',
  'expiresAt',
  'replacedBy',
  'overlapUntil',
  'environment',
] as const;

const apps = drafts(
  fields(
    {
      id: of(appIds),
      packageName: of(packageNames),
      organizationId: mostly(organizationIds),
      visibility: usually('public' as const, 'private' as const),
      enforcement: usually({ state: 'none' as const }, { state: 'suspended' as const }),
      testers: fc.subarray([...emails], { maxLength: 2 }),
      end: of(['none', 'none', 'none', 'none', 'delisted', 'deleted', 'archived'] as const),
      at: of(moments),
      createdAt: of(moments),
      isReleased: usually(true, false),
      title: of(['Live Captions', 'Captions', 'Weather'].map(displayNameOrThrow)),
      hardware: fc.subarray<HardwareType>(['CAMERA', 'IMU']),
      filler: fillers,
    },
    { publisherId: of(organizationIds) },
  ),
  ({ isReleased, title, hardware, publisherId, end, at, filler, ...rest }) => {
    const own = {
      ...fieldsOfPool('apps', filler, appFields),
      ...rest,
      ...(end === 'delisted' ? { delistedAt: at } : {}),
      ...(end === 'deleted' || end === 'archived' ? { deletedAt: at } : {}),
      ...(end === 'deleted' && filler % 2 === 0 ? { delistedAt: at } : {}),
      ...(end === 'archived' ? { archivedAt: at } : {}),
    };
    const publisher = { organizationId: publisherId ?? own.organizationId, name: title };
    const hardwareRequirements = hardware.map((type) => ({ type, level: 'REQUIRED' }) as const);
    const value = isReleased
      ? publishedApp(1, own, { name: title, publisher, hardwareRequirements })
      : { ...app(1), ...own };
    return { kind: 'insert', collection: 'apps', id: value.id, value };
  },
);

const submissions = drafts(
  fields(
    {
      id: of(submissionIds),
      appId: mostly(appIds),
      organizationId: mostly(organizationIds),
      state: of([
        ...openSubmissionStates,
        ...openSubmissionStates,
        'superseded',
        'superseded',
        'approved',
        ...submissionStates,
      ] as const),
      lane: of(lanes),
      enteredAt: of(moments),
      dueAt: of(moments),
      createdAt: of(moments),
      holder: mostly(userIds.slice(1)),
      until: of([...moments, ...laterMoments]),
      filler: fillers,
    },
    {},
  ),
  ({ holder, until, filler, ...own }) => {
    const value = {
      ...submission(1, app(1)),
      ...fieldsOfPool('submissions', filler, submissionFields),
      ...own,
      ...(own.state === 'in_review'
        ? { ...claimFields(holder, until), lease: { holder, leaseToken: 1 + (filler % 3), until } }
        : {}),
      ...(own.state === 'approved' ? { approvedUntil: until } : {}),
      ...(own.state === 'superseded' ? { releasedAt: until } : {}),
    };
    return { kind: 'insert', collection: 'submissions', id: value.id, value };
  },
);

const owners: readonly ResourceOwner[] = [
  { kind: 'app', appId: appId(1) },
  { kind: 'app', appId: appId(2) },
  { kind: 'organization', organizationId: organizationId(1) },
];

const keys = drafts(
  fields(
    { id: of(apiKeyIds), owner: mostly(owners), createdAt: of(moments), filler: fillers },
    { lastUsedAt: of(moments), revokedAt: of(moments) },
  ),
  ({ filler, ...own }) => {
    const value = apiKey(1, own.owner, { ...fieldsOfPool('apikeys', filler, keyFields), ...own });
    return { kind: 'insert', collection: 'apikeys', id: value.id, value };
  },
);

/** Rows of apps, of their review and of their keys. */
export const appRows: fc.Arbitrary<RowDraft> = fc.oneof(apps, submissions, keys);
