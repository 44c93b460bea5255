// How a read runs that everybody may ask for, signed in or not.

import type { z } from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { parseActor, parseInput } from '../use-case/input.js';

/** A use case that changes nothing, and answers everybody the same; a visitor who has not signed in is null. */
export interface PublicQuery<I, T, C extends RefusalCode = never> {
  (actor: Actor | null, input: I): Promise<Result<T, RefusalOf<C | 'invalid_input'>>>;
  readonly schema: z.ZodType<unknown, I>;
}

export function publicQuery<I, O, T, C extends RefusalCode>(
  schema: z.ZodType<O, I>,
  look: (context: Context, input: O) => Promise<Result<T, RefusalOf<C | 'invalid_input'>>>,
): (context: Context) => PublicQuery<I, T, C> {
  return (context) =>
    Object.assign(
      async (givenActor: Actor | null, givenInput: I) => {
        const actor = givenActor === null ? null : parseActor(givenActor);
        if (actor?.ok === false) return actor;
        const input = parseInput(schema, givenInput);
        return input.ok ? look(context, input.value) : input;
      },
      { schema },
    );
}
