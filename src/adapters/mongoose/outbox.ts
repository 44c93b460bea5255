// The outbox: relays claim and settle its messages, and the invitations, which hold their own delivery.

import { notificationKinds } from '../../domain/journal/outbox-message.js';
import {
  type DeliveryLease,
  settleDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';
import { createDeliveryQuota } from '../../domain/shared/delivery-quota.js';
import { type OrganizationId, parseOrganizationId } from '../../domain/shared/ids.js';
import { compareText } from '../../domain/shared/text.js';
import type {
  ClaimedItem,
  DeliveryClaimRequest,
  DeliverySettlement,
  Outbox,
} from '../../ports/storage.js';
import { claimedInvitation, claimedMessage } from '../kit/index.js';
import { corruptRowError, fromRow } from './collection-definition.js';
import { toMessage } from './collections/outbox.js';
import { collections } from './collections.js';
import type { WithDatabase } from './database-access.js';
import { type BsonRecord, date, requireString, toObjectId } from './fields/field.js';
import { prune } from './prune.js';
import type { RowReader } from './reader.js';
import type { RowUpdater } from './row-writer.js';

export function createOutbox(
  write: RowUpdater,
  reader: RowReader,
  withDatabase: WithDatabase,
): Outbox {
  return {
    claim: (claim) => claimDue(write, reader, claim),
    settle: (settlement) => settleRow(write, settlement),
    prune: (before, limit) => prune(reader, withDatabase, before, limit),
  };
}

/** One round of statements, and one more for each time that rows of exhausted organizations fill the list. */
async function claimDue(
  write: RowUpdater,
  reader: RowReader,
  claim: DeliveryClaimRequest,
): Promise<readonly ClaimedItem[]> {
  const taken: ClaimedItem[] = [];
  const quota = createDeliveryQuota(claim.perOrganization);
  for (;;) {
    const wanted = claim.limit - taken.length;
    if (wanted < 1) return taken;
    const due = await findOldestDue(reader, claim, wanted, quota.exhausted());
    for (const row of due.filter(({ organizationId }) => quota.reserve(organizationId))) {
      const claimed = await tryClaimRow(write, row, claim);
      if (claimed === null) quota.giveBack(row.organizationId);
      else taken.push(claimed);
    }
    if (due.length < wanted) return taken;
  }
}

interface DueRow {
  readonly collection: 'invitations' | 'outbox';
  readonly row: BsonRecord;
  readonly at: number;
  readonly id: string;
  readonly organizationId: OrganizationId;
}

async function findOldestDue(
  reader: RowReader,
  { now, channel }: DeliveryClaimRequest,
  limit: number,
  exhausted: readonly OrganizationId[],
): Promise<readonly DueRow[]> {
  const others = { organization: { $nin: exhausted.map(toObjectId) } };
  const filter = {
    ...(exhausted.length === 0 ? {} : others),
    'delivery.state': 'queued',
    'delivery.nextAttemptAt': { $lte: now },
    'delivery.lease.until': { $not: { $gt: now } },
  };
  const inOrder = (hint: string) =>
    ({ sort: { 'delivery.nextAttemptAt': 1, _id: 1 }, skip: 0, limit, hint }) as const;
  const stillOpen = { state: 'pending', expiresAt: { $gt: now } };
  const findMessages = (kind: BsonRecord | string) =>
    reader.find('outbox', { kind, ...filter }, inOrder('outbox.by_next_attempt'));
  if (channel === 'webhooks') {
    return (await findMessages('event')).map((row) => toDueRow('outbox', row));
  }
  const [invitations, messages] = await Promise.all([
    reader.find('invitations', { ...filter, ...stillOpen }, inOrder('invitations.by_next_attempt')),
    findMessages({ $in: [...notificationKinds] }),
  ]);
  const due = [
    ...invitations.map((row) => toDueRow('invitations', row)),
    ...messages.map((row) => toDueRow('outbox', row)),
  ];
  return due.sort((a, b) => a.at - b.at || compareText(a.id, b.id)).slice(0, limit);
}

function toDueRow(collection: DueRow['collection'], row: BsonRecord): DueRow {
  const { nextAttemptAt } = row['delivery'] as BsonRecord;
  const at = date.decode(nextAttemptAt);
  if (at === undefined) throw corruptRowError(collection, row, 'delivery');
  const organizationId = parseOrganizationId(String(row['organization']));
  if (organizationId === null) throw corruptRowError(collection, row, 'organization');
  return { collection, row, at: at.getTime(), id: String(row['_id']), organizationId };
}

/** Returns null if another relay was faster: the row must still have the version that was read. */
async function tryClaimRow(
  write: RowUpdater,
  { collection, row }: DueRow,
  { lease }: DeliveryClaimRequest,
): Promise<ClaimedItem | null> {
  const { _id, version } = row;
  const counted = collection === 'invitations' ? { emailSentCount: 1 } : {};
  const isTaken = await write(
    collection,
    { _id, version }, // INV-46 INV-51
    {
      $set: { 'delivery.lease': { id: toObjectId(lease.id), until: date.encode(lease.until) } },
      $inc: { 'delivery.attempts': 1, version: 1, ...counted }, // INV-37
    },
  );
  return isTaken ? toClaimed(collection, row, lease) : null;
}

/** The row after the claim, computed from the row that was read, because nobody else has changed it since. */
function toClaimed(
  collection: DueRow['collection'],
  row: BsonRecord,
  { id: leaseId, until }: DeliveryLease,
): ClaimedItem {
  const lease = { id: leaseId, until: new Date(until) };
  if (collection === 'outbox') {
    const message = claimedMessage(toMessage(row), lease);
    return { kind: 'message', id: message.id, message };
  }
  const invitation = claimedInvitation(fromRow(collections.invitations, row), lease);
  return { kind: 'invitation', id: invitation.id, invitation };
}

async function settleRow(write: RowUpdater, settlement: DeliverySettlement): Promise<boolean> {
  const { kind, id, leaseId, outcome, at } = settlement;
  const isInvitation = kind === 'invitation';
  const filter = {
    _id: isInvitation ? toObjectId(id) : requireString(id),
    'delivery.lease.id': toObjectId(leaseId), // INV-47 INV-54
  };
  const noted = isInvitation && outcome.kind === 'sent' ? { lastEmailSentAt: date.encode(at) } : {}; // INV-38
  const { $set, $unset } = deliveryUpdate(outcome);
  const update = { $set: { ...$set, ...noted }, $unset, $inc: { version: 1 } };
  return write(isInvitation ? 'invitations' : 'outbox', filter, update);
}

/** The attempts stay as they are stored. */
function deliveryUpdate(outcome: DeliverySettlement['outcome']): {
  $set: BsonRecord;
  $unset: BsonRecord;
} {
  const { state, nextAttemptAt } = settleDelivery({ state: 'queued', attempts: 0 }, outcome);
  if (nextAttemptAt === undefined) {
    return {
      $set: { 'delivery.state': state },
      $unset: { 'delivery.nextAttemptAt': 1, 'delivery.lease': 1 },
    };
  }
  return {
    $set: { 'delivery.state': state, 'delivery.nextAttemptAt': date.encode(nextAttemptAt) },
    $unset: { 'delivery.lease': 1 },
  };
}
