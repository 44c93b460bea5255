// Runs a query: parses the actor and the input, then reads. A query writes nothing, not even a journal entry.

import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { parseActor, parseInput } from './input.js';
import { type InputSchema, type SchemaOrMaker, schemaFor, toInputSchema } from './input-schema.js';

/** A use case that changes nothing. */
export interface Query<I, T, C extends RefusalCode> {
  (actor: Actor, input: I): Promise<Result<T, RefusalOf<C | 'invalid_input'>>>;
  readonly schema: InputSchema<I>;
}

/** What a query works with: the actor, and the storage to read from. */
export interface QueryContext {
  readonly deps: Dependencies;
  readonly storage: Storage;
  readonly actor: Actor;
}

/** Makes a query from its schema and the function that reads. The result still needs the dependencies. */
export function defineQuery<I, O extends I, T, C extends RefusalCode>(
  schema: SchemaOrMaker<O, I>,
  run: (context: QueryContext, input: O) => Promise<Result<T, RefusalOf<C | 'invalid_input'>>>,
): (deps: Dependencies) => Query<I, T, C> {
  return (deps) => {
    const ownSchema = schemaFor(schema, deps);
    return Object.assign(
      async (givenActor: Actor, givenInput: I) => {
        const actor = parseActor(givenActor);
        if (!actor.ok) return actor;
        const input = parseInput(ownSchema, givenInput);
        if (!input.ok) return input;
        return run({ deps, storage: deps.storage, actor: actor.value }, input.value);
      },
      { schema: toInputSchema<I>(ownSchema) },
    );
  };
}
