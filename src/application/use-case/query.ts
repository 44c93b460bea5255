// How a read runs: parse, then look. Reads write nothing and need no entry in the journal.

import type { z } from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { parseActor, parseInput } from './input.js';

/** A use case that changes nothing. */
export interface Query<I, T, C extends RefusalCode> {
  (actor: Actor, input: I): Promise<Result<T, RefusalOf<C | 'invalid_input'>>>;
  readonly schema: z.ZodType<unknown, I>;
}

export function query<I, O, T, C extends RefusalCode>(
  schema: z.ZodType<O, I>,
  look: (
    context: Context,
    actor: Actor,
    input: O,
  ) => Promise<Result<T, RefusalOf<C | 'invalid_input'>>>,
): (context: Context) => Query<I, T, C> {
  return (context) =>
    Object.assign(
      async (givenActor: Actor, givenInput: I) => {
        const actor = parseActor(givenActor);
        if (!actor.ok) return actor;
        const input = parseInput(schema, givenInput);
        return input.ok ? look(context, actor.value, input.value) : input;
      },
      { schema },
    );
}
