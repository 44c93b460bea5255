// The scenarios of apps that are released to the store, and what happens to them there.

import {
  addMicrophoneStep,
  fixDraftStep,
  raiseVersionStep,
  removeMicrophoneStep,
} from '../steps/draft-steps.js';
import { enforceStep, revokeReleaseStep } from '../steps/enforcement-steps.js';
import {
  authenticateForgedKeyStep,
  authenticateKeyStep,
  createKeyStep,
} from '../steps/key-steps.js';
import {
  deleteAppStep,
  delistAppStep,
  moveAppStep,
  relistAppStep,
} from '../steps/ownership-steps.js';
import {
  approveAsSecondStep,
  approveSubmissionStep,
  approveWrongDigestStep,
  checkFirstInQueueStep,
  checkReviewCaseStep,
  claimSubmissionStep,
  requestChangesStep,
  setSecurityLaneStep,
} from '../steps/review-steps.js';
import {
  findInStoreStep,
  lookUpHiddenAppStep,
  searchByNameStep,
  searchOnFullHardwareStep,
  searchWithoutRequiredHardwareStep,
} from '../steps/store-steps.js';
import {
  releaseAppStep,
  resubmitAppStep,
  submitAppStep,
  withdrawSubmissionStep,
} from '../steps/submission-steps.js';
import {
  type AppScenario,
  releaseSteps,
  releaseUpdateSteps,
  twoApprovalSteps,
} from './step-sequences.js';

export const firstReleaseScenario: AppScenario = [
  { day: 3, actor: 'creator', step: submitAppStep },
  { day: 3, actor: 'creator', step: submitAppStep, expectedRefusal: 'submission_already_open' },
  { day: 4, actor: 'creator', step: claimSubmissionStep, expectedRefusal: 'conflict_of_interest' },
  { day: 4, actor: 'rob', step: claimSubmissionStep },
  { day: 4, actor: 'rita', step: claimSubmissionStep, expectedRefusal: 'not_claimable' },
  { day: 4, actor: 'rob', step: approveWrongDigestStep, expectedRefusal: 'digest_mismatch' },
  { day: 4, actor: 'rob', step: approveSubmissionStep },
  { day: 4, actor: 'rob', step: approveAsSecondStep, expectedRefusal: 'second_reviewer_required' },
  { day: 4, actor: 'rita', step: approveAsSecondStep },
  { day: 4, actor: 'visitor', step: lookUpHiddenAppStep, expectedRefusal: 'app_not_found' },
  { day: 4, actor: 'creator', step: releaseAppStep },
  { day: 4, actor: 'visitor', step: searchByNameStep },
  { day: 4, actor: 'visitor', step: searchOnFullHardwareStep },
  { day: 4, actor: 'visitor', step: searchWithoutRequiredHardwareStep },
  { day: 29, actor: 'creator', step: raiseVersionStep },
  { day: 29, actor: 'creator', step: submitAppStep },
  { day: 29, actor: 'visitor', step: findInStoreStep('while the next one waits') },
];

export const changesRequestedScenario: AppScenario = [
  { day: 3, actor: 'creator', step: submitAppStep },
  { day: 4, actor: 'rita', step: claimSubmissionStep },
  {
    day: 4,
    actor: 'rita',
    step: requestChangesStep('without a reason'),
    expectedRefusal: 'reason_required',
  },
  { day: 4, actor: 'rita', step: requestChangesStep('with reasons') },
  { day: 5, actor: 'creator', step: resubmitAppStep, expectedRefusal: 'not_ready' },
  { day: 5, actor: 'creator', step: fixDraftStep },
  { day: 5, actor: 'creator', step: resubmitAppStep },
  ...twoApprovalSteps(6, 'rob', 'rita'),
  { day: 6, actor: 'creator', step: releaseAppStep },
];

export const morePermissionsScenario: AppScenario = [
  { day: 3, actor: 'creator', step: removeMicrophoneStep },
  ...releaseSteps(3),
  { day: 8, actor: 'creator', step: raiseVersionStep },
  { day: 8, actor: 'creator', step: addMicrophoneStep },
  { day: 8, actor: 'creator', step: submitAppStep },
  { day: 9, actor: 'yuki', step: checkReviewCaseStep(true) },
  { day: 9, actor: 'yuki', step: claimSubmissionStep },
  { day: 9, actor: 'yuki', step: approveSubmissionStep },
  { day: 9, actor: 'creator', step: releaseAppStep, expectedRefusal: 'invalid_transition' },
  { day: 9, actor: 'visitor', step: findInStoreStep('while it waits for a second reviewer') },
  { day: 9, actor: 'rob', step: approveAsSecondStep },
  { day: 9, actor: 'creator', step: releaseAppStep },
];

export const updateReviewScenario: AppScenario = [
  ...releaseSteps(3),
  { day: 10, actor: 'creator', step: fixDraftStep },
  { day: 10, actor: 'creator', step: submitAppStep, expectedRefusal: 'not_ready' },
  { day: 10, actor: 'creator', step: raiseVersionStep },
  { day: 10, actor: 'creator', step: submitAppStep },
  { day: 11, actor: 'rob', step: checkReviewCaseStep(false) },
  { day: 11, actor: 'rob', step: claimSubmissionStep },
  { day: 11, actor: 'visitor', step: findInStoreStep('while its update is in review') },
  { day: 11, actor: 'rob', step: approveSubmissionStep },
  { day: 11, actor: 'rita', step: approveAsSecondStep, expectedRefusal: 'invalid_transition' },
  { day: 11, actor: 'visitor', step: findInStoreStep('while its update is approved') },
  { day: 11, actor: 'creator', step: releaseAppStep },
  { day: 11, actor: 'visitor', step: findInStoreStep('once its update is released') },
];

