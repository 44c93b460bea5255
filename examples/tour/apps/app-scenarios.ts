// The scenarios of the tour's apps, one each, in the order of the file. Further apps stay drafts. Days are counted as in
// the scenarios of organizations.

import {
  changesRequestedScenario,
  deletedScenario,
  delistedScenario,
  firstReleaseScenario,
  morePermissionsScenario,
  movedScenario,
  revokedUpdateScenario,
  securityLaneScenario,
  suspendedScenario,
  takenDownScenario,
  updateReviewScenario,
  warnedScenario,
} from './released-scenarios.js';
import type { AppScenario } from './step-sequences.js';
import {
  approvedScenario,
  disputedApprovalScenario,
  expiredClaimScenario,
  inReviewScenario,
  privateTestScenario,
  rejectedScenario,
  waitingForChangesScenario,
  withdrawnScenario,
} from './unreleased-scenarios.js';

/** The day on which the apps are created: by then some creators have made others the admins of their organizations. */
export const firstAppDay = 3;

/** One per accepted app. */
const appScenarios: readonly AppScenario[] = [
  firstReleaseScenario,
  changesRequestedScenario,
  morePermissionsScenario,
  updateReviewScenario,
  revokedUpdateScenario,
  securityLaneScenario,
  suspendedScenario,
  movedScenario,
  delistedScenario,
  rejectedScenario,
  warnedScenario,
  disputedApprovalScenario,
  takenDownScenario,
  expiredClaimScenario,
  withdrawnScenario,
  privateTestScenario,
  deletedScenario,
  approvedScenario,
  waitingForChangesScenario,
  inReviewScenario,
];

/** The scenario of the app at this position among the accepted ones, counted from 0. */
export function appScenarioAt(position: number): AppScenario {
  return appScenarios[position] ?? [];
}

/** The days on which something happens, in order. */
export const appScenarioDays: readonly number[] = [
  ...new Set([firstAppDay, ...appScenarios.flat().map(({ day }) => day)]),
].sort((a, b) => a - b);
