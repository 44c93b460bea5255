// Pruning of old messages and journal entries.

import fc from 'fast-check';
import type { JournalEntry } from '../../domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import {
  type Delivery,
  deliveryStates,
  queuedDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';
import { type OperationId, parseOperationId } from '../../domain/shared/ids.js';
import type { Storage } from '../../ports/storage.js';
import { journalEntries, messages } from '../arbitraries/index.js';
import { insertChange } from '../row-changes.js';
import { assertSame, foundOrThrow, outcomeOfCall } from './assertions.js';
import { type ClauseGroup, clause, type TestWriter } from './clause.js';
import {
  atMinute,
  commandEntry,
  fenceEntry,
  invitation,
  notificationMessage,
  operationId,
  organization,
  user,
} from './fixtures.js';
import { claimRequestAt, settlementBy } from './outbox-fixtures.js';

const mentra = organization(1);
const sentDelivery: Delivery = { state: 'sent', attempts: 1 };

/** An entry of that minute in the journal of the organization. A `TestWriter` never uses its id. */
function entryAt(n: number, minute: number): JournalEntry {
  return commandEntry(1_000 + n, { at: atMinute(minute), auditOrganizationIds: [mentra.id] });
}

function notificationOfEntry(
  { id }: JournalEntry,
  index: number,
  minute: number,
  delivery: Delivery,
): OutboxMessage {
  return notificationMessage(id, index, { createdAt: atMinute(minute), delivery });
}

/** Writes each entry with its own messages in one commit, the last entry first. */
async function commitEachEntryLastFirst(
  { write }: TestWriter,
  entries: readonly JournalEntry[],
  messages: readonly OutboxMessage[],
): Promise<void> {
  for (const journal of entries.toReversed()) {
    const own = messages.filter(({ id }) => id.startsWith(`${journal.id}-`));
    await write([], { journal, messages: own });
  }
}

async function findStoredEntryIds(
  { journal }: Storage,
  entries: readonly JournalEntry[],
): Promise<readonly OperationId[]> {
  const found = await Promise.all(entries.map(({ id }) => journal.findById(id)));
  return found.flatMap((each) => (each === null ? [] : [each.id]));
}

/** Finds out which messages are stored by inserting them again: a stored one conflicts. The others are inserted. */
async function findStoredMessageIdsByReinserting(
  writer: TestWriter,
  messages: readonly OutboxMessage[],
): Promise<readonly OutboxMessage['id'][]> {
  const ids: OutboxMessage['id'][] = [];
  for (const each of messages) {
    const again = writer.write([], { messages: [each] });
    if ((await outcomeOfCall(again)) === 'outbox.id') ids.push(each.id);
  }
  return ids;
}

function idsOf<T>(rows: readonly { readonly id: T }[]): readonly T[] {
  return rows.map(({ id }) => id);
}

