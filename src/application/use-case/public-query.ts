// Runs a query that everybody may call, signed in or not.

import type { z } from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { parseActor, parseInput } from './input.js';
import { type InputSchema, toInputSchema } from './input-schema.js';

/** A use case that changes nothing and gives everybody the same answer. The actor is null if the caller is not signed in. */
export interface PublicQuery<I, T, C extends RefusalCode = never> {
  (actor: Actor | null, input: I): Promise<Result<T, RefusalOf<C | 'invalid_input'>>>;
  readonly schema: InputSchema<I>;
}

/** Makes a public query from its schema and the function that reads. The result still needs the dependencies. */
export function definePublicQuery<I, O extends I, T, C extends RefusalCode>(
  schema: z.ZodType<O, I>,
  run: (deps: Dependencies, input: O) => Promise<Result<T, RefusalOf<C | 'invalid_input'>>>,
): (deps: Dependencies) => PublicQuery<I, T, C> {
  const inputSchema = toInputSchema(schema);
  return (deps) =>
    Object.assign(
      async (givenActor: Actor | null, givenInput: I) => {
        const actor = givenActor === null ? null : parseActor(givenActor);
        if (actor?.ok === false) return actor;
        const input = parseInput(schema, givenInput);
        return input.ok ? run(deps, input.value) : input;
      },
      { schema: inputSchema },
    );
}
