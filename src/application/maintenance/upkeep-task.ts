// The form of what time asks for: no input, by the embedding service, step by step until nothing is left.

import type { Action } from '../../domain/journal/entry.js';
import { ok } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { bySystem } from '../use-case/authority.js';
import { command, type Plan, type Unit } from '../use-case/command.js';
import { emptySchema } from '../use-case/input.js';
import { recallStep, type Step, type Task, task } from '../use-case/task.js';

export type UpkeepTask = Task<object, { readonly count: number }, 'permission_denied'>;

export function upkeepTask(
  action: Action,
  step: (unit: Unit) => Promise<Plan<Step>>,
): (context: Context) => UpkeepTask {
  const steps = command<object, object, object, Step, 'permission_denied'>({
    action,
    schema: emptySchema,
    prepare: bySystem,
    attempt: async (unit) => ok(await step(unit)),
    recall: recallStep,
  });
  return (context) => task(steps(context));
}
