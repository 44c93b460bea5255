// Checks the options of commands and tasks. A misspelled option would be lost in silence.

import * as z from 'zod';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import { isAbortSignal } from '../../ports/on-abort.js';
import { parseInput } from './input.js';

/** What a caller can give a command besides its input. */
export interface CommandOptions {
  /** 1 to 200 visible ASCII characters, scoped to the actor and the command. A second call with the same key and input does nothing and returns the answer of the first. */
  readonly idempotencyKey?: string | undefined;
  /** The `operationId` of an `outcome_unknown` error, for the same actor, command and input: finds out whether that operation was written, and finishes it. An `idempotencyKey` beside it is not used. */
  readonly operationId?: string | undefined;
  /** Ends the call at once. What is committed stays, and a commit under way may still be written. */
  readonly signal?: AbortSignal | undefined;
}

/** What a caller can give a task besides its input. A task needs no idempotency key: a repeated call does what is left. */
export type TaskOptions = Pick<CommandOptions, 'signal'>;

const signalSchema = z.custom<AbortSignal>(isAbortSignal, 'this must be an AbortSignal').optional();
/** The form of both is checked with the operation that they identify. */
const anyText = z.custom<string>();

const commandOptionsSchema = z.lazy(() =>
  z.strictObject({
    idempotencyKey: anyText.optional(),
    operationId: anyText.optional(),
    signal: signalSchema,
  }),
);

const taskOptionsSchema = z.lazy(() => z.strictObject({ signal: signalSchema }));

export function parseCommandOptions(
  options: unknown,
): Result<CommandOptions, RefusalOf<'invalid_input'>> {
  return parseInput(commandOptionsSchema, options, ['options']);
}

export function parseTaskOptions(
  options: unknown,
): Result<TaskOptions, RefusalOf<'invalid_input'>> {
  return parseInput(taskOptionsSchema, options, ['options']);
}
