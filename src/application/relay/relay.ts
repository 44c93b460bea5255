// Carries what commits have left to deliver to the mailer and to webhooks. Any number of relays may run at once: a lease keeps them apart.

import type { Notice } from '../../domain/journal/message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Delivery, Outcome } from '../../domain/shared/delivery.js';
import { parseLeaseId } from '../../domain/shared/ids.js';
import { secondsAfter } from '../../domain/shared/time.js';
import { hasBlocked } from '../../domain/user/user.js';
import type { Claimed, Settlement } from '../../ports/storage.js';
import {
  isStorageError,
  type StorageError,
  type StorageErrorCode,
} from '../../ports/storage-error.js';
import { isMailRefused, type Mail, type Mailer } from '../../ports/system.js';
import type { WebhookSender } from '../../ports/webhooks.js';
import type { Context } from '../context.js';
import { invitationLink } from '../mail/link.js';
import type { MailContent } from '../mail/mail.js';
import type { MailTemplates } from '../mail/templates.js';
import { fresh } from '../organizations/founding.js';
import { deadlineOf, retryable } from '../use-case/unit-of-work.js';
import { deliverEvent } from './deliver-event.js';
import { retry } from './retry.js';

/** What the relay needs beside the context of the use cases. */
export interface RelayOptions {
  /** Null where the embedder gave none. */
  readonly mailer: Mailer | null;
  /** Null where the embedder gave none: webhooks wait for a relay that has one. */
  readonly webhookSender: WebhookSender | null;
  readonly templates: MailTemplates;
  /** What a mail is written in where its invitation names no language of its own. */
  readonly language: string;
  /** As `parseBaseUrl` gives it. */
  readonly baseUrl: string;
}

/** What became of what one round claimed. `overrun`: the lease had passed to another relay by the time of recording. */
export interface Round {
  readonly claimed: number;
  readonly sent: number;
  readonly retry: number;
  readonly failed: number;
  readonly dropped: number;
  readonly overrun: number;
}

/** Delivers what commits have left to deliver. */
export interface Relay {
  /** Delivers what is due, at most `limit` messages (1 to 100, 10 where absent), all at once. */
  runOnce(options?: { readonly limit?: number }): Promise<Round>;
  /**
   * Rounds until the signal aborts, with a wait of `idle` seconds (5 where absent) whenever nothing was due. What is
   * being sent when the signal comes is finished and recorded first. A storage that is away is waited for.
   */
  run(signal: AbortSignal, options?: RunOptions): Promise<void>;
}

/** How a relay waits, and whom it tells. */
export interface RunOptions {
  readonly idle?: number;
  /** Told of every round that the storage answered, one that found nothing due included. */
  readonly onRound?: (round: Round) => void;
  /** Told of every round that ended because the storage was away. */
  readonly onAway?: (fault: StorageError) => void;
}

/** A mailer or a sender has to settle well within it: 5 minutes. */
const leaseSeconds = 300;
const defaultLimit = 10;
const maxLimit = 100;
const defaultIdle = 5;

export function relay(context: Context, options: RelayOptions): Relay {
  const runOnce: Relay['runOnce'] = async ({ limit = defaultLimit } = {}) => {
    if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
      throw new RangeError(
        `a relay's limit is ${limit}; it takes a whole number from 1 to ${maxLimit}`,
      );
    }
    const { mailer } = options;
    if (mailer === null) {
      throw new Error(
        'the relay has no mailer to send with; give createGuildhall or coreModule one as `mailer`',
      );
    }
    return round(context, { ...options, mailer }, limit);
  };
  return {
    runOnce,
    async run(signal, { idle = defaultIdle, onRound, onAway } = {}) {
      while (!signal.aborted) {
        const done = await runOnce().catch(whileAway);
        if (isStorageError(done)) onAway?.(done);
        else onRound?.(done);
        const isBusy = !isStorageError(done) && done.claimed > 0;
        if (!isBusy) await context.pacing.wait(idle * 1000, signal);
      }
    },
  };
}

/** What a lost answer has claimed is due again when its lease is over. */
const isAway: ReadonlySet<StorageErrorCode> = new Set(['unavailable', 'outcome_unknown']);

function whileAway(fault: unknown): StorageError {
  if (isStorageError(fault) && isAway.has(fault.code)) return fault;
  throw fault;
}

interface Sending extends RelayOptions {
  readonly mailer: Mailer;
}

