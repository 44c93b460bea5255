// Sequences of steps that several scenarios of apps share.

import type { AppActorKey } from '../personas.js';
import { raiseVersionStep } from '../steps/draft-steps.js';
import {
  approveAsSecondStep,
  approveSubmissionStep,
  claimSubmissionStep,
} from '../steps/review-steps.js';
import type { ScenarioStep } from '../steps/step-definition.js';
import { releaseAppStep, submitAppStep } from '../steps/submission-steps.js';
import type { AppScenarioContext } from './app-scenario-context.js';

type AppScenarioStep = ScenarioStep<AppScenarioContext, AppActorKey>;
export type AppScenario = readonly AppScenarioStep[];

export function twoApprovalSteps(
  day: number,
  first: AppActorKey,
  second: AppActorKey,
): AppScenario {
  return [
    { day, actor: first, step: claimSubmissionStep },
    { day, actor: first, step: approveSubmissionStep },
    { day, actor: second, step: approveAsSecondStep },
  ];
}

/** Submits on one day; two reviewers approve and the creator releases on the next. */
export function releaseSteps(
  day: number,
  first: AppActorKey = 'rob',
  second: AppActorKey = 'rita',
): AppScenario {
  return [
    { day, actor: 'creator', step: submitAppStep },
    ...twoApprovalSteps(day + 1, first, second),
    { day: day + 1, actor: 'creator', step: releaseAppStep },
  ];
}

/** Releases a higher version, for which one reviewer is enough. */
export function releaseUpdateSteps(day: number, reviewer: AppActorKey): AppScenario {
  return [
    { day, actor: 'creator', step: raiseVersionStep },
    { day, actor: 'creator', step: submitAppStep },
    { day: day + 1, actor: reviewer, step: claimSubmissionStep },
    { day: day + 1, actor: reviewer, step: approveSubmissionStep },
    { day: day + 1, actor: 'creator', step: releaseAppStep },
  ];
}
