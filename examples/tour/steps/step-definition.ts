import type { RefusalCode } from '../../../src/domain/shared/refusal.js';
import type { StepResult } from '../environment.js';
import type { OrganizationActorKey } from '../personas.js';
import type { ScenarioContext } from '../scenario-context.js';

/** What a person does in a scenario: one call of a use case. */
export interface StepDefinition<S = ScenarioContext, P = OrganizationActorKey> {
  /** The words after the person's name, such as `accepts the invitation`. */
  readonly text: string;
  run(context: S, self: P): Promise<StepResult>;
}

/** A step of a scenario: who does it, on which day, and whether it must be refused. */
export interface ScenarioStep<S = ScenarioContext, P = OrganizationActorKey> {
  readonly day: number;
  readonly actor: P;
  readonly step: StepDefinition<S, P>;
  /** Absent if the step must succeed. */
  readonly expectedRefusal?: RefusalCode;
}
