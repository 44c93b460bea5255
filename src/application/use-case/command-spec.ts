// The parts of a command: what each one reads, decides and writes.

import type { z } from 'zod';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Action, JournalSubject, ReplayIds } from '../../domain/journal/journal-entry.js';
import type { NotificationMessage } from '../../domain/journal/outbox-message.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import type { Result } from '../../domain/shared/result.js';
import type { NewWebhookMessage, WebhookSubscriber } from '../../domain/webhook/webhook-events.js';
import type { Change, Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';

/** The refusals that every command can give. */
export type AnyCommandRefusalCode = 'invalid_input' | 'idempotency_key_reused' | 'overloaded';

/** What an attempt works with: the time, the actor, and the storage to read from. An attempt only reads. */
export interface CommandContext {
  readonly deps: Dependencies;
  readonly storage: Storage;
  readonly actor: Actor;
  readonly now: Date;
}

/** What an attempt decides: the value to return, and what to write. */
export interface Decision<T, C extends RefusalCode = never> {
  readonly value: T;
  /** Null if nothing needs to change. */
  readonly changeSet: ChangeSet | null;
  /**
   * Takes each part of the decision from its rate limits, and returns the decision without the parts that these refuse. Runs
   * after the rows are taken and before the commit, in every attempt; so it must not take again what an earlier one took.
   */
  readonly chargeParts?: () => Promise<Result<Decision<T>, RefusalOf<C>>>;
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
  /**
   * Set if an attempt runs code of the embedding service, which can be slow or fail. The first attempt then runs before the
   * command has rows to itself, and keeps nobody waiting; a repeat looks into the journal before it runs any.
   */
  readonly runsForeignCode?: true;
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
  ): Promise<Result<Decision<T, C>, RefusalOf<C | AnyCommandRefusalCode>>>;
  /**
   * Takes the call from the rate limits, after the decision and before the commit. Runs once per call. Null if this decision
   * costs nothing; then it runs again after the decision of a later attempt.
   */
  chargeRateLimits?(
    context: CommandContext,
    prepared: M,
    value: T,
  ): Promise<Result<null, RefusalOf<C | AnyCommandRefusalCode>> | null>;
  /** Answers a repeated call from the rows that the first run named. Authorizes the actor again. */
  replay(
    context: CommandContext,
    prepared: M,
    replayIds: ReplayIds,
  ): Promise<Result<T, RefusalOf<C | AnyCommandRefusalCode>>>;
}