export const revokedUpdateScenario: AppScenario = [
  ...releaseSteps(3),
  ...releaseUpdateSteps(12, 'rita'),
  { day: 13, actor: 'visitor', step: findInStoreStep('before it is revoked') },
  { day: 15, actor: 'rob', step: revokeReleaseStep, expectedRefusal: 'permission_denied' },
  { day: 15, actor: 'yuki', step: revokeReleaseStep },
  { day: 15, actor: 'yuki', step: revokeReleaseStep, expectedRefusal: 'already_decided' },
  { day: 15, actor: 'visitor', step: findInStoreStep('again, once the next one is revoked') },
];

export const securityLaneScenario: AppScenario = [
  { day: 3, actor: 'creator', step: submitAppStep },
  { day: 3, actor: 'rob', step: setSecurityLaneStep(''), expectedRefusal: 'reason_required' },
  { day: 3, actor: 'rob', step: setSecurityLaneStep('It fixes a leak of private messages.') },
  { day: 3, actor: 'rita', step: checkFirstInQueueStep },
  ...twoApprovalSteps(4, 'yuki', 'rita'),
  { day: 4, actor: 'creator', step: releaseAppStep },
];

export const suspendedScenario: AppScenario = [
  ...releaseSteps(3),
  { day: 4, actor: 'creator', step: createKeyStep },
  { day: 4, actor: 'server', step: authenticateKeyStep('what is its own') },
  { day: 4, actor: 'server', step: authenticateForgedKeyStep, expectedRefusal: 'key_invalid' },
  {
    day: 12,
    actor: 'rob',
    step: enforceStep('suspend', 'It spies on people.'),
    expectedRefusal: 'permission_denied',
  },
  { day: 12, actor: 'yuki', step: enforceStep('suspend', ''), expectedRefusal: 'reason_required' },
  {
    day: 12,
    actor: 'yuki',
    step: enforceStep('suspend', 'It sends others the places where people run.'),
  },
  {
    day: 12,
    actor: 'server',
    step: authenticateKeyStep('nothing'),
    expectedRefusal: 'app_suspended',
  },
  { day: 12, actor: 'visitor', step: lookUpHiddenAppStep, expectedRefusal: 'app_not_found' },
  { day: 12, actor: 'creator', step: delistAppStep, expectedRefusal: 'app_suspended' },
  { day: 13, actor: 'creator', step: raiseVersionStep },
  { day: 13, actor: 'creator', step: submitAppStep, expectedRefusal: 'app_suspended' },
  { day: 14, actor: 'yuki', step: enforceStep('reinstate', 'It no longer sends them.') },
  {
    day: 14,
    actor: 'server',
    step: authenticateKeyStep('what is its own again, once it is reinstated'),
  },
  { day: 14, actor: 'visitor', step: findInStoreStep('again, once it is reinstated') },
];

export const movedScenario: AppScenario = [
  ...releaseSteps(4),
  { day: 5, actor: 'creator', step: createKeyStep },
  { day: 10, actor: 'creator', step: raiseVersionStep },
  { day: 10, actor: 'creator', step: submitAppStep },
  { day: 10, actor: 'creator', step: moveAppStep, expectedRefusal: 'submission_already_open' },
  { day: 10, actor: 'creator', step: withdrawSubmissionStep },
  { day: 10, actor: 'creator', step: moveAppStep },
  { day: 11, actor: 'server', step: authenticateKeyStep('what is now of another organization') },
];

export const delistedScenario: AppScenario = [
  ...releaseSteps(4, 'rita', 'yuki'),
  { day: 12, actor: 'creator', step: delistAppStep },
  { day: 12, actor: 'visitor', step: lookUpHiddenAppStep, expectedRefusal: 'app_not_found' },
  { day: 13, actor: 'creator', step: relistAppStep },
  { day: 13, actor: 'visitor', step: findInStoreStep('again, once it is relisted') },
  { day: 20, actor: 'creator', step: delistAppStep },
];

export const warnedScenario: AppScenario = [
  ...releaseSteps(5, 'yuki', 'rob'),
  { day: 16, actor: 'yuki', step: enforceStep('warn', 'It reads more than the newest mail.') },
  { day: 16, actor: 'visitor', step: findInStoreStep('although its organization is warned') },
];

export const takenDownScenario: AppScenario = [
  ...releaseSteps(5, 'rita', 'rob'),
  { day: 17, actor: 'yuki', step: enforceStep('takeDown', 'Its sounds belong to somebody else.') },
  {
    day: 17,
    actor: 'yuki',
    step: enforceStep('suspend', 'Once more.'),
    expectedRefusal: 'invalid_transition',
  },
  { day: 17, actor: 'visitor', step: lookUpHiddenAppStep, expectedRefusal: 'app_not_found' },
];

export const deletedScenario: AppScenario = [
  ...releaseSteps(6),
  { day: 18, actor: 'creator', step: deleteAppStep },
  { day: 18, actor: 'visitor', step: lookUpHiddenAppStep, expectedRefusal: 'app_not_found' },
  { day: 18, actor: 'creator', step: submitAppStep, expectedRefusal: 'app_deleted' },
];
