// Runs the scenarios day by day. Within a day, several organizations run at once, each in the order of its steps.

import { type RefusedStep, reportBugText } from './environment.js';
import { type AppActorKey, type OrganizationActorKey, personaName } from './personas.js';
import type { ScenarioContext } from './scenario-context.js';
import type { ScenarioStep } from './steps/step-definition.js';

/** How many organizations run at once: enough to keep a storage busy. */
const maxConcurrent = 16;

/** The place in an input file that a scenario belongs to. */
interface InputLocation {
  readonly line: number;
  /** Such as `line 7`. */
  readonly location: string;
}

export interface ScenarioRun<
  S extends InputLocation = ScenarioContext,
  P extends OrganizationActorKey | AppActorKey = OrganizationActorKey,
> {
  readonly context: S;
  readonly scenario: readonly ScenarioStep<S, P>[];
}

/** Runs one day of every scenario and returns what was refused. Throws if a result is not the one that the scenario expects. */
export async function runScenariosForDay(
  parts: readonly ScenarioRun[],
  day: number,
  onStep: () => void,
): Promise<readonly RefusedStep[]> {
  const refused: RefusedStep[] = [];
  await forEachConcurrently(parts, async (part) => {
    refused.push(...(await runScenarioForDay(part, day, onStep)));
  });
  return refused;
}

/** Runs one day of one scenario, as `runScenariosForDay` does. */
export async function runScenarioForDay<
  S extends InputLocation,
  P extends OrganizationActorKey | AppActorKey,
>(
  { context, scenario }: ScenarioRun<S, P>,
  day: number,
  onStep: () => void,
): Promise<readonly RefusedStep[]> {
  const refused: RefusedStep[] = [];
  for (const step of scenario.filter((one) => one.day === day)) {
    const refusal = await runScenarioStep(context, step);
    if (refusal !== null) refused.push(refusal);
    onStep();
  }
  return refused;
}

async function runScenarioStep<
  S extends InputLocation,
  P extends OrganizationActorKey | AppActorKey,
>(context: S, { actor, step, expectedRefusal }: ScenarioStep<S, P>): Promise<RefusedStep | null> {
  const result = await step.run(context, actor);
  const code = result.ok ? undefined : result.refusal.code;
  const what = capitalize(`${personaName(actor)} ${step.text}`);
  if (code !== expectedRefusal)
    throw new Error(unexpectedResultText(`${context.location}: ${what}`, expectedRefusal, code));
  return code === undefined ? null : { line: context.line, code, what };
}

function unexpectedResultText(what: string, wanted: string = 'done', got: string = 'done'): string {
  return `${what}: this should have been ${wanted} and was ${got}. ${reportBugText}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Runs `work` for every item, 16 at once. After a failure it starts no further item, and throws the failure when the running ones have ended. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const failures: unknown[] = [];
  const worker = async () => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await work(item).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: maxConcurrent }, worker));
  if (failures.length > 0) throw failures[0];
}
