// The descriptions of what is delivered, invitations and messages, and of the journal.

import type { JournalEntry } from '../../../domain/journal/journal-entry.js';
import {
  channelOfMessage,
  type DeliveryChannel,
  type OutboxMessage,
} from '../../../domain/journal/outbox-message.js';
import type { Invitation } from '../../../domain/organization/invitation.js';
import type { Delivery } from '../../../domain/shared/delivery-lease-and-retry.js';

interface WithDelivery {
  readonly delivery: Delivery;
}

/** When the next attempt is due; only while the delivery is queued. */
function nextAttemptOf({ delivery: { state, nextAttemptAt } }: WithDelivery): number | undefined {
  return state === 'queued' ? nextAttemptAt?.getTime() : undefined;
}

export const invitations = {
  fields: {
    organizationId: {
      kind: 'text',
      of: ({ organizationId }: Invitation): string => organizationId,
    },
    emailKey: { kind: 'text', of: ({ emailKey }: Invitation): string => emailKey },
    state: { kind: 'text', of: ({ state }: Invitation): string => state },
    invitedBy: { kind: 'text', of: ({ invitedBy }: Invitation): string => invitedBy },
    kid: { kind: 'text', of: ({ kid }: Invitation): string => kid },
    expiresAt: { kind: 'time', of: ({ expiresAt }: Invitation): number => expiresAt.getTime() },
    closedAt: {
      kind: 'time',
      of: ({ closedAt }: Invitation): number | undefined => closedAt?.getTime(),
    },
    nextAttemptAt: {
      kind: 'time',
      of: (row: Invitation): number | undefined => nextAttemptOf(row),
    },
  },
  keys: {
    'invitations.pending': { by: ['organizationId', 'emailKey'], where: { state: ['pending'] } }, // INV-22
  },
  lists: {
    byOrganization: { by: ['organizationId'], sort: [] },
    byState: { by: ['organizationId', 'state'], sort: [] },
    byEmail: { by: ['emailKey'], sort: [] },
    expiredByEmail: {
      by: ['organizationId', 'emailKey'],
      sort: [],
      where: { state: ['expired'] },
    },
    pendingByEmail: { by: ['emailKey'], sort: [], where: { state: ['pending'] } },
    pendingByInviter: { by: ['invitedBy'], sort: [], where: { state: ['pending'] } },
    pendingBySigningKey: { by: ['kid'], sort: [], where: { state: ['pending'] } },
    pendingByExpiry: { by: [], sort: ['expiresAt'], where: { state: ['pending'] } },
    byClosedAt: { by: [], sort: ['closedAt'] },
    byNextAttempt: { by: [], sort: ['nextAttemptAt'] },
  },
} as const;

export const journal = {
  fields: {
    auditOrganizationIds: {
      kind: 'texts',
      of: (entry: JournalEntry): readonly string[] =>
        entry.kind === 'command' ? /* JOURNAL-4 */ entry.auditOrganizationIds : [],
    },
    at: { kind: 'time', of: ({ at }: JournalEntry): number => at.getTime() },
  },
  keys: {},
  lists: {
    byOrganization: { by: ['auditOrganizationIds'], sort: ['at'] },
    byTime: { by: [], sort: ['at'] },
  },
} as const;

export const outbox = {
  fields: {
    /** The id of a message is that of its operation, a hyphen, and a number. */
    operationId: {
      kind: 'text',
      of: ({ id }: OutboxMessage): string => id.slice(0, id.lastIndexOf('-')),
    },
    channel: {
      kind: 'text',
      of: (message: OutboxMessage): DeliveryChannel => channelOfMessage(message),
    },
    /** The state of a delivery that is over. */
    finalState: {
      kind: 'text',
      of: ({ delivery: { state } }: OutboxMessage): string | undefined =>
        state === 'queued' ? undefined : state,
    },
    nextAttemptAt: {
      kind: 'time',
      of: (row: OutboxMessage): number | undefined => nextAttemptOf(row),
    },
    createdAt: { kind: 'time', of: ({ createdAt }: OutboxMessage): number => createdAt.getTime() },
  },
  keys: {},
  lists: {
    byNextAttempt: { by: ['channel'], sort: ['nextAttemptAt'] },
    finalByCreation: {
      by: [],
      sort: ['createdAt'],
      where: { finalState: 'present' },
    },
    byOperation: { by: ['operationId'], sort: [] },
  },
} as const;
