// Random pruning must leave the same rows as in a simple list of entries and messages.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { JournalEntry } from '../../../src/domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../../src/domain/journal/outbox-message.js';
import {
  deliveryStates,
  queuedDelivery,
} from '../../../src/domain/shared/delivery-lease-and-retry.js';
import type { Storage } from '../../../src/ports/storage.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  fenceEntry,
  notificationMessage,
  operationId,
} from '../../../src/testing/contract/fixtures.js';

interface PruneCommit {
  readonly journal: JournalEntry;
  readonly messages: readonly OutboxMessage[];
}

const minutes = fc.nat(6).map(atMinute);

const messageStates = fc.record({
  state: fc.constantFrom('sent', ...deliveryStates),
  createdAt: minutes,
});

const commits: fc.Arbitrary<readonly PruneCommit[]> = fc
  .array(
    fc.record({
      when: minutes,
      isFence: fc.boolean(),
      drawnMessages: fc.array(messageStates, { maxLength: 2 }),
    }),
    {
      maxLength: 8,
    },
  )
  .map((drawn) =>
    drawn.map(({ when, isFence, drawnMessages }, n) => {
      const id = operationId(n + 1);
      const messages = drawnMessages.map(({ state, createdAt }, index) => {
        const delivery = state === 'queued' ? queuedDelivery(atMinute(0)) : { state, attempts: 1 };
        return notificationMessage(id, index, { createdAt, delivery });
      });
      const journal = isFence ? { ...fenceEntry(id), at: when } : commandEntry(n + 1, { at: when });
      return { journal, messages };
    }),
  );

const prunings = fc.array(fc.record({ before: minutes, limit: fc.integer({ min: 1, max: 4 }) }), {
  minLength: 1,
  maxLength: 5,
});

/** The journal and the outbox, as two simple lists. */
class PruneModel {
  entries: readonly JournalEntry[];
  messages: readonly OutboxMessage[];

  constructor(all: readonly PruneCommit[]) {
    this.entries = all.map(({ journal }) => journal);
    this.messages = all.flatMap(({ messages }) => messages);
  }

  prune(before: Date, limit: number): number {
    const atRest = this.messages.filter(({ delivery }) => delivery.state !== 'queued');
    const goneMessages = oldest(atRest, ({ createdAt }) => createdAt, before, limit);
    this.messages = this.messages.filter((each) => !goneMessages.includes(each));
    const bare = this.entries.filter(({ id }) => !this.messages.some((each) => isOf(each, id)));
    const goneEntries = oldest(bare, ({ at: when }) => when, before, limit);
    this.entries = this.entries.filter((each) => !goneEntries.includes(each));
    return goneMessages.length + goneEntries.length;
  }
}

function isOf({ id }: OutboxMessage, operation: string): boolean {
  return id.split('-')[0] === operation;
}

/** The rows are ordered by id. */
function oldest<T>(
  rows: readonly T[],
  timeOf: (row: T) => Date,
  before: Date,
  limit: number,
): readonly T[] {
  return rows
    .filter((row) => timeOf(row) < before)
    .toSorted((a, b) => timeOf(a).getTime() - timeOf(b).getTime())
    .slice(0, limit);
}

async function isStored(storage: Storage, row: OutboxMessage, n: number): Promise<boolean> {
  const again = storage.commit({ changes: [], journal: commandEntry(1_000 + n), messages: [row] });
  return (await outcomeOfCall(again)) === 'outbox.id';
}

it('removes exactly what the simple lists remove', async () => {
  let [gone, kept] = [0, 0];
  await fc.assert(
    fc.asyncProperty(commits, prunings, async (all, todo) => {
      const storage = memoryStorage();
      for (const each of all) await storage.commit({ changes: [], ...each });
      const memories = new PruneModel(all);
      for (const { before, limit } of todo) {
        const expected = memories.prune(before, limit);
        expect(await storage.outbox.prune(before, limit)).toBe(expected);
        gone += expected;
        for (const { journal } of all) {
          const entryLeft = memories.entries.includes(journal) ? journal : null;
          expect(await storage.journal.findById(journal.id)).toEqual(entryLeft);
        }
      }
      for (const [n, each] of all.flatMap(({ messages }) => messages).entries()) {
        expect(await isStored(storage, each, n)).toBe(memories.messages.includes(each));
      }
      kept += memories.messages.length;
    }),
    { numRuns: 200 },
  );
  // A run that removes nothing, or keeps nothing, would prove nothing.
  expect(gone).toBeGreaterThan(100);
  expect(kept).toBeGreaterThan(100);
});