async function round(context: Context, options: Sending, limit: number): Promise<Round> {
  const { storage, clock, ids } = context;
  const now = await clock.now();
  const lease = { id: fresh(ids, parseLeaseId), until: secondsAfter(now, leaseSeconds) };
  const claimed = await storage.outbox.claim({ now, lease, limit });
  const results = await Promise.allSettled(
    claimed.map(async (item) => {
      const outcome = await deliver(context, options, item);
      const { kind, id } = item;
      const isRecorded = await settle(context, { kind, id, lease: lease.id, outcome });
      return isRecorded ? outcome.kind : 'overrun';
    }),
  );
  const lost = results.find((result) => result.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
  return tally(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
}

function tally(outcomes: readonly (Outcome['kind'] | 'overrun')[]): Round {
  const count = (kind: Outcome['kind'] | 'overrun') =>
    outcomes.filter((outcome) => outcome === kind).length;
  return {
    claimed: outcomes.length,
    sent: count('sent'),
    retry: count('retry'),
    failed: count('failed'),
    dropped: count('dropped'),
    overrun: count('overrun'),
  };
}

/** A mail that was sent and not recorded would be sent again, so recording is worth several tries. */
async function settle(context: Context, settlement: Omit<Settlement, 'at'>): Promise<boolean> {
  const deadline = deadlineOf(context);
  for (;;) {
    try {
      const at = await context.clock.now();
      return await context.storage.outbox.settle({ ...settlement, at });
    } catch (fault) {
      await deadline.pauseAfter(retryable(fault));
    }
  }
}

async function deliver(context: Context, options: Sending, item: Claimed): Promise<Outcome> {
  if (item.kind === 'invitation') {
    const composed = await composeInvitation(context, options, item.invitation);
    return deliverMail(context, options, composed, item.invitation.delivery);
  }
  const { message } = item;
  if (message.kind === 'event') return deliverEvent(context, options.webhookSender, message);
  return deliverMail(
    context,
    options,
    await composeNotice(context, options, message),
    message.delivery,
  );
}

async function deliverMail(
  context: Context,
  { mailer }: Sending,
  composed: Mail | 'dropped' | 'not_yet' | 'failed',
  { attempts }: Delivery,
): Promise<Outcome> {
  if (composed === 'dropped' || composed === 'failed') return { kind: composed };
  if (composed === 'not_yet') return retry(context, attempts);
  try {
    await mailer.send(composed);
    return { kind: 'sent' };
  } catch (error) {
    return isMailRefused(error) ? { kind: 'failed' } : retry(context, attempts);
  }
}

/**
 * `not_yet`: this relay does not know the key; one that does may come. `failed`: the row is not what we have signed.
 * Whoever has blocked the organization is not mailed, and nobody is told why.
 */
async function composeInvitation(
  { storage, tokens }: Context,
  { templates, language, baseUrl }: RelayOptions,
  invitation: Invitation,
): Promise<Mail | 'dropped' | 'not_yet' | 'failed'> {
  const { id, organizationId, revision, expiresAt, role, email } = invitation;
  const claims = { organizationId, invitationId: id, revision, expiresAt };
  const [organization, inviter, invitee, token] = await Promise.all([
    storage.organizations.findById(organizationId),
    storage.users.findById(invitation.invitedBy),
    storage.users.findByEmailKey(invitation.emailKey),
    tokens.derive(claims, invitation.kid),
  ]);
  if (organization === null || organization.value.deletedAt !== undefined) return 'dropped';
  if (invitee !== null && hasBlocked(invitee.value, organizationId)) return 'dropped'; // INV-55
  if (token === null) return 'not_yet';
  const signed = await tokens.read(token);
  if (signed?.digest !== invitation.tokenDigest) return 'failed'; // INV-19
  const inviterName = inviter?.value.name;
  const content = templates.invitation({
    language: invitation.language ?? language,
    organizationName: organization.value.name,
    ...(inviterName === undefined ? {} : { inviterName }),
    role,
    link: invitationLink(baseUrl, token),
    expiresAt,
    revision,
  });
  return mailOf(/* INV-50 */ `${id}.${revision}`, /* EMAIL-9 */ email, content);
}

/** A notice speaks of one version of a membership; where it has changed since, another notice follows. */
async function composeNotice(
  { storage }: Context,
  { templates, language }: RelayOptions,
  message: Notice,
): Promise<Mail | 'dropped'> {
  const [membership, user, organization] = await Promise.all([
    storage.memberships.findById(message.membershipId),
    storage.users.findById(message.to),
    storage.organizations.findById(message.organizationId),
  ]);
  if (membership === null || user === null || organization === null) return 'dropped';
  if (membership.version !== message.revision || user.value.state === 'deleted') return 'dropped';
  const organizationName = organization.value.name;
  const content =
    message.kind === 'role_changed'
      ? templates.roleChanged({ language, organizationName, role: membership.value.role })
      : templates.memberRemoved({ language, organizationName });
  return mailOf(message.id, user.value.email, content);
}

function mailOf(id: string, to: string, { subject, text, html }: MailContent): Mail {
  return { id, to, subject, text, html };
}
