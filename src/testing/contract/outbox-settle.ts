// Settlements of the outbox.

import { closeInvitation } from '../../domain/organization/close-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import {
  claimDelivery,
  queuedDelivery,
  settleDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { updateChange } from '../row-changes.js';
import { assertSame, outcomeOfCall } from './assertions.js';
import { type Clause, clause, type TestWriter } from './clause.js';
import { atMinute, invitationId, leaseId } from './fixtures.js';
import {
  claimAndGetIds,
  claimRequestAt,
  invitationDueAt,
  loadVersionedInvitationOrThrow,
  notificationDueAt,
  settlementBy,
  toClaimedItem,
  writeEachInOwnCommit,
} from './outbox-fixtures.js';

const queuedInvitation = invitationDueAt(1, 0);
const queuedNotification = notificationDueAt(1, 0);
const firstClaimRequest = claimRequestAt(1);
/** The invitation with the lease of the first relay. */
const claimedInvitation: Invitation = {
  ...queuedInvitation,
  delivery: claimDelivery(queuedInvitation.delivery, firstClaimRequest.lease),
  emailSentCount: 1,
};

async function writeAndClaimQueued(storage: Storage, writer: TestWriter): Promise<void> {
  await writeEachInOwnCommit(writer, [queuedInvitation], [queuedNotification]);
  await storage.outbox.claim(firstClaimRequest);
}

function reloadInvitationOrThrow(storage: Storage): Promise<Versioned<Invitation>> {
  return loadVersionedInvitationOrThrow(storage, queuedInvitation);
}

