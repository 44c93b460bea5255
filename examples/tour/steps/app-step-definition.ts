import type { AppScenarioContext } from '../apps/app-scenario-context.js';
import type { AppActorKey } from '../personas.js';
import type { StepDefinition } from './step-definition.js';

/** What a person does with an app. */
export type AppStepDefinition = StepDefinition<AppScenarioContext, AppActorKey>;
