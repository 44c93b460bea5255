// What relays take and give back: rows of the outbox, and the invitations, which carry their own delivery.

import { claimed, type Lease } from '../../domain/shared/delivery.js';
import type { Claim, Claimed, Outbox, Settlement } from '../../ports/storage.js';
import { tables } from './collections.js';
import { date, objectId, plainText, type Row } from './fields.js';
import type { Gate } from './gate.js';
import { messageFrom } from './messages.js';
import { prune } from './prune.js';
import type { Reader } from './reader.js';
import type { RowWriter } from './row-writer.js';
import { corrupt, fromRow } from './tables.js';

export function outbox(write: RowWriter, reader: Reader, gate: Gate): Outbox {
  return {
    async claim(claim) {
      const taken: Claimed[] = [];
      for (;;) {
        const wanted = claim.limit - taken.length;
        if (wanted < 1) return taken;
        const due = await oldestDue(reader, claim.now, wanted);
        for (const each of due) taken.push(...(await take(write, each, claim)));
        if (due.length < wanted) return taken;
      }
    },
    settle: (settlement) => settle(write, settlement),
    prune: (before, limit) => prune(reader, gate, before, limit),
  };
}

interface Due {
  readonly table: 'invitations' | 'outbox';
  readonly row: Row;
  readonly at: number;
  readonly id: string;
}

async function oldestDue(reader: Reader, now: Date, limit: number): Promise<readonly Due[]> {
  const filter = {
    'delivery.state': 'queued',
    'delivery.nextAttemptAt': { $lte: now },
    'delivery.lease.until': { $not: { $gt: now } },
  };
  const inOrder = (hint: string) =>
    ({ sort: { 'delivery.nextAttemptAt': 1, _id: 1 }, skip: 0, limit, hint }) as const;
  const stillOpen = { state: 'pending', expiresAt: { $gt: now } };
  const [invitations, messages] = await Promise.all([
    reader.find('invitations', { ...filter, ...stillOpen }, inOrder('invitations.by_next_attempt')),
    reader.find('outbox', filter, inOrder('outbox.by_next_attempt')),
  ]);
  const due = [
    ...invitations.map((row) => dueFrom('invitations', row)),
    ...messages.map((row) => dueFrom('outbox', row)),
  ];
  return due.sort(byTimeAndId).slice(0, limit);
}

function dueFrom(table: Due['table'], row: Row): Due {
  const { nextAttemptAt } = row['delivery'] as Row;
  const at = date.decode(nextAttemptAt);
  if (at === undefined) throw corrupt(table, row, 'delivery');
  return { table, row, at: at.getTime(), id: String(row['_id']) };
}

function byTimeAndId(a: Due, b: Due): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : 1;
}

/** Nothing where another relay was faster: the version that was read as due must still stand. */
async function take(
  write: RowWriter,
  { table, row }: Due,
  { lease }: Claim,
): Promise<readonly Claimed[]> {
  const { _id, version } = row;
  const counted = table === 'invitations' ? { emailSentCount: 1 } : {};
  const isTaken = await write(
    table,
    { _id, version },
    {
      $set: { 'delivery.lease': { id: objectId(lease.id), until: lease.until } },
      $inc: { 'delivery.attempts': 1, version: 1, ...counted },
    },
  );
  return isTaken ? [claimedFrom(table, row, lease)] : [];
}

/** The row as it is now, since nobody else has written it. */
function claimedFrom(table: Due['table'], row: Row, { id: leaseId, until }: Lease): Claimed {
  const lease = { id: leaseId, until: new Date(until) };
  if (table === 'outbox') {
    const message = messageFrom(row);
    const delivery = claimed(message.delivery, lease);
    return { kind: 'message', id: message.id, message: { ...message, delivery } };
  }
  const { delivery, emailSentCount, ...rest } = fromRow(tables.invitations, row);
  const counted = { delivery: claimed(delivery, lease), emailSentCount: emailSentCount + 1 };
  return { kind: 'invitation', id: rest.id, invitation: { ...rest, ...counted } };
}

async function settle(write: RowWriter, settlement: Settlement): Promise<boolean> {
  const { kind, id, lease, outcome, at } = settlement;
  const isInvitation = kind === 'invitation';
  const filter = {
    _id: isInvitation ? objectId(id) : plainText(id),
    'delivery.lease.id': objectId(lease),
  };
  const noted = isInvitation && outcome.kind === 'sent' ? { lastEmailSentAt: at } : {};
  const { $set, $unset } = atRest(outcome);
  const update = { $set: { ...$set, ...noted }, $unset, $inc: { version: 1 } };
  return write(isInvitation ? 'invitations' : 'outbox', filter, update);
}

function atRest(outcome: Settlement['outcome']): { $set: Row; $unset: Row } {
  if (outcome.kind === 'retry') {
    return {
      $set: { 'delivery.state': 'queued', 'delivery.nextAttemptAt': outcome.at },
      $unset: { 'delivery.lease': 1 },
    };
  }
  return {
    $set: { 'delivery.state': outcome.kind },
    $unset: { 'delivery.nextAttemptAt': 1, 'delivery.lease': 1 },
  };
}
