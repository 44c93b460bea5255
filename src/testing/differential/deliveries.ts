// What the writes beside `commit` do to a world: claims, settlements, prunings and uses of keys.

import { channelOfMessage } from '../../domain/journal/outbox-message.js';
import {
  claimDelivery,
  type Delivery,
  settleDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import { compareText } from '../../domain/shared/text.js';
import type { ClaimedItem, DeliveryClaimRequest, DeliverySettlement } from '../../ports/storage.js';
import { values } from './scan.js';
import type { World } from './world.js';

/** The world after a write, and what the write answers. */
export interface WriteResult<T> {
  readonly world: World;
  readonly answer: T;
}

/** What is due and not leased gets the lease: the earliest next attempt first, then by id. */
export function claimIn(
  world: World,
  { now, lease, channel, limit, perOrganization }: DeliveryClaimRequest,
): WriteResult<readonly ClaimedItem[]> {
  const taken = new Map<string, number>();
  const hasPlace = ({ organizationId }: { readonly organizationId: string }) => {
    const own = perOrganization?.allowances.find((each) => each.organizationId === organizationId);
    const count = (taken.get(organizationId) ?? 0) + 1;
    taken.set(organizationId, count);
    return count <= (own?.max ?? perOrganization?.max ?? count);
  };
  const claimed = claimable(world, now)
    .filter((item) => channelOf(item) === channel)
    .filter((item) => hasPlace(item.kind === 'message' ? item.message : item.invitation))
    .slice(0, limit)
    .map((item): ClaimedItem => {
      const delivery = claimDelivery(deliveryOf(item), lease);
      if (item.kind === 'message') return { ...item, message: { ...item.message, delivery } };
      const emailSentCount = item.invitation.emailSentCount + 1;
      return { ...item, invitation: { ...item.invitation, delivery, emailSentCount } };
    });
  return { world: claimed.reduce(withItem, world), answer: claimed };
}

function claimable({ invitations, outbox }: World, now: Date): readonly ClaimedItem[] {
  const items: readonly ClaimedItem[] = [
    ...values(invitations, ({ state, expiresAt }) => state === 'pending' && expiresAt > now).map(
      (invitation) => ({ kind: 'invitation', id: invitation.id, invitation }) as const,
    ),
    ...values(outbox, () => true).map(
      (message) => ({ kind: 'message', id: message.id, message }) as const,
    ),
  ];
  const due = (item: ClaimedItem) => Number(deliveryOf(item).nextAttemptAt);
  return items
    .filter((item) => deliveryOf(item).state === 'queued' && due(item) <= now.getTime())
    .filter((item) => Number(deliveryOf(item).lease?.until ?? 0) <= now.getTime())
    .toSorted((a, b) => due(a) - due(b) || compareText(a.id, b.id));
}

function deliveryOf(item: ClaimedItem): Delivery {
  return item.kind === 'message' ? item.message.delivery : item.invitation.delivery;
}

function channelOf(item: ClaimedItem): DeliveryClaimRequest['channel'] {
  return item.kind === 'message' ? channelOfMessage(item.message) : 'mail';
}

function withItem(world: World, item: ClaimedItem): World {
  return item.kind === 'message'
    ? { ...world, outbox: written(world.outbox, item.message) }
    : { ...world, invitations: written(world.invitations, item.invitation) };
}

/** The table with another value of this row, at its next version. */
function written<T extends { readonly id: string }>(
  table: readonly Versioned<T>[],
  value: T,
): readonly Versioned<T>[] {
  return table.map((row) =>
    row.value.id === value.id ? { value, version: row.version + 1 } : row,
  );
}

/** The outcome is recorded if the lease is still held. */
export function settleIn(
  world: World,
  { kind, id, leaseId, outcome, at }: DeliverySettlement,
): WriteResult<boolean> {
  const isHeld = (row: { readonly id: string; readonly delivery: Delivery }) =>
    row.id === id && row.delivery.lease?.id === leaseId;
  const [message] = values(world.outbox, (row) => kind === 'message' && isHeld(row));
  const [invitation] = values(world.invitations, (row) => kind === 'invitation' && isHeld(row));
  if (message !== undefined) {
    const settled = { ...message, delivery: settleDelivery(message.delivery, outcome) };
    return { world: { ...world, outbox: written(world.outbox, settled) }, answer: true };
  }
  if (invitation === undefined) return { world, answer: false };
  const settled = {
    ...invitation,
    ...(outcome.kind === 'sent' ? { lastEmailSentAt: at } : {}),
    delivery: settleDelivery(invitation.delivery, outcome),
  };
  return { world: { ...world, invitations: written(world.invitations, settled) }, answer: true };
}

/** The oldest finished messages are removed, then the oldest entries that have no message left. */
export function pruneIn(world: World, before: Date, limit: number): WriteResult<number> {
  const messages = oldest(
    values(world.outbox, ({ delivery }) => delivery.state !== 'queued'),
    ({ createdAt }) => createdAt,
    before,
  ).slice(0, limit);
  const outbox = without(world.outbox, messages);
  const bare = values(
    world.journal,
    (entry) => !outbox.some(({ value }) => value.id.startsWith(`${entry.id}-`)),
  );
  const entries = oldest(bare, ({ at }) => at, before).slice(0, limit);
  return {
    world: { ...world, outbox, journal: without(world.journal, entries) },
    answer: messages.length + entries.length,
  };
}

/** The rows are sorted by id. */
function oldest<T>(rows: readonly T[], timeOf: (row: T) => Date, before: Date): readonly T[] {
  return rows
    .filter((row) => timeOf(row) < before)
    .toSorted((a, b) => timeOf(a).getTime() - timeOf(b).getTime());
}

function without<T extends { readonly id: string }>(
  table: readonly Versioned<T>[],
  gone: readonly T[],
): readonly Versioned<T>[] {
  return table.filter(({ value }) => !gone.includes(value));
}

/** A use is recorded if the last one was at least a minute before. */
export function useIn(world: World, id: ApiKeyId, at: Date): WriteResult<undefined> {
  const apikeys = world.apikeys.map((row) => {
    const { lastUsedAt } = row.value;
    const isDue = lastUsedAt === undefined || at.getTime() - lastUsedAt.getTime() >= 60_000;
    return row.value.id === id && isDue ? { ...row, value: { ...row.value, lastUsedAt: at } } : row;
  });
  return { world: { ...world, apikeys }, answer: undefined };
}
