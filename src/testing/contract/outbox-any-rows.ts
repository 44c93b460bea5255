// Deliveries of invitations and messages of every kind.

import fc from 'fast-check';
import { channelOfMessage, type OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import {
  claimDelivery,
  queuedDelivery,
  settleDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';
import { messages } from '../arbitraries/index.js';
import { insertChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clauseWithoutPasts as clause } from './clause.js';
import { atMinute } from './fixtures.js';
import { claimRequestAt, settlementBy, toClaimedItem } from './outbox-fixtures.js';
import { poolOf } from './row-pool.js';

const delivery = queuedDelivery(atMinute(0));

function dueInvitations(): readonly Invitation[] {
  return poolOf('invitations').map(({ closedAt: _at, closedBy: _by, ...row }) => ({
    ...row,
    state: 'pending',
    expiresAt: atMinute(90),
    delivery,
  }));
}

function dueMessages(): readonly OutboxMessage[] {
  return fc
    .sample(messages(), { numRuns: 40, seed: 20_261_201 })
    .map((message) => ({ ...message, delivery }));
}

export const anyRowsClause: Clause = clause(
  'OUTBOX-23',
  'Invitations and messages with any fields are claimed and settled like others.',
  async (storage, { write }) => {
    const [invitations, sent] = [dueInvitations(), dueMessages()];
    const rows = [...invitations, ...sent];
    await write(
      invitations.map((row) => insertChange('invitations', row)),
      { messages: sent },
    );
    for (const channel of ['mail', 'webhooks'] as const) {
      const claim = claimRequestAt(1, { channel });
      const claimed = await storage.outbox.claim(claim);
      const expected = rows
        .filter((row) => ('emailKey' in row ? 'mail' : channelOfMessage(row)) === channel)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => toClaimedItem(claimedRow(row)));
      assertSame(claimed, expected, `a claim of ${channel}`);
    }
    for (const row of rows)
      assertSame(
        await storage.outbox.settle(settlementBy(row, 1)),
        true,
        `the settlement of ${row.id}`,
      );
    for (const row of invitations) {
      const settled = settleDelivery(claimDelivery(delivery, claimRequestAt(1).lease), {
        kind: 'sent',
      });
      const value = { ...claimedRow(row), delivery: settled, lastEmailSentAt: atMinute(2) };
      const expected = { value, version: 3 };
      assertSame(await storage.invitations.findById(row.id), expected, `the invitation ${row.id}`);
    }
    for (const channel of ['mail', 'webhooks'] as const)
      assertSame(await storage.outbox.claim(claimRequestAt(30, { channel })), [], `what is left`);
  },
);

function claimedRow<T extends Invitation | OutboxMessage>(row: T): T {
  const claimed = claimDelivery(row.delivery, claimRequestAt(1).lease);
  const count = 'emailSentCount' in row ? { emailSentCount: row.emailSentCount + 1 } : {};
  return { ...row, ...count, delivery: claimed };
}
