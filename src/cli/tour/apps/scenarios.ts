// What happens with the apps of the tour, one scenario each, in the order of the file; further apps stay drafts. Days
// count as those of the organizations.

import {
  askingForMore,
  byTheBook,
  deleted,
  delisted,
  fallenBack,
  inSecurityLane,
  inUpdate,
  mended,
  moved,
  suspended,
  takenDown,
  warned,
} from './released.js';
import type { AppScenario } from './steps.js';
import {
  approved,
  disputed,
  forgotten,
  inReview,
  inTest,
  rejected,
  sentBack,
  withdrawn,
} from './unreleased.js';

/** When the apps are made: the founders who hand over have done so by then. */
export const firstDayOfApps = 3;

/** One an app. */
const scenarios: readonly AppScenario[] = [
  byTheBook,
  mended,
  askingForMore,
  inUpdate,
  fallenBack,
  inSecurityLane,
  suspended,
  moved,
  delisted,
  rejected,
  warned,
  disputed,
  takenDown,
  forgotten,
  withdrawn,
  inTest,
  deleted,
  approved,
  sentBack,
  inReview,
];

/** The scenario of the app at this position among those that are accepted, from 0. */
export function appScenarioAt(position: number): AppScenario {
  return scenarios[position] ?? [];
}

/** Every day on which something happens, in order. */
export const daysOfApps: readonly number[] = [
  ...new Set([firstDayOfApps, ...scenarios.flat().map(({ day }) => day)]),
].sort((a, b) => a - b);
