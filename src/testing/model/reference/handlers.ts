// The types of the functions that answer calls.

import type { Caller, MethodInputs, MethodName } from './calls.js';
import type { ReferenceModel } from './reference-model.js';

/** Answers a query, or a call that never has an idempotency key. */
export type CallHandler<V extends MethodName> = (
  model: ReferenceModel,
  caller: Caller,
  input: MethodInputs[V],
) => unknown;

export interface CommandHandler<V extends MethodName> {
  /** Checks that need no row. They come before the check for a repeated command. */
  readonly checkInput?: (model: ReferenceModel, caller: Caller, input: MethodInputs[V]) => void;
  readonly run: CallHandler<V>;
  /** Answers a repeated command from the ids in the journal entry of the first run. */
  readonly replay: (
    model: ReferenceModel,
    caller: Caller,
    input: MethodInputs[V],
    replayIds: readonly string[],
  ) => unknown;
}

export type ServiceHandlers<Service extends string> = {
  readonly [V in MethodName & `${Service}.${string}`]: CallHandler<V> | CommandHandler<V>;
};
