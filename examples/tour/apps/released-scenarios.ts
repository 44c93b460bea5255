// The scenarios of apps that are released to the store, and what happens to them there.

import { addMicrophone, fixDraft, raiseVersion, removeMicrophone } from '../steps/draft-steps.js';
import { enforceStep, revokeRelease } from '../steps/enforcement-steps.js';
import { authenticateForgedKey, authenticateKeyStep, createKey } from '../steps/key-steps.js';
import { deleteApp, delistApp, moveApp, relistApp } from '../steps/ownership-steps.js';
import {
  approveAsSecond,
  approveSubmission,
  approveWrongDigest,
  checkFirstInQueue,
  checkReviewCaseStep,
  claimSubmission,
  requestChangesStep,
  setSecurityLaneStep,
} from '../steps/review-steps.js';
import {
  findInStoreStep,
  findNothingInStore,
  searchByName,
  searchOnFullHardware,
  searchOnLackingHardware,
} from '../steps/store-steps.js';
import {
  releaseApp,
  resubmitApp,
  submitApp,
  withdrawSubmission,
} from '../steps/submission-steps.js';
import {
  type AppScenario,
  releaseSteps,
  releaseUpdateSteps,
  twoApprovalSteps,
} from './step-sequences.js';

export const firstReleaseScenario: AppScenario = [
  { day: 3, actor: 'creator', step: submitApp },
  { day: 3, actor: 'creator', step: submitApp, expectedRefusal: 'submission_already_open' },
  { day: 4, actor: 'creator', step: claimSubmission, expectedRefusal: 'conflict_of_interest' },
  { day: 4, actor: 'rob', step: claimSubmission },
  { day: 4, actor: 'rita', step: claimSubmission, expectedRefusal: 'not_claimable' },
  { day: 4, actor: 'rob', step: approveWrongDigest, expectedRefusal: 'digest_mismatch' },
  { day: 4, actor: 'rob', step: approveSubmission },
  { day: 4, actor: 'rob', step: approveAsSecond, expectedRefusal: 'second_reviewer_required' },
  { day: 4, actor: 'rita', step: approveAsSecond },
  { day: 4, actor: 'visitor', step: findNothingInStore, expectedRefusal: 'app_not_found' },
  { day: 4, actor: 'creator', step: releaseApp },
  { day: 4, actor: 'visitor', step: searchByName },
  { day: 4, actor: 'visitor', step: searchOnFullHardware },
  { day: 4, actor: 'visitor', step: searchOnLackingHardware },
  { day: 29, actor: 'creator', step: raiseVersion },
  { day: 29, actor: 'creator', step: submitApp },
  { day: 29, actor: 'visitor', step: findInStoreStep('while the next one waits') },
];

export const changesRequestedScenario: AppScenario = [
  { day: 3, actor: 'creator', step: submitApp },
  { day: 4, actor: 'rita', step: claimSubmission },
  {
    day: 4,
    actor: 'rita',
    step: requestChangesStep('without a reason'),
    expectedRefusal: 'reason_required',
  },
  { day: 4, actor: 'rita', step: requestChangesStep('with reasons') },
  { day: 5, actor: 'creator', step: resubmitApp, expectedRefusal: 'not_ready' },
  { day: 5, actor: 'creator', step: fixDraft },
  { day: 5, actor: 'creator', step: resubmitApp },
  ...twoApprovalSteps(6, 'rob', 'rita'),
  { day: 6, actor: 'creator', step: releaseApp },
];

export const morePermissionsScenario: AppScenario = [
  { day: 3, actor: 'creator', step: removeMicrophone },
  ...releaseSteps(3),
  { day: 8, actor: 'creator', step: raiseVersion },
  { day: 8, actor: 'creator', step: addMicrophone },
  { day: 8, actor: 'creator', step: submitApp },
  { day: 9, actor: 'yuki', step: checkReviewCaseStep(true) },
  { day: 9, actor: 'yuki', step: claimSubmission },
  { day: 9, actor: 'yuki', step: approveSubmission },
  { day: 9, actor: 'creator', step: releaseApp, expectedRefusal: 'invalid_transition' },
  { day: 9, actor: 'visitor', step: findInStoreStep('while it waits for a second reviewer') },
  { day: 9, actor: 'rob', step: approveAsSecond },
  { day: 9, actor: 'creator', step: releaseApp },
];

