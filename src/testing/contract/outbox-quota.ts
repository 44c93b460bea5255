// Claims of one channel, and the quotas of organizations.

import { queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { atMinute, operationId, organization, webhookMessage } from './fixtures.js';
import {
  claimAndGetIds,
  claimRequestAt,
  invitationDueAt,
  notificationDueAt,
  writeEachInOwnCommit,
} from './outbox-fixtures.js';

const [busy, other, third] = [organization(1).id, organization(2).id, organization(3).id];

export const outboxQuotaClauses: readonly Clause[] = [
  clause(
    'OUTBOX-20',
    'A claim takes only deliveries of its channel: invitations and notifications, or events.',
    async (storage, writer) => {
      const event = webhookMessage(operationId(2_000), 0, {
        delivery: queuedDelivery(atMinute(1)),
      });
      const [removed, changed] = [
        notificationDueAt(1, 3, { kind: 'member_removed' }),
        notificationDueAt(2, 2),
      ];
      await writeEachInOwnCommit(writer, [invitationDueAt(1, 4)], [event, removed, changed]);
      const mail = [changed.id, removed.id, invitationDueAt(1, 4).id];
      const first = await claimAndGetIds(storage, claimRequestAt(5, { channel: 'webhooks' }));
      assertSame(first, [event.id], 'the events');
      assertSame(await claimAndGetIds(storage, claimRequestAt(6)), mail, 'the mails');
    },
  ),

  clause(
    'OUTBOX-21',
    'A claim takes at most `max` deliveries of one organization, or as many as its allowance says, and instead of the rest the next ones of other organizations, up to `limit`.',
    async (storage, writer) => {
      const events = [
        ...[1, 2, 3, 4, 5, 6].map((n) => ({ n, of: busy })),
        ...[7, 8, 9].map((n) => ({ n, of: other })),
        ...[10, 11].map((n) => ({ n, of: third })),
      ].map(({ n, of }) =>
        webhookMessage(operationId(2_000 + n), 0, {
          organizationId: of,
          delivery: queuedDelivery(atMinute(n)),
        }),
      );
      await writeEachInOwnCommit(writer, [], events);
      const claim = async (minute: number, limit: number, busyMax: number | null) => {
        const allowances = busyMax === null ? [] : [{ organizationId: busy, max: busyMax }];
        const ids = await claimAndGetIds(
          storage,
          claimRequestAt(minute, {
            channel: 'webhooks',
            limit,
            perOrganization: { max: 2, allowances },
          }),
        );
        return ids.map((id) => events.findIndex((event) => event.id === id) + 1);
      };
      assertSame(await claim(20, 3, null), [1, 2, 7], 'two of each');
      assertSame(await claim(21, 3, 0), [8, 9, 10], 'none of the busy one');
      assertSame(await claim(22, 9, 1), [3, 11], 'one of the busy one, and all of the others');
      assertSame(await claim(23, 9, null), [4, 5], 'two of the busy one');
      assertSame(await claim(24, 9, null), [6], 'what is left');
    },
  ),

  clause(
    'OUTBOX-22',
    'Quotas hold for invitations and notifications of one organization together.',
    async (storage, writer) => {
      const [i1, i2, n1, n2] = [
        invitationDueAt(1, 1),
        invitationDueAt(2, 3),
        notificationDueAt(1, 2),
        notificationDueAt(2, 4),
      ];
      const foreign = notificationDueAt(3, 5, { organizationId: other });
      await writeEachInOwnCommit(writer, [i1, i2], [n1, n2, foreign]);
      const perOrganization = { max: 2, allowances: [] };
      const ids = await claimAndGetIds(storage, claimRequestAt(6, { perOrganization }));
      assertSame(ids, [i1.id, n1.id, foreign.id], 'what was claimed');
    },
  ),
];
