// Claims of the outbox.

import { invitationStates } from '../../domain/organization/invitation.js';
import { claimDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import { updateChange } from '../row-changes.js';
import { assertSame, assertTrue, outcomeOfCall } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { atMinute, leaseId, operationId, webhookMessage } from './fixtures.js';
import {
  claimAndGetIds,
  claimRequestAt,
  invitationDueAt,
  loadVersionedInvitationOrThrow,
  notificationDueAt,
  toClaimedItem,
  writeEachInOwnCommit,
} from './outbox-fixtures.js';

export const outboxClaimClauses: readonly Clause[] = [
  clause(
    'OUTBOX-1',
    'A claim takes what is due: queued, with its next attempt at or before `now`.',
    async (storage, writer) => {
      const states = ['none', 'sent', 'failed', 'dropped'] as const;
      const atRest = states.map((state, n) => ({ delivery: { state, attempts: 1 }, n }));
      await writeEachInOwnCommit(
        writer,
        [
          invitationDueAt(1, 5),
          invitationDueAt(2, 6),
          ...atRest.map(({ delivery, n }) => invitationDueAt(10 + n, 0, { delivery })),
        ],
        [
          notificationDueAt(1, 5),
          notificationDueAt(2, 6),
          ...atRest.map(({ delivery, n }) => notificationDueAt(10 + n, 0, { delivery })),
        ],
      );
      const due = [invitationDueAt(1, 5).id, notificationDueAt(1, 5).id];
      assertSame(await claimAndGetIds(storage, claimRequestAt(4)), [], 'before');
      assertSame(await claimAndGetIds(storage, claimRequestAt(5)), due, 'at the minute');
    },
  ),

  clause(
    'OUTBOX-2',
    'A claim takes invitations and messages together, the earliest next attempt first, then by id, up to `limit`.',
    async (storage, writer) => {
      const [i1, i2, i3] = [invitationDueAt(1, 4), invitationDueAt(2, 1), invitationDueAt(3, 1)];
      const [m1, m2, m3] = [
        notificationDueAt(1, 3),
        notificationDueAt(2, 1),
        notificationDueAt(3, 5),
      ];
      await writeEachInOwnCommit(writer, [i1, i2, i3], [m3, m2, m1]);
      const expected = [i2, i3, m2, m1, i1, m3].map(({ id }) => id);
      const first = await claimAndGetIds(storage, claimRequestAt(6, { limit: 1 }));
      const next = await claimAndGetIds(storage, claimRequestAt(7, { limit: 3 }));
      const rest = await claimAndGetIds(storage, claimRequestAt(8));
      assertSame(
        [first, next, rest],
        [expected.slice(0, 1), expected.slice(1, 4), expected.slice(4)],
        'the claims',
      );
    },
  ),

  clause(
    'OUTBOX-3',
    'Nobody else can claim a row before its lease ends; from then on, anybody can.',
    async (storage, writer) => {
      const rows = [invitationDueAt(1, 0), notificationDueAt(1, 0)];
      await writeEachInOwnCommit(writer, [invitationDueAt(1, 0)], [notificationDueAt(1, 0)]);
      const ids = rows.map(({ id }) => id);
      const until = new Date(atMinute(10).getTime() + 1);
      assertSame(
        await claimAndGetIds(storage, claimRequestAt(1, { lease: { id: leaseId(1), until } })),
        ids,
        'first',
      );
      assertSame(await claimAndGetIds(storage, claimRequestAt(2)), [], 'another relay');
      assertSame(
        await claimAndGetIds(storage, claimRequestAt(10)),
        [],
        'a millisecond before the lease ends',
      );
      const claimed = await storage.outbox.claim(claimRequestAt(11, { now: until }));
      assertSame(
        claimed.map(({ id }) => id),
        ids,
        'at the end',
      );
      const leases = claimed.map(
        (each) => (each.kind === 'invitation' ? each.invitation : each.message).delivery.lease?.id,
      );
      assertSame(leases, [leaseId(11), leaseId(11)], 'the leases');
    },
  ),

  clause(
    'OUTBOX-4',
    'A claim returns each message as it is now stored: with the lease and one more attempt, and otherwise unchanged.',
    async (storage, writer) => {
      const row = notificationDueAt(1, 0);
      await writeEachInOwnCommit(writer, [], [row]);
      const first = claimRequestAt(1);
      const once = { ...row, delivery: claimDelivery(row.delivery, first.lease) };
      assertSame(await storage.outbox.claim(first), [toClaimedItem(once)], 'the first claim');
      const second = claimRequestAt(20);
      const twice = { ...row, delivery: claimDelivery(once.delivery, second.lease) };
      assertSame(await storage.outbox.claim(second), [toClaimedItem(twice)], 'the second claim');
      assertSame(twice.delivery.attempts, 2, 'the attempts');
    },
  ),

  clause(
    'OUTBOX-5',
    'A claim of an invitation adds one attempt to its delivery and one to `emailSentCount`, raises its version by one, changes nothing else, and returns it as it is now stored.',
    async (storage, writer) => {
      const row = invitationDueAt(1, 0, { emailSentCount: 4 });
      await writeEachInOwnCommit(writer, [row], []);
      const claim = claimRequestAt(1);
      const expected = {
        ...row,
        delivery: claimDelivery(row.delivery, claim.lease),
        emailSentCount: 5,
      };
      assertSame(await storage.outbox.claim(claim), [toClaimedItem(expected)], 'what was claimed');
      assertSame(
        await loadVersionedInvitationOrThrow(storage, row),
        { value: expected, version: 2 },
        'what is stored',
      );
      const stale = writer.write([updateChange('invitations', row, 1)]);
      assertSame(await outcomeOfCall(stale), 'version_conflict', 'an update from before the claim');
    },
  ),

  clause(
    'OUTBOX-6',
    'A claim takes only invitations that are stored as pending and expire after `now`.',
    async (storage, writer) => {
      const rows = [
        ...invitationStates.map((state, n) => invitationDueAt(n + 1, 0, { state })),
        invitationDueAt(10, 0, { expiresAt: atMinute(5) }),
        invitationDueAt(11, 0, { expiresAt: new Date(atMinute(5).getTime() + 1) }),
      ];
      await writeEachInOwnCommit(writer, rows, []);
      const expected = [invitationDueAt(1, 0).id, invitationDueAt(11, 0).id];
      assertSame(await claimAndGetIds(storage, claimRequestAt(5)), expected, 'what was claimed');
      const expired = await loadVersionedInvitationOrThrow(storage, invitationDueAt(10, 0));
      assertSame(expired.version, 1, 'the version of one that was not claimed');
    },
  ),

  clause(
    'OUTBOX-7',
    'Rows that must not be sent do not count toward `limit`.',
    async (storage, writer) => {
      const over = [1, 2, 3].map((n) => invitationDueAt(n, 0, { expiresAt: atMinute(1) }));
      const closed = [4, 5, 6].map((n) => invitationDueAt(n, 0, { state: 'revoked' }));
      const open = invitationDueAt(7, 1);
      await writeEachInOwnCommit(writer, [...over, ...closed, open], []);
      assertSame(
        await claimAndGetIds(storage, claimRequestAt(5, { limit: 1 })),
        [open.id],
        'what was claimed',
      );
    },
  ),

  clause(
    'OUTBOX-8',
    'Concurrent claims never take the same row, and every due row can be claimed.',
    async (storage, writer) => {
      const numbers = Array.from({ length: 15 }, (_, index) => index + 1);
      // In turns, so that every claim meets both kinds.
      const invitations = numbers.map((n) => invitationDueAt(n, -n));
      const messages = numbers.map((n) => notificationDueAt(n, -n));
      const events = numbers.map((n) => webhookMessage(operationId(2_000 + n), 0));
      await writeEachInOwnCommit(writer, invitations, [...messages, ...events]);
      for (const [channel, rows] of [
        ['mail', [...invitations, ...messages]],
        ['webhooks', events],
      ] as const) {
        const claims = [1, 2, 3, 4, 5].map((n) =>
          storage.outbox.claim(
            claimRequestAt(1, {
              channel,
              limit: 10,
              lease: { id: leaseId(n), until: atMinute(99) },
            }),
          ),
        );
        const claimed = (await Promise.all(claims)).flat().map(({ id }) => id);
        const rest = await claimAndGetIds(storage, claimRequestAt(2, { channel }));
        const what = `what five concurrent claims of ${channel} and a later one took`;
        assertSame([...claimed, ...rest].sort(), rows.map(({ id }) => id).sort(), what);
        assertTrue(claimed.length > 0, `five concurrent claims of ${channel} took nothing`);
      }
      const versions = await Promise.all(
        invitations.map((row) => loadVersionedInvitationOrThrow(storage, row)),
      );
      assertSame(
        versions.map(({ version }) => version),
        numbers.map(() => 2),
        'the versions',
      );
    },
  ),
];
