// Runs a command: parses and prepares its input, then reads, decides and commits, again after each conflict, until the outcome is known or the time is over.

import type { CommandEntry, JournalEntry } from '../../domain/journal/journal-entry.js';
import { messageIdOf, type OutboxMessage } from '../../domain/journal/outbox-message.js';
import { type Actor, actorIdentity } from '../../domain/shared/actor.js';
import { queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { OperationId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { webhookMessagesForSubscribers } from '../../domain/webhook/webhook-events.js';
import type { Change, Operation } from '../../ports/storage.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { parseCommandOptions } from './command-options.js';
import type {
  AnyCommandRefusalCode,
  ChangeSet,
  CommandContext,
  CommandSpec,
  Decision,
} from './command-spec.js';
import { type CommandTurn, overloadedRefusal, startTurn } from './command-turn.js';
import {
  type CommitAttempt,
  insertFence,
  isOutcomeUnknownFault,
  journalIdAfterFences,
  outcomeUnknownError,
  recoverFromFault,
} from './commit-recovery.js';
import {
  identifyOperation,
  issuedOperationId,
  keyReusedRefusal,
  type OperationIdentity,
  unknownOperationRefusal,
} from './idempotency.js';
import { parseActor, parseInput } from './input.js';
import { overloadedFault } from './own-step.js';
import {
  DeadlinePassedError,
  outOfTimeFault,
  type RetryTimer,
  startRetryTimer,
} from './retry-timer.js';

type CommandResult<T, C extends RefusalCode> = Result<T, RefusalOf<C | AnyCommandRefusalCode>>;

/** One call of a command. */
interface CommandCall<I, O, M, T, C extends RefusalCode> {
  readonly spec: CommandSpec<I, O, M, T, C>;
  readonly identity: OperationIdentity;
  readonly timer: RetryTimer;
  /** Changes during the call. */
  readonly progress: CommandProgress<T>;
}

interface CommandProgress<T> {
  /** True while a commit of the operation may have been written, or still can be. */
  isOutcomeUnknown: boolean;
  /** The last commit of this call, and the answer that it gives. */
  sent: { readonly value: T } | null;
}

/** A call whose input has been prepared. */
interface PreparedCall<I, O, M, T, C extends RefusalCode> extends CommandCall<I, O, M, T, C> {
  readonly context: CommandContext;
  /** The parsed input, and what `prepare` made of it. */
  readonly input: object;
  readonly prepared: M;
  /** Counts the call once. Later attempts get the answer of the first. */
  chargeRateLimits(value: T): Promise<Result<null, RefusalOf<C | AnyCommandRefusalCode>>>;
  /** Counts a change of the actor once. The refusal if there are too many. */
  countChange(goesFirst: boolean): Promise<RefusalOf<'overloaded'> | null>;
}

/**
 * Runs the command until there is an answer or the time is over. Throws a fault after which another attempt cannot help,
 * or the reason of the signal. It is `outcome_unknown` if a commit of the operation may have been written.
 */
export async function runCommand<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  deps: Dependencies,
  givenActor: unknown,
  givenInput: unknown,
  givenOptions: unknown,
): Promise<CommandResult<T, C>> {
  const options = parseCommandOptions(givenOptions);
  if (!options.ok) return options;
  const actor = parseActor(givenActor);
  if (!actor.ok) return actor;
  const input = parseInput(spec.schema, givenInput);
  if (!input.ok) return input;
  const identity = await identifyOperation(spec, deps, actor.value, input.value, options.value);
  if (!identity.ok) return identity;
  const { isOutcomeUnknown } = identity.value;
  const call: CommandCall<I, O, M, T, C> = {
    spec,
    identity: identity.value,
    timer: startRetryTimer(deps, options.value.signal),
    progress: { isOutcomeUnknown, sent: null },
  };
  try {
    const prepared = await call.timer.waitFor(() =>
      prepareCall(call, deps, actor.value, input.value),
    );
    return prepared.ok ? await attemptUntilDone(prepared.value) : prepared;
  } catch (fault) {
    throw await toCallersFault(call, deps, fault);
  }
}

async function prepareCall<I, O, M, T, C extends RefusalCode>(
  call: CommandCall<I, O, M, T, C>,
  deps: Dependencies,
  actor: CommandContext['actor'],
  input: O,
): Promise<CommandResult<PreparedCall<I, O, M, T, C>, C>> {
  const { spec } = call;
  const now = /* ORG-50 */ await deps.clock.now();
  const context: CommandContext = { deps, storage: deps.storage, actor, now };
  const prepared = await spec.prepare(context, input);
  if (!prepared.ok) return prepared;
  const chargeOnce = memoizeCall(
    async (value: T) => (await spec.chargeRateLimits?.(context, prepared.value, value)) ?? null,
  );
  const countOnce = memoizeCall(async (goesFirst: boolean) => {
    // A call that finishes an earlier one was counted then.
    const isCounted = !goesFirst && actor.kind !== 'system' && !call.identity.isOutcomeUnknown;
    return { refusal: isCounted ? await countChangeOf(deps, actor) : null };
  });
  return ok({
    ...call,
    context,
    input: Object.assign({}, input, prepared.value) satisfies object,
    prepared: prepared.value,
    chargeRateLimits: async (value) => (await chargeOnce(value)) ?? ok(null),
    countChange: async (goesFirst) => (await countOnce(goesFirst))?.refusal ?? null,
  });
}

/** Nobody keeps a row busy alone: the changes of each user, reviewer and key have a rate. Its clock never goes back. */
async function countChangeOf(
  { lines, pacing, policy }: Dependencies,
  actor: Actor,
): Promise<RefusalOf<'overloaded'> | null> {
  const limit = { key: actorIdentity(actor), limit: policy.maxChangesPerMinute, window: 60 };
  const retryAfter = await lines.rate.take(limit, 1, new Date(pacing.monotonicNow()));
  return retryAfter === null ? null : { code: 'overloaded', retryAfter };
}

/** A function that calls `call` until it returns a value, and then always returns this one: a later attempt is not counted again. */
function memoizeCall<T, P extends readonly unknown[]>(
  call: (...parameters: P) => Promise<T | null> | T | null,
): (...parameters: P) => Promise<T | null> {
  let answer: T | null = null;
  return async (...parameters) => {
    answer ??= await call(...parameters);
    return answer;
  };
}

/** What the caller is thrown: `outcome_unknown` in place of a storage fault, the deadline or an abort, if a commit may have been written. */
async function toCallersFault<I, O, M, T, C extends RefusalCode>(
  { identity, timer, progress }: CommandCall<I, O, M, T, C>,
  { digests, policy }: Dependencies,
  fault: unknown,
): Promise<unknown> {
  const isOutOfTime = fault instanceof DeadlinePassedError;
  const isOutside = isOutOfTime || isStorageError(fault) || timer.signal?.aborted === true;
  if (progress.isOutcomeUnknown && isOutside) {
    const cause = isOutcomeUnknownFault(fault) ? fault.cause : fault;
    return outcomeUnknownError(await issuedOperationId(identity, digests), cause);
  }
  return isOutOfTime ? outOfTimeFault(fault, policy.commandDeadline) : fault;
}

/** When the time is over, the caller has its answer at once, and what still runs of the attempt writes nothing more. */
async function attemptUntilDone<I, O, M, T, C extends RefusalCode>(
  call: PreparedCall<I, O, M, T, C>,
): Promise<CommandResult<T, C>> {
  const { context, spec, input, timer } = call;
  const turn = startTurn(
    context.deps,
    { action: spec.action, actor: actorIdentity(context.actor), input },
    timer,
  );
  try {
    return await timer.waitFor(() => attemptInTurn(call, turn));
  } catch (fault) {
    const isOutOfTime = fault instanceof DeadlinePassedError && !call.progress.isOutcomeUnknown;
    // Else something slower than the line was to blame.
    const hasMostlyWaited = turn.waitedMs() > (context.deps.policy.commandDeadline * 1000) / 2;
    if (!isOutOfTime || !hasMostlyWaited) throw fault;
    return refuse(overloadedRefusal(turn.waitedMs()));
  } finally {
    turn.end();
  }
}

async function attemptInTurn<I, O, M, T, C extends RefusalCode>(
  call: PreparedCall<I, O, M, T, C>,
  turn: CommandTurn,
): Promise<CommandResult<T, C>> {
  const { spec, identity, timer, progress } = call;
  const { deps } = call.context;
  const { operationId } = identity;
  let { mayBeInJournal } = identity;
  let fenceCount = 0;
  // A repeated command asks whether it was written, and needs no rows for that.
  const holdsNoRows = mayBeInJournal || spec.runsForeignCode === true;
  const waited = holdsNoRows ? 'done' : await turn.takeExpectedRows();
  if (waited !== 'done') return refuse(waited);
  for (;;) {
    const commitAttempt: CommitAttempt = {
      journalId: journalIdAfterFences(operationId, fenceCount),
      retryTimer: timer,
      turn,
    };
    turn.beginAttempt();
    const answer = await attemptOnce(call, commitAttempt, mayBeInJournal).catch((fault: unknown) =>
      recoverFromFault(deps, fault, commitAttempt),
    );
    if (typeof answer !== 'string') return answer;
    if (answer === 'check_journal') [mayBeInJournal, progress.isOutcomeUnknown] = [true, true];
    if (answer === 'fenced')
      [fenceCount, progress.isOutcomeUnknown] = [fenceCount + 1, identity.isOutcomeUnknown];
  }
}

/** The answer of the command, or why there is another attempt. */
type AttemptAnswer<T, C extends RefusalCode> =
  | CommandResult<T, C>
  | 'retry'
  | 'check_journal'
  | 'fenced';

/**
 * One attempt: decides, and commits the change set if there is one. If an earlier call may have written the command
 * already, its journal entry is read too, before the decision if that runs code of the embedding service, otherwise in
 * parallel with it; an entry that exists gives the answer.
 */
async function attemptOnce<I, O, M, T, C extends RefusalCode>(
  call: PreparedCall<I, O, M, T, C>,
  commitAttempt: CommitAttempt,
  mayBeInJournal: boolean,
): Promise<AttemptAnswer<T, C>> {
  const { spec, context, prepared } = call;
  const { journal } = context.storage;
  const { journalId, retryTimer, turn } = commitAttempt;
  retryTimer.throwIfOver();
  const findEntry = async () => (mayBeInJournal ? journal.findById(journalId) : null);
  // Code of the embedding service can fail, and must not if the command was written.
  const looksFirst = spec.runsForeignCode === true;
  const written = looksFirst ? await findEntry() : null;
  if (written !== null) return replayFromEntry(call, written);
  const [entry, decided] = await Promise.all([
    looksFirst ? null : findEntry(),
    spec.attempt(context, prepared),
  ]);
  if (entry !== null) return replayFromEntry(call, entry);
  if (!decided.ok || decided.value.changeSet === null) turn.forgetExpectedRows();
  if (decided.ok && decided.value.changeSet !== null)
    return commitDecision(
      call,
      commitAttempt,
      decided.value,
      decided.value.changeSet.changes,
      mayBeInJournal,
    );
  const answer = decided.ok ? ok(decided.value.value) : decided;
  return answerWithoutCommit(call, commitAttempt, answer, mayBeInJournal);
}

/** Answers a call that writes nothing this time. */
async function answerWithoutCommit<I, O, M, T, C extends RefusalCode>(
  call: PreparedCall<I, O, M, T, C>,
  commitAttempt: CommitAttempt,
  answer: CommandResult<T, C>,
  mayBeInJournal: boolean,
): Promise<AttemptAnswer<T, C>> {
  const { context, identity } = call;
  const { journal } = context.storage;
  // If an earlier commit with this id may still arrive, a fence must keep it out first.
  if (
    identity.isOutcomeUnknown &&
    (await insertFence(context.deps, commitAttempt)) === 'check_journal'
  ) {
    return 'check_journal';
  }
  // Otherwise a parallel call of the same operation may have committed after the entry was read, so the journal is read again.
  const lateEntry =
    mayBeInJournal && !identity.isOutcomeUnknown
      ? await journal.findById(commitAttempt.journalId)
      : null;
  if (lateEntry !== null) return replayFromEntry(call, lateEntry);
  return answer;
}

/** Takes the rows of the change set and the call from the rate limits, in this order, and commits. */
async function commitDecision<I, O, M, T, C extends RefusalCode>(
  call: PreparedCall<I, O, M, T, C>,
  commitAttempt: CommitAttempt,
  decision: Decision<T, C>,
  changes: readonly Change[],
  mayBeInJournal: boolean,
): Promise<AttemptAnswer<T, C>> {
  const { turn, journalId } = commitAttempt;
  const tooMany = await call.countChange(turn.goesFirst);
  const taken = tooMany ?? (await turn.takeRows(changes));
  if (taken === 'read_again') return 'retry';
  if (taken !== 'done') {
    // The refusal says that nothing was written, which is not known here.
    if (call.identity.isOutcomeUnknown) throw overloadedFault();
    return refuse(taken);
  }
  const withinLimits = await call.chargeRateLimits(decision.value);
  if (!withinLimits.ok) return withinLimits;
  const charged = (await decision.chargeParts?.()) ?? ok(decision);
  if (!charged.ok) return charged;
  const { value, changeSet } = charged.value;
  if (changeSet === null) {
    turn.forgetExpectedRows();
    return answerWithoutCommit(call, commitAttempt, ok(value), mayBeInJournal);
  }
  await sendCommit(call, toOperation(call, journalId, changeSet), value);
  return ok(value);
}

/** Nothing waits between the look at the time and the commit, so a call that is over sends none. */
async function sendCommit<I, O, M, T, C extends RefusalCode>(
  { context, timer, progress }: PreparedCall<I, O, M, T, C>,
  operation: Operation,
  value: T,
): Promise<void> {
  const { isOutcomeUnknown } = progress;
  timer.throwIfOver();
  progress.isOutcomeUnknown = true;
  progress.sent = { value };
  await context.storage.commit(operation).catch((fault: unknown) => {
    if (!isOutcomeUnknownFault(fault)) progress.isOutcomeUnknown = isOutcomeUnknown;
    throw fault;
  });
}

/**
 * Answers from the entry that the journal has under the operation's id. If this call wrote it, the answer is that of its
 * commit, whatever the caller may do now. Refuses an entry of another command, actor or input.
 */
async function replayFromEntry<I, O, M, T, C extends RefusalCode>(
  { spec, context, prepared, identity, progress }: PreparedCall<I, O, M, T, C>,
  entry: JournalEntry,
): Promise<CommandResult<T, C> | 'fenced'> {
  if (entry.kind === 'fence') return 'fenced';
  const { sent } = progress;
  const isOwnCommit = /* JOURNAL-19 */ identity.callId === entry.callId;
  if (sent !== null && isOwnCommit) return ok(sent.value); // JOURNAL-16
  if (entry.action !== spec.action || actorIdentity(entry.actor) !== actorIdentity(context.actor)) {
    return refuse(unknownOperationRefusal());
  }
  const reused = await keyReusedRefusal(identity, entry, context.deps);
  if (reused !== null) return refuse(reused);
  return spec.replay(context, prepared, entry.replayIds);
}

function toOperation<I, O, M, T, C extends RefusalCode>(
  { spec, context, identity }: PreparedCall<I, O, M, T, C>,
  id: OperationId,
  changeSet: ChangeSet,
): Operation {
  const { actor, now } = context;
  const { inputDigest, callId } = identity;
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
    ...(inputDigest === undefined ? {} : { inputDigest }),
    ...(callId === undefined ? {} : { callId }),
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