export const outboxSettleClauses: readonly Clause[] = [
  clause(
    'OUTBOX-9',
    'Settling an invitation as `sent` sets `lastEmailSentAt` to the time of the settlement, finishes its delivery and raises its version by one.',
    async (storage, writer) => {
      await writeAndClaimQueued(storage, writer);
      const outcome = { kind: 'sent' } as const;
      assertSame(
        await storage.outbox.settle(settlementBy(queuedInvitation, 1)),
        true,
        'the answer',
      );
      const expected = {
        ...claimedInvitation,
        delivery: settleDelivery(claimedInvitation.delivery, outcome),
        lastEmailSentAt: atMinute(2),
      };
      assertSame(
        await reloadInvitationOrThrow(storage),
        { value: expected, version: 3 },
        'the invitation',
      );
    },
  ),

  clause(
    'OUTBOX-10',
    'Settling an invitation as `failed` or `dropped` finishes its delivery in that state, raises its version by one and changes nothing else.',
    async (storage, writer) => {
      for (const [index, kind] of (['failed', 'dropped'] as const).entries()) {
        const row = invitationDueAt(index + 5, 0, { lastEmailSentAt: atMinute(-1) });
        await writeEachInOwnCommit(writer, [row], []);
        const claim = claimRequestAt(index + 1);
        await storage.outbox.claim(claim);
        const settlement = settlementBy(row, index + 1, { outcome: { kind } });
        assertSame(await storage.outbox.settle(settlement), true, 'the answer');
        const delivery = settleDelivery(claimDelivery(row.delivery, claim.lease), { kind });
        const expected = { ...row, delivery, emailSentCount: 1 };
        assertSame(
          await loadVersionedInvitationOrThrow(storage, row),
          { value: expected, version: 3 },
          kind,
        );
      }
    },
  ),

  clause(
    'OUTBOX-11',
    'A row that was settled as `sent`, `failed` or `dropped` is not claimed again.',
    async (storage, writer) => {
      for (const [index, kind] of (['sent', 'failed', 'dropped'] as const).entries()) {
        const rows = [invitationDueAt(index + 1, 0), notificationDueAt(index + 1, 0)] as const;
        await writeEachInOwnCommit(writer, [rows[0]], [rows[1]]);
        const minute = 20 * index + 1;
        await storage.outbox.claim(claimRequestAt(minute));
        for (const row of rows) {
          await storage.outbox.settle(settlementBy(row, minute, { outcome: { kind } }));
        }
        assertSame(await claimAndGetIds(storage, claimRequestAt(minute + 15)), [], `after ${kind}`);
      }
    },
  ),

  clause(
    'OUTBOX-12',
    'A row that was settled as `retry` loses its lease, is due again at the given time and not before, and keeps its count of attempts.',
    async (storage, writer) => {
      await writeAndClaimQueued(storage, writer);
      const outcome = { kind: 'retry', at: atMinute(5) } as const;
      for (const row of [queuedInvitation, queuedNotification]) {
        assertSame(
          await storage.outbox.settle(settlementBy(row, 1, { outcome })),
          true,
          'the answer',
        );
      }
      const waiting = {
        ...claimedInvitation,
        delivery: settleDelivery(claimedInvitation.delivery, outcome),
      };
      assertSame(
        await reloadInvitationOrThrow(storage),
        { value: waiting, version: 3 },
        'the invitation',
      );
      assertSame(await claimAndGetIds(storage, claimRequestAt(4)), [], 'before');
      const again = claimRequestAt(5);
      const delivery = claimDelivery(waiting.delivery, again.lease);
      assertSame(
        await storage.outbox.claim(again),
        [
          toClaimedItem({ ...waiting, delivery, emailSentCount: 2 }),
          toClaimedItem({ ...queuedNotification, delivery }),
        ],
        'at the time',
      );
    },
  ),

  clause(
    'OUTBOX-13',
    'Only the holder of the lease can settle a row: for anybody else `settle` returns false and writes nothing.',
    async (storage, writer) => {
      await writeAndClaimQueued(storage, writer);
      for (const row of [queuedInvitation, queuedNotification]) {
        assertSame(
          await storage.outbox.settle(settlementBy(row, 7)),
          false,
          `${row.id} by another relay`,
        );
      }
      assertSame(
        await reloadInvitationOrThrow(storage),
        { value: claimedInvitation, version: 2 },
        'the invitation',
      );
      const ids = [queuedInvitation.id, queuedNotification.id];
      assertSame(
        await claimAndGetIds(storage, claimRequestAt(30)),
        ids,
        'what is still to be sent',
      );
      for (const row of [queuedInvitation, queuedNotification]) {
        assertSame(
          await storage.outbox.settle(settlementBy(row, 1)),
          false,
          `${row.id} by the former holder`,
        );
        assertSame(
          await storage.outbox.settle(settlementBy(row, 30)),
          true,
          `${row.id} by the holder`,
        );
      }
    },
  ),

  clause(
    'OUTBOX-14',
    'A holder can settle a row after its lease has ended, as long as nobody else has claimed the row.',
    async (storage, writer) => {
      await writeAndClaimQueued(storage, writer);
      for (const row of [queuedInvitation, queuedNotification]) {
        const late = settlementBy(row, 1, { at: atMinute(60) });
        assertSame(await storage.outbox.settle(late), true, row.id);
      }
      assertSame(await claimAndGetIds(storage, claimRequestAt(61)), [], 'what is still to be sent');
    },
  ),

  clause(
    'OUTBOX-15',
    'Settling a row again returns false and writes nothing.',
    async (storage, writer) => {
      await writeAndClaimQueued(storage, writer);
      for (const row of [queuedInvitation, queuedNotification])
        await storage.outbox.settle(settlementBy(row, 1));
      const before = await reloadInvitationOrThrow(storage);
      for (const row of [queuedInvitation, queuedNotification]) {
        const again = settlementBy(row, 1, {
          outcome: { kind: 'retry', at: atMinute(3) },
          at: atMinute(9),
        });
        assertSame(await storage.outbox.settle(again), false, row.id);
      }
      assertSame(await reloadInvitationOrThrow(storage), before, 'the invitation');
      assertSame(await claimAndGetIds(storage, claimRequestAt(30)), [], 'what is still to be sent');
    },
  ),

  clause(
    'OUTBOX-16',
    'Of concurrent settlements of one row, exactly one is written.',
    async (storage, writer) => {
      await writeAndClaimQueued(storage, writer);
      for (const row of [queuedInvitation, queuedNotification]) {
        const calls = [2, 3, 4, 5].map((minute) =>
          storage.outbox.settle(settlementBy(row, 1, { at: atMinute(minute) })),
        );
        const answers = await Promise.all(calls);
        assertSame(answers.filter(Boolean).length, 1, `${row.id}: how many were written`);
      }
      assertSame(
        (await reloadInvitationOrThrow(storage)).version,
        3,
        'the version of the invitation',
      );
    },
  ),

  clause(
    'OUTBOX-17',
    'A holder can no longer settle an invitation that was closed or sent again since the claim.',
    async (storage, writer) => {
      const closing = closeInvitation(claimedInvitation, 'revoke', null, atMinute(2));
      const resent = {
        ...invitationDueAt(2, 0),
        delivery: queuedDelivery(atMinute(2)),
        revision: 2,
      };
      await writeEachInOwnCommit(writer, [queuedInvitation, invitationDueAt(2, 0)], []);
      await storage.outbox.claim(firstClaimRequest);
      await writer.write([
        updateChange('invitations', closing, 2),
        updateChange('invitations', resent, 2),
      ]);
      for (const row of [closing, resent]) {
        assertSame(await storage.outbox.settle(settlementBy(row, 1)), false, row.state);
        assertSame(
          await loadVersionedInvitationOrThrow(storage, row),
          { value: row, version: 3 },
          row.state,
        );
      }
      assertSame(
        await claimAndGetIds(storage, claimRequestAt(3)),
        [resent.id],
        'what is to be sent now',
      );
    },
  ),

  clause(
    'OUTBOX-18',
    'Settling a row that does not exist or was never claimed returns false.',
    async (storage, writer) => {
      await writeEachInOwnCommit(writer, [queuedInvitation], [queuedNotification]);
      for (const row of [queuedInvitation, queuedNotification]) {
        assertSame(
          await storage.outbox.settle(settlementBy(row, 1)),
          false,
          `${row.id}, not claimed`,
        );
      }
      const unknown = {
        ...settlementBy(queuedInvitation, 1),
        id: invitationId(99),
        leaseId: leaseId(1),
      };
      assertSame(await storage.outbox.settle(unknown), false, 'an unknown id');
      assertSame(
        await reloadInvitationOrThrow(storage),
        { value: queuedInvitation, version: 1 },
        'the invitation',
      );
    },
  ),

  clause(
    'OUTBOX-19',
    'Of a claim and a closing of one invitation from one version, exactly one succeeds, even if they are concurrent.',
    async (storage, writer) => {
      const rows = Array.from({ length: 10 }, (_, index) => invitationDueAt(index + 1, 0));
      await writeEachInOwnCommit(writer, rows, []);
      const closing = (row: Invitation) =>
        writer.write([
          updateChange('invitations', closeInvitation(row, 'revoke', null, atMinute(1)), 1),
        ]);
      const [early, late] = [rows.slice(0, 5), rows.slice(5)];
      const before = early.map((row) => outcomeOfCall(closing(row)));
      const claiming = claimAndGetIds(storage, claimRequestAt(1));
      const after = late.map((row) => outcomeOfCall(closing(row)));
      const outcomes = await Promise.all([...before, ...after]);
      const claimed = await claiming;
      for (const [place, { id }] of rows.entries()) {
        const expected = claimed.includes(id) ? 'version_conflict' : 'done';
        assertSame(outcomes[place], expected, `the closing of ${id}`);
      }
    },
  ),
];
