// What the scenarios of apps are made of.

import type { Step } from '../deeds/deed.js';
import { raisesVersion } from '../deeds/drafts.js';
import { approves, approvesAsSecond, claims } from '../deeds/review.js';
import { releases, submits } from '../deeds/submissions.js';
import type { Player } from '../people.js';
import type { AppScene } from './scene.js';

type AppStep = Step<AppScene, Player>;
export type AppScenario = readonly AppStep[];

export function approvedByTwo(day: number, first: Player, second: Player): AppScenario {
  return [
    { day, who: first, does: claims },
    { day, who: first, does: approves },
    { day, who: second, does: approvesAsSecond },
  ];
}

/** Submitted one day, approved by two and released the next. */
export function published(
  day: number,
  first: Player = 'rob',
  second: Player = 'rita',
): AppScenario {
  return [
    { day, who: 'founder', does: submits },
    ...approvedByTwo(day + 1, first, second),
    { day: day + 1, who: 'founder', does: releases },
  ];
}

/** A higher version, for which one reviewer is enough. */
export function updated(day: number, reviewer: Player): AppScenario {
  return [
    { day, who: 'founder', does: raisesVersion },
    { day, who: 'founder', does: submits },
    { day: day + 1, who: reviewer, does: claims },
    { day: day + 1, who: reviewer, does: approves },
    { day: day + 1, who: 'founder', does: releases },
  ];
}
