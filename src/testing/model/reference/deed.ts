// The shape of what the model can do.

import type { Caller, Inputs, Verb } from './calls.js';
import type { World } from './world.js';

/** What is looked at and changes nothing, or is never asked for under an idempotency key. */
export type Look<V extends Verb> = (world: World, caller: Caller, input: Inputs[V]) => unknown;

export interface Deed<V extends Verb> {
  /** What is refused without looking at any row: before it is asked whether the command is a repeat. */
  readonly check?: (world: World, caller: Caller, input: Inputs[V]) => void;
  readonly run: Look<V>;
  /** The answer to a repeat, from what the first run has left in the journal. */
  readonly repeat: (
    world: World,
    caller: Caller,
    input: Inputs[V],
    answer: readonly string[],
  ) => unknown;
}

export type Deeds<Service extends string> = {
  readonly [V in Verb & `${Service}.${string}`]: Look<V> | Deed<V>;
};
