// Sequences of steps that several scenarios of apps share.

import type { AppActorKey } from '../personas.js';
import { raiseVersion } from '../steps/draft-steps.js';
import { approveAsSecond, approveSubmission, claimSubmission } from '../steps/review-steps.js';
import type { ScenarioStep } from '../steps/step-definition.js';
import { releaseApp, submitApp } from '../steps/submission-steps.js';
import type { AppScenarioContext } from './app-scenario-context.js';

type AppScenarioStep = ScenarioStep<AppScenarioContext, AppActorKey>;
export type AppScenario = readonly AppScenarioStep[];

export function twoApprovalSteps(
  day: number,
  first: AppActorKey,
  second: AppActorKey,
): AppScenario {
  return [
    { day, actor: first, step: claimSubmission },
    { day, actor: first, step: approveSubmission },
    { day, actor: second, step: approveAsSecond },
  ];
}

/** Submits on one day; two reviewers approve and the creator releases on the next. */
export function releaseSteps(
  day: number,
  first: AppActorKey = 'rob',
  second: AppActorKey = 'rita',
): AppScenario {
  return [
    { day, actor: 'creator', step: submitApp },
    ...twoApprovalSteps(day + 1, first, second),
    { day: day + 1, actor: 'creator', step: releaseApp },
  ];
}

/** Releases a higher version, for which one reviewer is enough. */
export function releaseUpdateSteps(day: number, reviewer: AppActorKey): AppScenario {
  return [
    { day, actor: 'creator', step: raiseVersion },
    { day, actor: 'creator', step: submitApp },
    { day: day + 1, actor: reviewer, step: claimSubmission },
    { day: day + 1, actor: reviewer, step: approveSubmission },
    { day: day + 1, actor: 'creator', step: releaseApp },
  ];
}
