// Makes a command from its parts: a function that runs them, with the schema of its input.

import type { Actor } from '../../domain/shared/actor.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import type { CommandOptions } from './command-options.js';
import type { AnyCommandRefusalCode, CommandContext, CommandSpec } from './command-spec.js';
import { parseInput } from './input.js';
import { type InputSchema, type SchemaOrMaker, schemaFor, toInputSchema } from './input-schema.js';
import { runCommand } from './run-command.js';

export type {
  AnyCommandRefusalCode,
  ChangeSet,
  CommandContext,
  CommandSpec,
  Decision,
  NewMessage,
} from './command-spec.js';

/** A use case that changes something. An actor calls it with input that `schema` parses. */
export interface Command<I, T, C extends RefusalCode> {
  (
    actor: Actor,
    input: I,
    options?: CommandOptions,
  ): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>>;
  readonly schema: InputSchema<I>;
}

/** The parts of a command, whose schema may depend on the settings. */
interface CommandDefinition<I, O, M, T, C extends RefusalCode>
  extends Omit<CommandSpec<I, O, M, T, C>, 'schema'> {
  readonly schema: SchemaOrMaker<O, I>;
}

/** Makes a command from its parts. The result still needs the dependencies. */
export function defineCommand<I, O extends I, M, T, C extends RefusalCode>(
  definition: CommandDefinition<I, O, M, T, C>,
): (deps: Dependencies) => Command<I, T, C> {
  return (deps) => {
    const spec = { ...definition, schema: schemaFor(definition.schema, deps) };
    return Object.assign(
      (actor: Actor, input: I, options: CommandOptions = {}) =>
        runCommand(spec, deps, actor, input, options),
      { schema: toInputSchema<I>(spec.schema) },
    );
  };
}

/** Tells what a command would do now: change something, change nothing, or be refused. Writes nothing. */
export async function dryRun<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  context: CommandContext,
  input: I,
): Promise<'change' | 'no_change' | 'refused'> {
  const parsed = parseInput(spec.schema, input);
  if (!parsed.ok) return 'refused';
  const prepared = await spec.prepare(context, parsed.value);
  if (!prepared.ok) return 'refused';
  const decided = await spec.attempt(context, prepared.value);
  if (!decided.ok) return 'refused';
  return decided.value.changeSet === null ? 'no_change' : 'change';
}
