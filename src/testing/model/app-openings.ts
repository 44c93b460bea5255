// How sequences about apps start: with a draft, and from there through review into the store.

import {
  completeDraftCalls,
  createAppCall,
  deskOpening,
  draftOpening,
  readyOpening,
} from './draft-openings.js';
import { weightedKeyOpenings } from './key-openings.js';
import { submissionDigestPlaceholder } from './placeholders.js';
import type { ModelCall } from './reference/index.js';

function submitCall(appId: string): ModelCall {
  return { method: 'submissions.submit', caller: 'user 1', input: { appId, draftRevision: 0 } };
}

function claimCall(submissionId: string, reviewer: string): ModelCall {
  return { method: 'review.claim', caller: reviewer, input: { submissionId } };
}

function approveCall(submissionId: string, reviewer: string): ModelCall {
  const input = { submissionId, digest: submissionDigestPlaceholder, leaseToken: 0 };
  return { method: 'review.approve', caller: reviewer, input };
}

function secondApproveCall(submissionId: string, reviewer: string): ModelCall {
  const input = { submissionId, digest: submissionDigestPlaceholder };
  return { method: 'review.secondApprove', caller: reviewer, input };
}

function releaseCall(submissionId: string): ModelCall {
  return { method: 'submissions.release', caller: 'user 2', input: { submissionId } };
}

function newVersionCall(appId: string, version: string): ModelCall {
  const input = { appId, expectedRevision: 0, changes: { version } };
  return { method: 'apps.updateDraft', caller: 'user 1', input };
}

const [one, other] = ['reviewer user 3', 'reviewer user 4'];

const submittedOpening = [...readyOpening, submitCall('app 1')];
const claimedOpening = [...submittedOpening, claimCall('submission 1', one)];
const halfApprovedOpening = [...claimedOpening, approveCall('submission 1', one)];
const approvedOpening = [...halfApprovedOpening, secondApproveCall('submission 1', other)];
const releasedOpening = [...approvedOpening, releaseCall('submission 1')];

const returnedOpening: readonly ModelCall[] = [
  ...claimedOpening,
  {
    method: 'review.requestChanges',
    caller: one,
    input: {
      submissionId: 'submission 1',
      digest: submissionDigestPlaceholder,
      leaseToken: 0,
      reasons: ['incomplete'],
      text: 'please add a picture',
    },
  },
  newVersionCall('app 1', '1.1.0'),
];

/** An update waits for its review while the first version is live. */
const updateOpening = [...releasedOpening, newVersionCall('app 1', '1.1.0'), submitCall('app 1')];

const twiceReleasedOpening = [
  ...updateOpening,
  claimCall('submission 2', other),
  approveCall('submission 2', other),
  releaseCall('submission 2'),
];

/** It is too late to release what was approved. */
const expiredApprovalOpening: readonly ModelCall[] = [
  ...approvedOpening,
  { method: 'clock.advance', caller: 'system', input: { milliseconds: 600_000_000 } },
];

/** Two apps in the queue. */
const twoAppsOpening = [
  ...claimedOpening,
  createAppCall('com.acme.notes'),
  ...completeDraftCalls('app 2'),
  submitCall('app 2'),
];

/** Openings with their weights, from the emptiest to the fullest. */
export const weightedAppOpenings: readonly (readonly [number, readonly ModelCall[]])[] = [
  [1, deskOpening],
  [2, draftOpening],
  [3, readyOpening],
  [3, submittedOpening],
  [3, claimedOpening],
  [3, returnedOpening],
  [3, halfApprovedOpening],
  [3, approvedOpening],
  [2, expiredApprovalOpening],
  [3, releasedOpening],
  [3, updateOpening],
  [5, twiceReleasedOpening],
  [3, twoAppsOpening],
  ...weightedKeyOpenings,
];
