// The scenarios of apps that are not released to the store, or not yet.

import {
  editOldDraftStep,
  fixDraftStep,
  runDraftStep,
  shareWithTesterStep,
} from '../steps/draft-steps.js';
import {
  approveSubmissionStep,
  claimSubmissionStep,
  rejectSubmissionStep,
  releaseClaimStep,
  requestChangesStep,
  sendBackStep,
} from '../steps/review-steps.js';
import { submitAppStep, withdrawSubmissionStep } from '../steps/submission-steps.js';
import { type AppScenario, twoApprovalSteps } from './step-sequences.js';

export const rejectedScenario: AppScenario = [
  { day: 5, actor: 'creator', step: submitAppStep },
  { day: 6, actor: 'rita', step: claimSubmissionStep },
  { day: 6, actor: 'rita', step: rejectSubmissionStep },
  { day: 6, actor: 'rita', step: approveSubmissionStep, expectedRefusal: 'already_decided' },
  { day: 6, actor: 'creator', step: withdrawSubmissionStep, expectedRefusal: 'already_decided' },
];

export const disputedApprovalScenario: AppScenario = [
  { day: 21, actor: 'creator', step: submitAppStep },
  { day: 22, actor: 'rob', step: claimSubmissionStep },
  { day: 22, actor: 'rob', step: approveSubmissionStep },
  {
    day: 22,
    actor: 'rita',
    step: sendBackStep('without a reason'),
    expectedRefusal: 'reason_required',
  },
  { day: 22, actor: 'rita', step: sendBackStep('with reasons') },
  { day: 29, actor: 'yuki', step: claimSubmissionStep },
  { day: 29, actor: 'yuki', step: approveSubmissionStep },
];

export const expiredClaimScenario: AppScenario = [
  { day: 20, actor: 'creator', step: submitAppStep },
  { day: 22, actor: 'rob', step: claimSubmissionStep },
  { day: 23, actor: 'rob', step: approveSubmissionStep, expectedRefusal: 'lease_lost' },
];

export const withdrawnScenario: AppScenario = [
  { day: 18, actor: 'creator', step: submitAppStep },
  { day: 19, actor: 'rita', step: claimSubmissionStep },
  { day: 19, actor: 'creator', step: withdrawSubmissionStep },
  { day: 19, actor: 'rita', step: approveSubmissionStep, expectedRefusal: 'already_decided' },
];

export const privateTestScenario: AppScenario = [
  { day: 7, actor: 'creator', step: shareWithTesterStep },
  { day: 7, actor: 'tess', step: runDraftStep },
  { day: 7, actor: 'rob', step: runDraftStep, expectedRefusal: 'app_not_found' },
  { day: 8, actor: 'creator', step: fixDraftStep },
  { day: 8, actor: 'creator', step: editOldDraftStep, expectedRefusal: 'draft_conflict' },
  { day: 8, actor: 'creator', step: submitAppStep, expectedRefusal: 'not_ready' },
];

export const approvedScenario: AppScenario = [
  { day: 24, actor: 'creator', step: submitAppStep },
  ...twoApprovalSteps(25, 'rita', 'yuki'),
];

export const waitingForChangesScenario: AppScenario = [
  { day: 23, actor: 'creator', step: submitAppStep },
  { day: 24, actor: 'rita', step: claimSubmissionStep },
  { day: 24, actor: 'rita', step: releaseClaimStep },
  { day: 24, actor: 'rob', step: claimSubmissionStep },
  { day: 24, actor: 'rob', step: requestChangesStep('with reasons') },
];

export const inReviewScenario: AppScenario = [
  { day: 28, actor: 'creator', step: submitAppStep },
  { day: 30, actor: 'rob', step: claimSubmissionStep },
];
