// Scenarios of apps that do not come into the store, or not yet.

import { editsOldDraft, mends, runsDraft, sharesWithTester } from '../deeds/drafts.js';
import {
  approves,
  claims,
  disagrees,
  givesClaimBack,
  rejects,
  sendsBack,
} from '../deeds/review.js';
import { submits, withdraws } from '../deeds/submissions.js';
import { type AppScenario, approvedByTwo } from './steps.js';

export const rejected: AppScenario = [
  { day: 5, who: 'founder', does: submits },
  { day: 6, who: 'rita', does: claims },
  { day: 6, who: 'rita', does: rejects },
  { day: 6, who: 'rita', does: approves, refused: 'already_decided' },
  { day: 6, who: 'founder', does: withdraws, refused: 'already_decided' },
];

export const disputed: AppScenario = [
  { day: 21, who: 'founder', does: submits },
  { day: 22, who: 'rob', does: claims },
  { day: 22, who: 'rob', does: approves },
  { day: 22, who: 'rita', does: disagrees('without a word'), refused: 'reason_required' },
  { day: 22, who: 'rita', does: disagrees('with grounds') },
  { day: 29, who: 'yuki', does: claims },
  { day: 29, who: 'yuki', does: approves },
];

export const forgotten: AppScenario = [
  { day: 20, who: 'founder', does: submits },
  { day: 22, who: 'rob', does: claims },
  { day: 23, who: 'rob', does: approves, refused: 'lease_lost' },
];

export const withdrawn: AppScenario = [
  { day: 18, who: 'founder', does: submits },
  { day: 19, who: 'rita', does: claims },
  { day: 19, who: 'founder', does: withdraws },
  { day: 19, who: 'rita', does: approves, refused: 'already_decided' },
];

export const inTest: AppScenario = [
  { day: 7, who: 'founder', does: sharesWithTester },
  { day: 7, who: 'tess', does: runsDraft },
  { day: 7, who: 'rob', does: runsDraft, refused: 'app_not_found' },
  { day: 8, who: 'founder', does: mends },
  { day: 8, who: 'founder', does: editsOldDraft, refused: 'draft_conflict' },
  { day: 8, who: 'founder', does: submits, refused: 'not_ready' },
];

export const approved: AppScenario = [
  { day: 24, who: 'founder', does: submits },
  ...approvedByTwo(25, 'rita', 'yuki'),
];

export const sentBack: AppScenario = [
  { day: 23, who: 'founder', does: submits },
  { day: 24, who: 'rita', does: claims },
  { day: 24, who: 'rita', does: givesClaimBack },
  { day: 24, who: 'rob', does: claims },
  { day: 24, who: 'rob', does: sendsBack('with grounds') },
];

export const inReview: AppScenario = [
  { day: 28, who: 'founder', does: submits },
  { day: 30, who: 'rob', does: claims },
];
