// Defines a maintenance task: without input, by the embedding service, in steps until nothing is left.

import type { Action } from '../../domain/journal/journal-entry.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { type CommandContext, type Decision, defineCommand } from '../use-case/command.js';
import { emptyInputSchema } from '../use-case/input.js';
import { replayStep, type StepResult, type Task, toTask } from '../use-case/task.js';

/** A task that does everything of one kind that is due. */
export type MaintenanceTask = Task<object, { readonly count: number }, 'permission_denied'>;

export function defineMaintenanceTask(
  action: Action,
  step: (context: CommandContext) => Promise<Decision<StepResult>>,
): (deps: Dependencies) => MaintenanceTask {
  const steps = defineCommand<object, object, object, StepResult, 'permission_denied'>({
    action,
    schema: emptyInputSchema,
    prepare: prepareForSystemOnly,
    attempt: async (context) => ok(await step(context)),
    replay: replayStep,
  });
  return (deps) => toTask(steps(deps));
}
