// Counts the commands, states and refusals that sequences reach, so that a test can detect a gap in the generator.

import type { App } from '../../../../src/domain/app/app.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { PerformedCall } from './run-call.js';
import type { StepObservation } from './step-observation.js';
import { commandCommits, journalActionOf } from './step-observation.js';

export interface SequenceCoverage {
  sequences: number;
  steps: number;
  /** How often each command was done, each state reached, and each refusal returned. */
  readonly methods: Map<string, number>;
  readonly states: Map<string, number>;
  readonly refusals: Map<string, number>;
  readonly actions: Map<string, number>;
}

export function newCoverage(): SequenceCoverage {
  return {
    sequences: 0,
    steps: 0,
    methods: new Map(),
    states: new Map(),
    refusals: new Map(),
    actions: new Map(),
  };
}

/** Methods that write no journal entry of their own. */
const unjournaledMethods = new Set<string>(['keys.authenticate', 'maintenance.runOnce']);

export function countStep(tally: SequenceCoverage, observation: StepObservation): void {
  tally.steps += 1;
  for (const performed of observation.performedCalls) countCall(tally, observation, performed);
  for (const action of observation.probe?.performedActions ?? []) increment(tally.actions, action);
  for (const { before, after } of commandCommits(observation)) {
    for (const { state } of changedRowsOf(before.submissions, after.submissions)) {
      increment(tally.states, state);
    }
    for (const app of changedRowsOf(before.apps, after.apps)) countApp(tally, app);
  }
}

function countCall(
  { methods, states, refusals }: SequenceCoverage,
  observation: StepObservation,
  { call: { method }, outcome, firstRun }: PerformedCall,
): void {
  if (firstRun !== null) increment(states, 'repeated');
  const action = journalActionOf(method);
  const isWritten = commandCommits(observation).some(({ entry }) => entry.action === action);
  if (outcome.ok && (isWritten || unjournaledMethods.has(method))) increment(methods, method);
  if ('fault' in outcome) increment(states, 'fault');
  if ('refusal' in outcome) increment(refusals, outcome.refusal.code);
}

function countApp({ states }: SequenceCoverage, app: App): void {
  increment(states, app.enforcement.state);
  if (app.live !== undefined) increment(states, 'live');
  if (app.delistedAt !== undefined) increment(states, 'delisted');
  if (app.deletedAt !== undefined) increment(states, 'deleted');
  if (app.archivedAt !== undefined) increment(states, 'archived');
}

function changedRowsOf<T>(
  before: ReadonlyMap<string, Versioned<T>>,
  after: ReadonlyMap<string, Versioned<T>>,
): readonly T[] {
  return [...after].flatMap(([id, { value, version }]) =>
    before.get(id)?.version === version ? [] : [value],
  );
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