export const pruneGroup: ClauseGroup = {
  name: 'PRUNE',
  summary: 'old messages and journal entries are deleted',
  clauses: [
    clause(
      'PRUNE-1',
      '`outbox.prune` deletes finished messages and journal entries, including fences, that are older than `before`; it keeps those of that time or later and every queued message, and changes nothing else.',
      async (storage, writer) => {
        const [old, young] = [entryAt(1, 9), entryAt(2, 10)];
        const fence = { ...fenceEntry(operationId(2_000)), at: atMinute(9) };
        const finishedStates = deliveryStates.filter((state) => state !== 'queued');
        const entries = [old, young, fence];
        const messages = [
          ...finishedStates.map((state, n) =>
            notificationOfEntry(old, n, 9, { state, attempts: 1 }),
          ),
          ...finishedStates.map((state, n) =>
            notificationOfEntry(young, n, 10, { state, attempts: 1 }),
          ),
          notificationOfEntry(young, 100, 9, sentDelivery),
          notificationOfEntry(young, 101, 9, queuedDelivery(atMinute(0))),
        ];
        const sentInvitation = invitation(1, mentra, user(1), { delivery: sentDelivery });
        await writer.write([insertChange('invitations', sentInvitation)], {
          journal: entryAt(3, 99),
        });
        await commitEachEntryLastFirst(writer, entries, messages);
        assertSame(await storage.outbox.prune(atMinute(10), 100), 7, 'the number of deleted rows');

        assertSame(await findStoredEntryIds(storage, entries), [young.id], 'the remaining entries');
        const pageRequest = { limit: 100, after: null, skip: 1 };
        const { items } = await storage.journal.listByOrganization(mentra.id, pageRequest);
        assertSame(items, [young], 'the journal of the organization');
        const expected = [...messages.slice(4, 8), ...messages.slice(9)];
        assertSame(
          await findStoredMessageIdsByReinserting(writer, messages),
          idsOf(expected),
          'the remaining messages',
        );
        const stored = await storage.invitations.findById(sentInvitation.id);
        assertSame(stored, { value: sentInvitation, version: 1 }, 'an invitation that was sent');
      },
    ),

    clause(
      'PRUNE-2',
      'A journal entry stays as long as one of its messages is stored, whether that message is finished or queued; such an entry does not count toward `limit`. A later call deletes it.',
      async (storage, writer) => {
        const [withQueued, withSent, withoutMessages] = [
          entryAt(1, 1),
          entryAt(2, 2),
          entryAt(3, 3),
        ];
        const idAfterFence = foundOrThrow(
          parseOperationId(`${withoutMessages.id}.1`),
          'an id after a fence',
        );
        const afterFence = commandEntry(1, { id: idAfterFence, at: atMinute(4) });
        const entries = [withQueued, withSent, withoutMessages, afterFence];
        const late = notificationOfEntry(withQueued, 1, 1, queuedDelivery(atMinute(1)));
        const messages = [
          notificationOfEntry(withQueued, 0, 1, sentDelivery),
          late,
          notificationOfEntry(withSent, 0, 50, sentDelivery),
          notificationOfEntry(afterFence, 0, 4, queuedDelivery(atMinute(99))),
        ];
        await commitEachEntryLastFirst(writer, entries, messages);
        assertSame(await storage.outbox.prune(atMinute(10), 1), 2, 'the number of deleted rows');
        const kept = idsOf([withQueued, withSent, afterFence]);
        assertSame(await findStoredEntryIds(storage, entries), kept, 'the remaining entries');

        await storage.outbox.claim(claimRequestAt(11));
        await storage.outbox.settle(settlementBy(late, 11));
        assertSame(
          await storage.outbox.prune(atMinute(10), 1),
          2,
          'the number of deleted rows after one was sent',
        );
        assertSame(
          await findStoredEntryIds(storage, entries),
          kept.slice(1),
          'the remaining entries then',
        );
      },
    ),

    clause(
      'PRUNE-3',
      'At most `limit` messages are deleted, and then at most `limit` entries, each the oldest first, then by id; the result is the number of deleted rows.',
      async (storage, writer) => {
        const minutes = [5, 3, 4, 3, 8, 1];
        const entries = minutes.map((minute, index) => entryAt(index + 1, minute));
        const messages = entries
          .slice(0, 5)
          .map((each, index) => notificationOfEntry(each, 0, minutes[index] ?? 0, sentDelivery));
        const [m1, , m3, m4, m5] = messages;
        await commitEachEntryLastFirst(writer, entries, messages);
        const steps = [
          {
            limit: 1,
            prunedCount: 2,
            remainingEntries: [1, 2, 3, 4, 5],
            remainingMessages: [m1, m3, m4, m5],
          },
          {
            limit: 1,
            prunedCount: 2,
            remainingEntries: [1, 3, 4, 5],
            remainingMessages: [m1, m3, m5],
          },
          { limit: 2, prunedCount: 4, remainingEntries: [1, 5], remainingMessages: [m5] },
          { limit: 2, prunedCount: 3, remainingEntries: [], remainingMessages: [] },
        ];
        for (const [index, step] of steps.entries()) {
          const what = `at step ${index + 1}`;
          assertSame(
            await storage.outbox.prune(atMinute(10), step.limit),
            step.prunedCount,
            `the number of deleted rows ${what}`,
          );
          const left = step.remainingEntries.map((n) => entryAt(n, 0).id);
          assertSame(
            await findStoredEntryIds(storage, entries),
            left,
            `the remaining entries ${what}`,
          );
          const messagesNow = step.remainingMessages.filter((each) => each !== undefined);
          assertSame(
            await findStoredMessageIdsByReinserting(writer, messagesNow),
            idsOf(messagesNow),
            `the remaining messages ${what}`,
          );
        }
      },
    ),

    clause(
      'PRUNE-4',
      'Pruning again deletes nothing more and returns 0; concurrent calls count each row once.',
      async (storage, writer) => {
        const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
        const entries = numbers.map((n) => entryAt(n, 1));
        const messages = entries.map((each) => notificationOfEntry(each, 0, 1, sentDelivery));
        await commitEachEntryLastFirst(writer, entries, messages);
        const prunings = [1, 2, 3, 4].map(() => storage.outbox.prune(atMinute(10), 100));
        const counts = await Promise.all(prunings);
        const sum = counts.reduce((all, count) => all + count, 0);
        assertSame(sum, 2 * numbers.length, 'the number of deleted rows in all');
        assertSame(
          await storage.outbox.prune(atMinute(10), 100),
          0,
          'the number of deleted rows afterwards',
        );
        assertSame(await findStoredEntryIds(storage, entries), [], 'the remaining entries');
        assertSame(
          await findStoredMessageIdsByReinserting(writer, messages),
          [],
          'the remaining messages',
        );
      },
    ),

    clause(
      'PRUNE-5',
      'Entries and messages with any fields are deleted like others.',
      async (storage, { write }) => {
        const sample = { numRuns: 30, seed: 20_261_201 };
        const entries = fc
          .sample(journalEntries(), sample)
          .map((entry) => ({ ...entry, at: atMinute(0) }));
        const sent = { delivery: { state: 'sent', attempts: 1 }, createdAt: atMinute(0) } as const;
        const finished = fc.sample(messages(), sample).map((message) => ({ ...message, ...sent }));
        await write([], { messages: finished, journal: commandEntry(1, { at: atMinute(0) }) });
        for (const journal of entries) await write([], { journal });
        const count = await storage.outbox.prune(atMinute(1), 1_000);
        assertSame(count, finished.length + entries.length + 1, 'how many were deleted');
        for (const { id } of entries)
          assertSame(await storage.journal.findById(id), null, `the entry ${id}`);
      },
    ),
  ],
};
