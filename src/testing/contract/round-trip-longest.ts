// The longest rows come back whole.

import fc from 'fast-check';
import { queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { Change, CollectionName } from '../../ports/storage.js';
import { commandEntries, messages } from '../arbitraries/index.js';
import { insertChange } from '../row-changes.js';
import { assertInserted } from './assert-inserted.js';
import { assertSame } from './assertions.js';
import { type Clause, clauseWithoutPasts as clause } from './clause.js';
import { atMinute } from './fixtures.js';
import { stretchRow } from './longest-rows.js';
import { claimRequestAt } from './outbox-fixtures.js';
import { poolOf } from './row-pool.js';

/** So many rows have every optional field between them. */
const rowCount = 12;

function insertsOf<C extends CollectionName>(collection: C) {
  const pool = poolOf(collection);
  return pool
    .slice(0, rowCount)
    .map((row) => insertChange(collection, stretchRow(collection, row, pool)));
}

function longestInserts(): readonly Change[] {
  return [
    ...insertsOf('users'),
    ...insertsOf('organizations'),
    ...insertsOf('memberships'),
    ...insertsOf('invitations'),
    ...insertsOf('slugs'),
    ...insertsOf('apps'),
    ...insertsOf('submissions'),
    ...insertsOf('apikeys'),
  ];
}

function longestOf<T extends object>(
  name: string,
  rows: fc.Arbitrary<T>,
  numRuns: number,
): readonly T[] {
  const drawn = fc.sample(rows, { numRuns, seed: 20_261_201 });
  return drawn.map((row) => stretchRow(name, row, drawn));
}

export const longestRowsClause: Clause = clause(
  'ROUNDTRIP-19',
  'Rows, entries and messages with the longest texts and lists, and with numbers beyond 16 bits, come back as they were written.',
  async (storage, { write }) => {
    for (const change of longestInserts()) {
      await write([change]);
      await assertInserted(storage, [change]);
    }
    for (const entry of longestOf('journal', commandEntries(), 4)) {
      await write([], { journal: entry });
      assertSame(await storage.journal.findById(entry.id), entry, 'the entry');
    }
    const queued = longestOf('outbox', messages(), rowCount).map((message) => ({
      ...message,
      delivery: { ...queuedDelivery(atMinute(0)), attempts: 100_000 },
    }));
    await write([], { messages: queued });
    for (const channel of ['mail', 'webhooks'] as const) {
      const claim = claimRequestAt(1, { channel });
      for (const item of await storage.outbox.claim(claim)) {
        if (item.kind !== 'message') continue;
        const sent = queued.find(({ id }) => id === item.id);
        const delivery = { ...sent?.delivery, attempts: 100_001, lease: claim.lease };
        assertSame(item.message, { ...sent, delivery }, `the message ${item.id}`);
      }
    }
  },
);
