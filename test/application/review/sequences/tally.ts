// How often what was reached: a generator that no longer gets somewhere shows it here.

import type { App } from '../../../../src/domain/app/app.js';
import type { Versioned } from '../../../../src/domain/shared/result.js';
import type { Moment } from './moment.js';
import { actionOf, deedsOf } from './moment.js';
import type { Asked } from './perform.js';

export interface Tally {
  sequences: number;
  steps: number;
  /** How often each verb was done, each state reached, each refusal and fault given. */
  readonly verbs: Map<string, number>;
  readonly states: Map<string, number>;
  readonly refusals: Map<string, number>;
  readonly actions: Map<string, number>;
}

export function newTally(): Tally {
  return {
    sequences: 0,
    steps: 0,
    verbs: new Map(),
    states: new Map(),
    refusals: new Map(),
    actions: new Map(),
  };
}

/** What is done without an entry of its own. */
const unwritten = new Set<string>(['keys.authenticate', 'maintenance.runOnce']);

export function count(tally: Tally, moment: Moment): void {
  tally.steps += 1;
  for (const asked of moment.asked) countAnswer(tally, moment, asked);
  for (const action of moment.probe?.done ?? []) raise(tally.actions, action);
  for (const { before, after } of deedsOf(moment)) {
    for (const { state } of changedIn(before.submissions, after.submissions)) {
      raise(tally.states, state);
    }
    for (const app of changedIn(before.apps, after.apps)) countApp(tally, app);
  }
}

function countAnswer(
  { verbs, states, refusals }: Tally,
  moment: Moment,
  { call: { verb }, outcome, repeats }: Asked,
): void {
  if (repeats !== null) raise(states, 'repeated');
  const action = actionOf(verb);
  const isWritten = deedsOf(moment).some(({ entry }) => entry.action === action);
  if (outcome.ok && (isWritten || unwritten.has(verb))) raise(verbs, verb);
  if ('fault' in outcome) raise(states, 'fault');
  if ('refusal' in outcome) raise(refusals, outcome.refusal.code);
}

function countApp({ states }: Tally, app: App): void {
  raise(states, app.enforcement.state);
  if (app.live !== undefined) raise(states, 'live');
  if (app.delistedAt !== undefined) raise(states, 'delisted');
  if (app.deletedAt !== undefined) raise(states, 'deleted');
  if (app.archivedAt !== undefined) raise(states, 'archived');
}

function changedIn<T>(
  before: ReadonlyMap<string, Versioned<T>>,
  after: ReadonlyMap<string, Versioned<T>>,
): readonly T[] {
  return [...after].flatMap(([id, { value, version }]) =>
    before.get(id)?.version === version ? [] : [value],
  );
}

function raise(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
