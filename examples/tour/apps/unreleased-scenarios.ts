// The scenarios of apps that are not released to the store, or not yet.

import { editOldDraft, fixDraft, runDraft, shareWithTester } from '../steps/draft-steps.js';
import {
  approveSubmission,
  claimSubmission,
  rejectSubmission,
  releaseClaim,
  requestChangesStep,
  sendBackStep,
} from '../steps/review-steps.js';
import { submitApp, withdrawSubmission } from '../steps/submission-steps.js';
import { type AppScenario, twoApprovalSteps } from './step-sequences.js';

export const rejectedScenario: AppScenario = [
  { day: 5, actor: 'creator', step: submitApp },
  { day: 6, actor: 'rita', step: claimSubmission },
  { day: 6, actor: 'rita', step: rejectSubmission },
  { day: 6, actor: 'rita', step: approveSubmission, expectedRefusal: 'already_decided' },
  { day: 6, actor: 'creator', step: withdrawSubmission, expectedRefusal: 'already_decided' },
];

export const disputedApprovalScenario: AppScenario = [
  { day: 21, actor: 'creator', step: submitApp },
  { day: 22, actor: 'rob', step: claimSubmission },
  { day: 22, actor: 'rob', step: approveSubmission },
  {
    day: 22,
    actor: 'rita',
    step: sendBackStep('without a reason'),
    expectedRefusal: 'reason_required',
  },
  { day: 22, actor: 'rita', step: sendBackStep('with reasons') },
  { day: 29, actor: 'yuki', step: claimSubmission },
  { day: 29, actor: 'yuki', step: approveSubmission },
];

export const expiredClaimScenario: AppScenario = [
  { day: 20, actor: 'creator', step: submitApp },
  { day: 22, actor: 'rob', step: claimSubmission },
  { day: 23, actor: 'rob', step: approveSubmission, expectedRefusal: 'lease_lost' },
];

export const withdrawnScenario: AppScenario = [
  { day: 18, actor: 'creator', step: submitApp },
  { day: 19, actor: 'rita', step: claimSubmission },
  { day: 19, actor: 'creator', step: withdrawSubmission },
  { day: 19, actor: 'rita', step: approveSubmission, expectedRefusal: 'already_decided' },
];

export const privateTestScenario: AppScenario = [
  { day: 7, actor: 'creator', step: shareWithTester },
  { day: 7, actor: 'tess', step: runDraft },
  { day: 7, actor: 'rob', step: runDraft, expectedRefusal: 'app_not_found' },
  { day: 8, actor: 'creator', step: fixDraft },
  { day: 8, actor: 'creator', step: editOldDraft, expectedRefusal: 'draft_conflict' },
  { day: 8, actor: 'creator', step: submitApp, expectedRefusal: 'not_ready' },
];

export const approvedScenario: AppScenario = [
  { day: 24, actor: 'creator', step: submitApp },
  ...twoApprovalSteps(25, 'rita', 'yuki'),
];

export const waitingForChangesScenario: AppScenario = [
  { day: 23, actor: 'creator', step: submitApp },
  { day: 24, actor: 'rita', step: claimSubmission },
  { day: 24, actor: 'rita', step: releaseClaim },
  { day: 24, actor: 'rob', step: claimSubmission },
  { day: 24, actor: 'rob', step: requestChangesStep('with reasons') },
];

export const inReviewScenario: AppScenario = [
  { day: 28, actor: 'creator', step: submitApp },
  { day: 30, actor: 'rob', step: claimSubmission },
];
