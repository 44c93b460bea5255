// Runs a query: parses the actor and the input, then reads. A query writes nothing, not even a journal entry.

import type { z } from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { parseActor, parseInput } from './input.js';
import { type InputSchema, toInputSchema } from './input-schema.js';

/** A use case that changes nothing. */
export interface Query<I, T, C extends RefusalCode> {
  (actor: Actor, input: I): Promise<Result<T, RefusalOf<C | 'invalid_input'>>>;
  readonly schema: InputSchema<I>;
}

/** Makes a query from its schema and the function that reads. The result still needs the dependencies. */
export function defineQuery<I, O extends I, T, C extends RefusalCode>(
  schema: z.ZodType<O, I>,
  run: (
    deps: Dependencies,
    actor: Actor,
    input: O,
  ) => Promise<Result<T, RefusalOf<C | 'invalid_input'>>>,
): (deps: Dependencies) => Query<I, T, C> {
  const inputSchema = toInputSchema(schema);
  return (deps) =>
    Object.assign(
      async (givenActor: Actor, givenInput: I) => {
        const actor = parseActor(givenActor);
        if (!actor.ok) return actor;
        const input = parseInput(schema, givenInput);
        return input.ok ? run(deps, actor.value, input.value) : input;
      },
      { schema: inputSchema },
    );
}
