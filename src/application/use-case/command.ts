// How a command runs: parse, prepare, then attempts of read, decide and commit until the storage has spoken.

import type { z } from 'zod';
import type {
  Action,
  Answer,
  CommandEntry,
  JournalEntry,
  Subject,
} from '../../domain/journal/entry.js';
import type { Fact } from '../../domain/journal/fact.js';
import { type Message, messageIdOf, type Notice } from '../../domain/journal/message.js';
import { type Actor, actorKey } from '../../domain/shared/actor.js';
import { queued } from '../../domain/shared/delivery.js';
import type { OperationId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { eventMessages, type NewEvent, type Subscriber } from '../../domain/webhook/telling.js';
import type { Change, Operation, Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import {
  type CommandOptions,
  foreignOperation,
  type Repeatable,
  repeatable,
} from './command-options.js';
import { parseActor, parseInput } from './input.js';
import {
  afterFault,
  deadlineOf,
  fence,
  journalIdAt,
  type Target,
  unsettled,
} from './unit-of-work.js';

/** What may stand in the way of any command, whatever it does. */
export type AnyCommand = 'invalid_input' | 'idempotency_key_reused';

/** A use case that changes something: called by an actor with input that `schema` parses. */
export interface Verb<I, T, C extends RefusalCode> {
  (actor: Actor, input: I, options?: CommandOptions): Promise<Result<T, RefusalOf<C | AnyCommand>>>;
  readonly schema: z.ZodType<unknown, I>;
}

/** What an attempt sees: one moment, one actor, and the storage to read from. It has no other effects. */
export interface Unit {
  readonly context: Context;
  readonly storage: Storage;
  readonly actor: Actor;
  readonly now: Date;
}

/** What an attempt decided: the value to answer with, and what must be written for it to be true. */
export interface Plan<T> {
  readonly value: T;
  /** Null where all is as asked already. */
  readonly write: Write | null;
}

/** A message without what its commit adds. */
export type NewMessage = Omit<Notice, 'id' | 'delivery' | 'createdAt'> | NewEvent;

export interface Write {
  readonly changes: readonly Change[];
  readonly facts: readonly Fact[];
  readonly subject: Subject;
  readonly organizations: readonly OrganizationId[];
  readonly messages?: readonly NewMessage[];
  /** Of whom the facts may be: their webhooks are told of them in the same commit. */
  readonly subscribers?: readonly Subscriber[];
  /** Ids from which a repeat of the command answers. */
  readonly answer?: Answer;
}

export interface CommandSpec<I, O, M, T, C extends RefusalCode> {
  readonly action: Action;
  /** What an idempotency key is scoped to where several commands are one action. */
  readonly scope?: string;
  readonly schema: z.ZodType<O, I>;
  /** Fields of the input that are secrets: no digest is made of them. */
  readonly secrets?: readonly string[];
  /** Once a command: rules that need no reading, new ids, tokens read. */
  prepare(
    unit: Unit,
    input: O,
  ): Result<M, RefusalOf<C | AnyCommand>> | Promise<Result<M, RefusalOf<C | AnyCommand>>>;
  /** Reads its guards, then the rest, and decides. Run again from here after a conflict. */
  attempt(unit: Unit, prepared: M): Promise<Result<Plan<T>, RefusalOf<C | AnyCommand>>>;
  /** Soft limits: asked once a command, when it has been decided and is about to be written. */
  admit?(unit: Unit, prepared: M): Promise<Result<null, RefusalOf<C | AnyCommand>>>;
  /** Answers a repeat from the rows that the first run named; authorizes again. */
  recall(unit: Unit, prepared: M, answer: Answer): Promise<Result<T, RefusalOf<C | AnyCommand>>>;
}

export function command<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
): (context: Context) => Verb<I, T, C> {
  return (context) =>
    Object.assign(
      (actor: Actor, input: I, options: CommandOptions = {}) =>
        start(spec, context, actor, input, options),
      { schema: spec.schema },
    );
}

/** What a command would do now, by what it reads and decides: something, nothing since all is as asked, or nothing since it is refused. Nothing is written. */
export async function rehearse<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  unit: Unit,
  input: I,
): Promise<'done' | 'as_asked' | 'refused'> {
  const parsed = parseInput(spec.schema, input);
  if (!parsed.ok) return 'refused';
  const prepared = await spec.prepare(unit, parsed.value);
  if (!prepared.ok) return 'refused';
  const decided = await spec.attempt(unit, prepared.value);
  if (!decided.ok) return 'refused';
  return decided.value.write === null ? 'as_asked' : 'done';
}

async function start<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  context: Context,
  givenActor: unknown,
  givenInput: unknown,
  options: CommandOptions,
): Promise<Result<T, RefusalOf<C | AnyCommand>>> {
  const actor = parseActor(givenActor);
  if (!actor.ok) return actor;
  const input = parseInput(spec.schema, givenInput);
  if (!input.ok) return input;
  const repeat = await repeatable(spec, context, actor.value, input.value, options);
  if (!repeat.ok) return repeat;
  const now = /* ORG-50 */ await context.clock.now();
  const unit: Unit = { context, storage: context.storage, actor: actor.value, now };
  const prepared = await spec.prepare(unit, input.value);
  if (!prepared.ok) return prepared;
  const admit = answeredOnce(async () => (await spec.admit?.(unit, prepared.value)) ?? ok(null));
  return untilSettled(
    { spec, unit, prepared: prepared.value, repeat: repeat.value, admit },
    options.signal,
  );
}