export const updateReviewScenario: AppScenario = [
  ...releaseSteps(3),
  { day: 10, actor: 'creator', step: fixDraft },
  { day: 10, actor: 'creator', step: submitApp, expectedRefusal: 'not_ready' },
  { day: 10, actor: 'creator', step: raiseVersion },
  { day: 10, actor: 'creator', step: submitApp },
  { day: 11, actor: 'rob', step: checkReviewCaseStep(false) },
  { day: 11, actor: 'rob', step: claimSubmission },
  { day: 11, actor: 'visitor', step: findInStoreStep('while its update is in review') },
  { day: 11, actor: 'rob', step: approveSubmission },
  { day: 11, actor: 'rita', step: approveAsSecond, expectedRefusal: 'invalid_transition' },
  { day: 11, actor: 'visitor', step: findInStoreStep('while its update is approved') },
  { day: 11, actor: 'creator', step: releaseApp },
  { day: 11, actor: 'visitor', step: findInStoreStep('once its update is released') },
];

export const revokedUpdateScenario: AppScenario = [
  ...releaseSteps(3),
  ...releaseUpdateSteps(12, 'rita'),
  { day: 13, actor: 'visitor', step: findInStoreStep('before it is revoked') },
  { day: 15, actor: 'rob', step: revokeRelease, expectedRefusal: 'permission_denied' },
  { day: 15, actor: 'yuki', step: revokeRelease },
  { day: 15, actor: 'yuki', step: revokeRelease, expectedRefusal: 'already_decided' },
  { day: 15, actor: 'visitor', step: findInStoreStep('again, once the next one is revoked') },
];

export const securityLaneScenario: AppScenario = [
  { day: 3, actor: 'creator', step: submitApp },
  { day: 3, actor: 'rob', step: setSecurityLaneStep(''), expectedRefusal: 'reason_required' },
  { day: 3, actor: 'rob', step: setSecurityLaneStep('It fixes a leak of private messages.') },
  { day: 3, actor: 'rita', step: checkFirstInQueue },
  ...twoApprovalSteps(4, 'yuki', 'rita'),
  { day: 4, actor: 'creator', step: releaseApp },
];

export const suspendedScenario: AppScenario = [
  ...releaseSteps(3),
  { day: 4, actor: 'creator', step: createKey },
  { day: 4, actor: 'server', step: authenticateKeyStep('what is its own') },
  { day: 4, actor: 'server', step: authenticateForgedKey, expectedRefusal: 'key_invalid' },
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
  { day: 12, actor: 'visitor', step: findNothingInStore, expectedRefusal: 'app_not_found' },
  { day: 12, actor: 'creator', step: delistApp, expectedRefusal: 'app_suspended' },
  { day: 13, actor: 'creator', step: raiseVersion },
  { day: 13, actor: 'creator', step: submitApp, expectedRefusal: 'app_suspended' },
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
  { day: 5, actor: 'creator', step: createKey },
  { day: 10, actor: 'creator', step: raiseVersion },
  { day: 10, actor: 'creator', step: submitApp },
  { day: 10, actor: 'creator', step: moveApp, expectedRefusal: 'submission_already_open' },
  { day: 10, actor: 'creator', step: withdrawSubmission },
  { day: 10, actor: 'creator', step: moveApp },
  { day: 11, actor: 'server', step: authenticateKeyStep('what is now of another organization') },
];

export const delistedScenario: AppScenario = [
  ...releaseSteps(4, 'rita', 'yuki'),
  { day: 12, actor: 'creator', step: delistApp },
  { day: 12, actor: 'visitor', step: findNothingInStore, expectedRefusal: 'app_not_found' },
  { day: 13, actor: 'creator', step: relistApp },
  { day: 13, actor: 'visitor', step: findInStoreStep('again, once it is relisted') },
  { day: 20, actor: 'creator', step: delistApp },
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
  { day: 17, actor: 'visitor', step: findNothingInStore, expectedRefusal: 'app_not_found' },
];

export const deletedScenario: AppScenario = [
  ...releaseSteps(6),
  { day: 18, actor: 'creator', step: deleteApp },
  { day: 18, actor: 'visitor', step: findNothingInStore, expectedRefusal: 'app_not_found' },
  { day: 18, actor: 'creator', step: submitApp, expectedRefusal: 'app_deleted' },
];
