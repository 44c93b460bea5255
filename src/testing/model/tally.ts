// How often what was asked and answered: a generator that no longer reaches a rule shows it here.

import type { RefusalCode } from '../../domain/shared/refusal.js';
import type { Verb } from './reference/index.js';
import type { Trace } from './run.js';

export interface Tally {
  sequences: number;
  commands: number;
  /** How often each verb was done. */
  readonly done: Map<Verb, number>;
  /** How often each refusal was given. */
  readonly refused: Map<RefusalCode, number>;
}

export function newTally(): Tally {
  return { sequences: 0, commands: 0, done: new Map(), refused: new Map() };
}

export function count(tally: Tally, { steps }: Trace): void {
  tally.sequences += 1;
  tally.commands += steps.length;
  for (const { call, answer } of steps) {
    if (answer.ok) raise(tally.done, call.verb);
    else raise(tally.refused, answer.refusal.code);
  }
}

function raise<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