/** Calls until there is an answer, and then answers the same. */
function answeredOnce<T>(call: () => Promise<T>): () => Promise<T> {
  let answer: { readonly value: T } | null = null;
  return async () => {
    answer ??= { value: await call() };
    return answer.value;
  };
}

interface Running<I, O, M, T, C extends RefusalCode> {
  readonly spec: CommandSpec<I, O, M, T, C>;
  readonly unit: Unit;
  readonly prepared: M;
  readonly repeat: Repeatable;
  /** The answer is kept: an attempt that is made again is not counted again. */
  admit(): Promise<Result<null, RefusalOf<C | AnyCommand>>>;
}

async function untilSettled<I, O, M, T, C extends RefusalCode>(
  running: Running<I, O, M, T, C>,
  signal: AbortSignal | undefined,
): Promise<Result<T, RefusalOf<C | AnyCommand>>> {
  const { context } = running.unit;
  const { operationId } = running.repeat;
  const deadline = deadlineOf(context, signal);
  let { mayBeDone, isUnsettled } = running.repeat;
  let epoch = 0;
  for (;;) {
    const target: Target = { operationId, journalId: journalIdAt(operationId, epoch), deadline };
    const answer = await once(running, target, mayBeDone)
      .catch((fault: unknown) => afterFault(context, fault, target))
      .catch((fault: unknown) => {
        throw isUnsettled ? unsettled(fault, target) : fault;
      });
    if (typeof answer !== 'string') return answer;
    if (answer === 'look') [mayBeDone, isUnsettled] = [true, true];
    if (answer === 'fenced') [epoch, isUnsettled] = [epoch + 1, running.repeat.isUnsettled];
  }
}

/** One attempt. Where the command may be in the journal already, the entry is read beside the attempt, which has no effects. */
async function once<I, O, M, T, C extends RefusalCode>(
  running: Running<I, O, M, T, C>,
  target: Target,
  mayBeDone: boolean,
): Promise<Result<T, RefusalOf<C | AnyCommand>> | 'look' | 'fenced'> {
  const { spec, unit, prepared, repeat } = running;
  const { journal } = unit.storage;
  const { journalId } = target;
  target.deadline.signal?.throwIfAborted();
  const [entry, decided] = await Promise.all([
    mayBeDone ? journal.find(journalId) : null,
    spec.attempt(unit, prepared),
  ]);
  if (entry !== null) return answerFrom(running, entry);
  if (decided.ok && decided.value.write !== null) {
    const admitted = await running.admit();
    if (!admitted.ok) return admitted;
    await unit.storage.commit(operationOf(running, journalId, decided.value.write));
    return ok(decided.value.value);
  }
  if (repeat.isUnsettled && (await fence(unit.context, target)) === 'look') return 'look';
  const meanwhile = mayBeDone && !repeat.isUnsettled ? await journal.find(journalId) : null;
  if (meanwhile !== null) return answerFrom(running, meanwhile);
  return decided.ok ? ok(decided.value.value) : decided;
}

async function answerFrom<I, O, M, T, C extends RefusalCode>(
  { spec, unit, prepared, repeat }: Running<I, O, M, T, C>,
  entry: JournalEntry,
): Promise<Result<T, RefusalOf<C | AnyCommand>> | 'fenced'> {
  if (entry.kind === 'fence') return 'fenced';
  if (entry.action !== spec.action || actorKey(entry.actor) !== actorKey(unit.actor)) {
    return refuse(foreignOperation());
  }
  if (repeat.inputText !== undefined && entry.inputDigest !== undefined) {
    const isSame = await unit.context.digests.matches(repeat.inputText, entry.inputDigest);
    if (/* JOURNAL-11 */ !isSame)
      return refuse({ code: 'idempotency_key_reused', path: ['options', 'idempotencyKey'] });
  }
  return spec.recall(unit, prepared, entry.answer);
}

function operationOf<I, O, M, T, C extends RefusalCode>(
  { spec, unit, repeat }: Running<I, O, M, T, C>,
  id: OperationId,
  write: Write,
): Operation {
  const { actor, now } = unit;
  const { facts, subject, organizations, answer = {}, messages = [], subscribers = [] } = write;
  const journal: CommandEntry = {
    kind: 'command',
    id,
    at: now,
    actor,
    action: spec.action,
    subject,
    organizations,
    facts,
    ...(repeat.inputDigest === undefined ? {} : { inputDigest: repeat.inputDigest }),
    answer,
  };
  const told = [...messages, /* WEBHOOK-16 */ ...eventMessages(subscribers, facts)].map(
    (message, index): Message => ({
      ...message,
      id: messageIdOf(id, index),
      delivery: queued(now),
      createdAt: now,
    }),
  );
  return { changes: write.changes, journal, messages: told };
}
