// A command with everything that it is given.

import type { CommandOptions } from '../../../../src/application/use-case/command-options.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import type { Guildhall } from '../../../../src/guildhall.js';
import type { Act, Verb } from './steps.js';
import type { View } from './view.js';

export interface Call {
  readonly verb: Verb;
  readonly actor: Actor;
  readonly input: object;
  /** Whether it must not do anything, whatever there is. */
  readonly isHostile: boolean;
  give(guildhall: Guildhall, options: CommandOptions): Promise<Result<unknown>>;
}

/** Null where there is nothing yet that it could be about. */
export type MakeCall = (view: View, act: Act) => Call | null | Promise<Call | null>;

/** The command of a service, as it takes what is given. */
export type Given<I> = (
  guildhall: Guildhall,
) => (actor: Actor, input: I, options: CommandOptions) => Promise<Result<unknown>>;

export function callOf<I extends object>(verb: Verb, of: Given<I>, actor: Actor, input: I): Call {
  return {
    verb,
    actor,
    input,
    isHostile: false,
    give: (guildhall, options) => of(guildhall)(actor, input, options),
  };
}

/** With fields that the command does not know; only what is no input by its type can have them. */
export function hostile<I extends object>(verb: Verb, of: Given<I>, actor: Actor, input: I): Call {
  return { ...callOf(verb, of, actor, input), isHostile: true };
}

/** The id of nothing. */
export const noId: string = 'f'.repeat(24);
