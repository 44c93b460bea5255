// Random pruning: what is left must be what a plain list of entries and messages says.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { JournalEntry } from '../../../src/domain/journal/entry.js';
import type { Message } from '../../../src/domain/journal/message.js';
import { deliveryStates, queued } from '../../../src/domain/shared/delivery.js';
import type { Storage } from '../../../src/ports/storage.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import { at, entry, fence, message, operationId } from '../../../src/testing/contract/specimens.js';

interface Commit {
  readonly journal: JournalEntry;
  readonly messages: readonly Message[];
}

const minutes = fc.nat(6).map(at);

const told = fc.record({ state: fc.constantFrom('sent', ...deliveryStates), createdAt: minutes });

const commits: fc.Arbitrary<readonly Commit[]> = fc
  .array(
    fc.record({ when: minutes, isFence: fc.boolean(), told: fc.array(told, { maxLength: 2 }) }),
    {
      maxLength: 8,
    },
  )
  .map((drawn) =>
    drawn.map(({ when, isFence, told: all }, n) => {
      const id = operationId(n + 1);
      const messages = all.map(({ state, createdAt }, index) => {
        const delivery = state === 'queued' ? queued(at(0)) : { state, attempts: 1 };
        return message(id, index, { createdAt, delivery });
      });
      const journal = isFence ? { ...fence(id), at: when } : entry(n + 1, { at: when });
      return { journal, messages };
    }),
  );

const prunings = fc.array(fc.record({ before: minutes, limit: fc.integer({ min: 1, max: 4 }) }), {
  minLength: 1,
  maxLength: 5,
});

/** What is remembered, as two plain lists. */
class Memories {
  entries: readonly JournalEntry[];
  messages: readonly Message[];

  constructor(all: readonly Commit[]) {
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

function isOf({ id }: Message, operation: string): boolean {
  return id.split('-')[0] === operation;
}

/** The rows come by id. */
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

async function standing(storage: Storage, row: Message, n: number): Promise<boolean> {
  const again = storage.commit({ changes: [], journal: entry(1_000 + n), messages: [row] });
  return (await verdictOf(again)) === 'outbox.id';
}

it('forgets what the plain lists forget, and nothing else', async () => {
  let [gone, kept] = [0, 0];
  await fc.assert(
    fc.asyncProperty(commits, prunings, async (all, todo) => {
      const storage = memoryStorage();
      for (const each of all) await storage.commit({ changes: [], ...each });
      const memories = new Memories(all);
      for (const { before, limit } of todo) {
        const expected = memories.prune(before, limit);
        expect(await storage.outbox.prune(before, limit)).toBe(expected);
        gone += expected;
        for (const { journal } of all) {
          const entryLeft = memories.entries.includes(journal) ? journal : null;
          expect(await storage.journal.find(journal.id)).toEqual(entryLeft);
        }
      }
      for (const [n, each] of all.flatMap(({ messages }) => messages).entries()) {
        expect(await standing(storage, each, n)).toBe(memories.messages.includes(each));
      }
      kept += memories.messages.length;
    }),
    { numRuns: 200 },
  );
  // Runs in which nothing went, or nothing stayed, would prove nothing.
  expect(gone).toBeGreaterThan(100);
  expect(kept).toBeGreaterThan(100);
});
