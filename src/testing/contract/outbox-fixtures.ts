// Messages and invitations that are due at a given minute, and claims and settlements of them.

import type { NotificationMessage, OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import { queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { Versioned } from '../../domain/shared/result.js';
import type {
  ClaimedItem,
  DeliveryClaimRequest,
  DeliverySettlement,
  Storage,
} from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
import { foundOrThrow } from './assertions.js';
import type { TestWriter } from './clause.js';
import {
  atMinute,
  invitation,
  leaseId,
  notificationMessage,
  operationId,
  organization,
  user,
} from './fixtures.js';

const mentra = organization(1);
const ada = user(1);

/** An invitation whose mail is due at that minute. */
export function invitationDueAt(
  n: number,
  minute: number,
  overrides: Partial<Invitation> = {},
): Invitation {
  return invitation(n, mentra, ada, { delivery: queuedDelivery(atMinute(minute)), ...overrides });
}

export function notificationDueAt(
  n: number,
  minute: number,
  overrides: Partial<NotificationMessage> = {},
): NotificationMessage {
  return notificationMessage(operationId(1_000 + n), 0, {
    delivery: queuedDelivery(atMinute(minute)),
    ...overrides,
  });
}

/** Writes each row in its own commit. */
export async function writeEachInOwnCommit(
  { write }: TestWriter,
  invitations: readonly Invitation[],
  messages: readonly OutboxMessage[],
): Promise<void> {
  for (const each of invitations) await write([insertChange('invitations', each)]);
  for (const each of messages) await write([], { messages: [each] });
}

/** A claim at that minute, with a lease of ten minutes. Each minute has its own lease id, as if another relay claimed. */
export function claimRequestAt(
  minute: number,
  overrides: Partial<DeliveryClaimRequest> = {},
): DeliveryClaimRequest {
  return {
    now: atMinute(minute),
    lease: { id: leaseId(minute), until: atMinute(minute + 10) },
    channel: 'mail',
    limit: 100,
    ...overrides,
  };
}

export async function claimAndGetIds(
  storage: Storage,
  claimRequest: DeliveryClaimRequest,
): Promise<readonly string[]> {
  return (await storage.outbox.claim(claimRequest)).map(({ id }) => id);
}

/** A settlement by the relay that claimed at `claimMinute`. */
export function settlementBy(
  row: Invitation | OutboxMessage,
  claimMinute: number,
  overrides: Partial<DeliverySettlement> = {},
): DeliverySettlement {
  const kind = 'emailKey' in row ? 'invitation' : 'message';
  return {
    kind,
    id: row.id,
    leaseId: leaseId(claimMinute),
    outcome: { kind: 'sent' },
    at: atMinute(claimMinute + 1),
    ...overrides,
  };
}

export async function loadVersionedInvitationOrThrow(
  storage: Storage,
  { id }: Invitation,
): Promise<Versioned<Invitation>> {
  return foundOrThrow(await storage.invitations.findById(id), 'the invitation');
}

export function toClaimedItem(row: Invitation | OutboxMessage): ClaimedItem {
  return 'emailKey' in row
    ? { kind: 'invitation', id: row.id, invitation: row }
    : { kind: 'message', id: row.id, message: row };
}
