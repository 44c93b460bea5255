// A call of a use case with its actor and input.

import type { CommandOptions } from '../../../../src/application/use-case/command-options.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import type { Guildhall } from '../../../../src/guildhall.js';
import type { RandomCommand, ReviewMethodName } from './random-steps.js';
import type { SequenceState } from './sequence-state.js';

export interface ReviewCall {
  readonly method: ReviewMethodName;
  readonly actor: Actor;
  readonly input: object;
  /** Whether the call must fail in every state. */
  readonly mustBeRefused: boolean;
  run(guildhall: Guildhall, options: CommandOptions): Promise<Result<unknown>>;
}

/** Null if there is no row yet that the call could be about. */
export type CallFactory = (
  sequenceState: SequenceState,
  command: RandomCommand,
) => ReviewCall | null | Promise<ReviewCall | null>;

/** The use case of a service, with untyped input. */
export type MethodOf<I> = (
  guildhall: Guildhall,
) => (actor: Actor, input: I, options: CommandOptions) => Promise<Result<unknown>>;

export function createCall<I extends object>(
  method: ReviewMethodName,
  methodOf: MethodOf<I>,
  actor: Actor,
  input: I,
): ReviewCall {
  return {
    method,
    actor,
    input,
    mustBeRefused: false,
    run: (guildhall, options) => methodOf(guildhall)(actor, input, options),
  };
}

/** Adds fields that the command does not know. The type of the input does not allow them. */
export function createForbiddenCall<I extends object>(
  method: ReviewMethodName,
  methodOf: MethodOf<I>,
  actor: Actor,
  input: I,
): ReviewCall {
  return { ...createCall(method, methodOf, actor, input), mustBeRefused: true };
}

/** An id that no row has. */
export const unknownId: string = 'f'.repeat(24);
