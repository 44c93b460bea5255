// Runs a command: parses and prepares its input, then reads, decides and commits, again after each conflict, until the outcome is known.

import type { z } from 'zod';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type {
  Action,
  CommandEntry,
  JournalEntry,
  JournalSubject,
  ReplayIds,
} from '../../domain/journal/journal-entry.js';
import {
  messageIdOf,
  type NotificationMessage,
  type OutboxMessage,
} from '../../domain/journal/outbox-message.js';
import { type Actor, actorIdentity } from '../../domain/shared/actor.js';
import { queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { OperationId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import {
  type NewWebhookMessage,
  type WebhookSubscriber,
  webhookMessagesForSubscribers,
} from '../../domain/webhook/webhook-events.js';
import type { Change, Operation, Storage } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { type CommandTurn, startTurn } from './command-turn.js';
import {
  type CommitAttempt,
  insertFence,
  journalIdAfterFences,
  recoverFromFault,
  toOutcomeUnknownFault,
} from './commit-recovery.js';
import {
  type CommandOptions,
  identifyOperation,
  keyReusedRefusal,
  type OperationIdentity,
  unknownOperationRefusal,
} from './idempotency.js';
import { parseActor, parseInput } from './input.js';
import { type RetryTimer, startRetryTimer } from './retry-timer.js';

/** The refusals that every command can give. */
export type AnyCommandRefusalCode = 'invalid_input' | 'idempotency_key_reused' | 'overloaded';

/** A use case that changes something. An actor calls it with input that `schema` parses. */
export interface Command<I, T, C extends RefusalCode> {
  (
    actor: Actor,
    input: I,
    options?: CommandOptions,
  ): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>>;
  readonly schema: z.ZodType<unknown, I>;
}

/** What an attempt works with: the time, the actor, and the storage to read from. An attempt only reads. */
export interface CommandContext {
  readonly deps: Dependencies;
  readonly storage: Storage;
  readonly actor: Actor;
  readonly now: Date;
}

/** What an attempt decides: the value to return, and what to write. */
export interface Decision<T> {
  readonly value: T;
  /** Null if nothing needs to change. */
  readonly changeSet: ChangeSet | null;
}

/** A message without the fields that the commit adds. */
export type NewMessage =
  | Omit<NotificationMessage, 'id' | 'delivery' | 'createdAt'>
  | NewWebhookMessage;

/** What one commit writes: the rows, and the content of its journal entry and messages. */
export interface ChangeSet {
  readonly changes: readonly Change[];
  readonly events: readonly DomainEvent[];
  readonly subject: JournalSubject;
  /** The organizations whose audit trails show the entry. */
  readonly auditOrganizationIds: readonly OrganizationId[];
  readonly messages?: readonly NewMessage[];
  /** The organizations and apps whose webhooks are sent their events; the same commit writes those messages. */
  readonly subscribers?: readonly WebhookSubscriber[];
  /** The ids from which `replay` builds its answer to a repeated call. */
  readonly replayIds?: ReplayIds;
}

/**
 * The parts of a command, from which `defineCommand` makes it. `I` is the input, `O` the parsed input, `M` what `prepare`
 * makes of it, `T` the value of the answer, and `C` the codes of the refusals.
 */
export interface CommandSpec<I, O, M, T, C extends RefusalCode> {
  readonly action: Action;
  /** The scope of the idempotency key. Set it if several commands have the same action; otherwise it is the action. */
  readonly scope?: string;
  readonly schema: z.ZodType<O, I>;
  /** The secret fields of the input. They are left out of the input's digest. */
  readonly secrets?: readonly string[];
  /** Runs once per call: checks the rules that need no stored data, makes new ids, verifies tokens. */
  prepare(
    context: CommandContext,
    input: O,
  ):
    | Result<M, RefusalOf<C | AnyCommandRefusalCode>>
    | Promise<Result<M, RefusalOf<C | AnyCommandRefusalCode>>>;
  /** Reads the rows that it guards first, then the others, and decides. Runs again after a conflict. */
  attempt(
    context: CommandContext,
    prepared: M,
  ): Promise<Result<Decision<T>, RefusalOf<C | AnyCommandRefusalCode>>>;
  /** Takes the call from the rate limits. Runs once per call, after the decision and before the commit. */
  chargeRateLimits?(
    context: CommandContext,
    prepared: M,
  ): Promise<Result<null, RefusalOf<C | AnyCommandRefusalCode>>>;
  /** Answers a repeated call from the rows that the first run named. Authorizes the actor again. */
  replay(
    context: CommandContext,
    prepared: M,
    replayIds: ReplayIds,
  ): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>>;
}

/** Makes a command from its parts. The result still needs the dependencies. */
export function defineCommand<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
): (deps: Dependencies) => Command<I, T, C> {
  return (deps) =>
    Object.assign(
      (actor: Actor, input: I, options: CommandOptions = {}) =>
        runCommand(spec, deps, actor, input, options),
      { schema: spec.schema },
    );
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

async function runCommand<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  deps: Dependencies,
  givenActor: unknown,
  givenInput: unknown,
  options: CommandOptions,
): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>> {
  const actor = parseActor(givenActor);
  if (!actor.ok) return actor;
  const input = parseInput(spec.schema, givenInput);
  if (!input.ok) return input;
  const identity = await identifyOperation(spec, deps, actor.value, input.value, options);
  if (!identity.ok) return identity;
  const now = /* ORG-50 */ await deps.clock.now();
  const context: CommandContext = { deps, storage: deps.storage, actor: actor.value, now };
  const prepared = await spec.prepare(context, input.value);
  if (!prepared.ok) return prepared;
  const chargeRateLimits = memoizeCall(
    async () => (await spec.chargeRateLimits?.(context, prepared.value)) ?? ok(null),
  );
  return attemptUntilDone(
    {
      spec,
      context,
      input: Object.assign({}, input.value, prepared.value) satisfies object,
      prepared: prepared.value,
      identity: identity.value,
      chargeRateLimits,
    },
    options.signal,
  );
}

/** A function that calls `call` once and then returns the same value. If `call` throws, the next call tries again. */
function memoizeCall<T>(call: () => Promise<T>): () => Promise<T> {
  let answer: { readonly value: T } | null = null;
  return async () => {
    answer ??= { value: await call() };
    return answer.value;
  };
}

interface CommandRun<I, O, M, T, C extends RefusalCode> {
  readonly spec: CommandSpec<I, O, M, T, C>;
  readonly context: CommandContext;
  /** The parsed input, and what `prepare` made of it. */
  readonly input: object;
  readonly prepared: M;
  readonly identity: OperationIdentity;
  /** Counts the call once. Later attempts get the answer of the first. */
  chargeRateLimits(): Promise<Result<null, RefusalOf<C | AnyCommandRefusalCode>>>;
}

/**
 * Attempts the command until there is an answer. Throws a fault after which another attempt cannot help. The fault is
 * `outcome_unknown` if an earlier commit of the operation may have been written.
 */
async function attemptUntilDone<I, O, M, T, C extends RefusalCode>(
  run: CommandRun<I, O, M, T, C>,
  signal: AbortSignal | undefined,
): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>> {
  const retryTimer = startRetryTimer(run.context.deps, signal);
  const { context, spec, input } = run;
  const turn = startTurn(
    context.deps.lines,
    { action: spec.action, actor: actorIdentity(context.actor), input },
    retryTimer,
  );
  try {
    // A repeated command asks whether it was written, and needs no rows for that.
    const waited = run.identity.mayBeInJournal ? 'done' : await turn.takeExpectedRows();
    if (waited !== 'done') return refuse(waited);
    return await attemptInTurn(run, retryTimer, turn);
  } finally {
    turn.end();
  }
}

async function attemptInTurn<I, O, M, T, C extends RefusalCode>(
  run: CommandRun<I, O, M, T, C>,
  retryTimer: RetryTimer,
  turn: CommandTurn,
): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>> {
  const { deps } = run.context;
  const { operationId } = run.identity;
  let { mayBeInJournal, isOutcomeUnknown } = run.identity;
  let fenceCount = 0;
  for (;;) {
    const commitAttempt: CommitAttempt = {
      operationId,
      journalId: journalIdAfterFences(operationId, fenceCount),
      retryTimer,
      turn,
    };
    turn.beginAttempt();
    const answer = await attemptOnce(run, commitAttempt, mayBeInJournal)
      .catch((fault: unknown) => recoverFromFault(deps, fault, commitAttempt))
      .catch((fault: unknown) => {
        throw isOutcomeUnknown ? toOutcomeUnknownFault(fault, commitAttempt) : fault;
      });
    if (typeof answer !== 'string') return answer;
    if (answer === 'check_journal') [mayBeInJournal, isOutcomeUnknown] = [true, true];
    if (answer === 'fenced')
      [fenceCount, isOutcomeUnknown] = [fenceCount + 1, run.identity.isOutcomeUnknown];
  }
}

/** The answer of the command, or why there is another attempt. */
type AttemptAnswer<T, C extends RefusalCode> =
  | Result<T, RefusalOf<C | AnyCommandRefusalCode>>
  | 'retry'
  | 'check_journal'
  | 'fenced';

/**
 * One attempt: decides, and commits the change set if there is one. If an earlier call may have written the command
 * already, its journal entry is read in parallel with the decision; an entry that exists gives the answer.
 */
async function attemptOnce<I, O, M, T, C extends RefusalCode>(
  run: CommandRun<I, O, M, T, C>,
  commitAttempt: CommitAttempt,
  mayBeInJournal: boolean,
): Promise<AttemptAnswer<T, C>> {
  const { spec, context, prepared, identity } = run;
  const { journal } = context.storage;
  const { journalId } = commitAttempt;
  commitAttempt.retryTimer.signal?.throwIfAborted();
  const [entry, decided] = await Promise.all([
    mayBeInJournal ? journal.findById(journalId) : null,
    spec.attempt(context, prepared),
  ]);
  if (entry !== null) return replayFromEntry(run, entry);
  if (!decided.ok || decided.value.changeSet === null) commitAttempt.turn.forgetExpectedRows();
  if (decided.ok && decided.value.changeSet !== null)
    return commitDecision(run, commitAttempt, decided.value, decided.value.changeSet);
  // The command writes nothing this time. If an earlier commit with this id may still arrive, a fence must keep it out first.
  if (
    identity.isOutcomeUnknown &&
    (await insertFence(context.deps, commitAttempt)) === 'check_journal'
  ) {
    return 'check_journal';
  }
  // Otherwise a parallel call of the same operation may have committed after the entry was read, so the journal is read again.
  const lateEntry =
    mayBeInJournal && !identity.isOutcomeUnknown ? await journal.findById(journalId) : null;
  if (lateEntry !== null) return replayFromEntry(run, lateEntry);
  return decided.ok ? ok(decided.value.value) : decided;
}

/** Takes the rows of the change set and the call from the rate limits, in this order, and commits. */
async function commitDecision<I, O, M, T, C extends RefusalCode>(
  run: CommandRun<I, O, M, T, C>,
  { journalId, turn }: CommitAttempt,
  { value }: Decision<T>,
  changeSet: ChangeSet,
): Promise<AttemptAnswer<T, C>> {
  const taken = await turn.takeRows(changeSet.changes);
  if (taken === 'read_again') return 'retry';
  if (taken !== 'done') {
    // The refusal says that nothing was written, which is not known here.
    if (run.identity.isOutcomeUnknown) throw overloadedFault();
    return refuse(taken);
  }
  const withinLimits = await run.chargeRateLimits();
  if (!withinLimits.ok) return withinLimits;
  await run.context.storage.commit(toOperation(run, journalId, changeSet));
  return ok(value);
}

function overloadedFault(): StorageError {
  return new StorageError('unavailable', 'Too many commands wait for the same row; try again.');
}

/** Answers from the entry of the earlier call. Refuses an entry of another command, actor or input. */
async function replayFromEntry<I, O, M, T, C extends RefusalCode>(
  { spec, context, prepared, identity }: CommandRun<I, O, M, T, C>,
  entry: JournalEntry,
): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>> | 'fenced'> {
  if (entry.kind === 'fence') return 'fenced';
  if (entry.action !== spec.action || actorIdentity(entry.actor) !== actorIdentity(context.actor)) {
    return refuse(unknownOperationRefusal());
  }
  const reused = await keyReusedRefusal(identity, entry, context.deps);
  if (reused !== null) return refuse(reused);
  return spec.replay(context, prepared, entry.replayIds);
}

function toOperation<I, O, M, T, C extends RefusalCode>(
  { spec, context, identity }: CommandRun<I, O, M, T, C>,
  id: OperationId,
  changeSet: ChangeSet,
): Operation {
  const { actor, now } = context;
  const {
    events,
    subject,
    auditOrganizationIds,
    replayIds = {},
    messages = [],
    subscribers = [],
  } = changeSet;
  const journal: CommandEntry = {
    kind: 'command',
    id,
    at: now,
    actor,
    action: spec.action,
    subject,
    auditOrganizationIds,
    events,
    ...(identity.inputDigest === undefined ? {} : { inputDigest: identity.inputDigest }),
    replayIds,
  };
  const outboxMessages = [
    ...messages,
    /* WEBHOOK-16 */ ...webhookMessagesForSubscribers(subscribers, events),
  ].map(
    (message, index): OutboxMessage => ({
      ...message,
      id: messageIdOf(id, index),
      delivery: queuedDelivery(now),
      createdAt: now,
    }),
  );
  return { changes: changeSet.changes, /* JOURNAL-1 */ journal, messages: outboxMessages };
}
