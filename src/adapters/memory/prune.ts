// Removes old rows: messages whose delivery is final, and then the journal entries that have no message left.

import type { Versioned } from '../../domain/shared/result.js';
import { singleIndexKey } from './indexes.js';
import { filterMap, takeFirst } from './row-page.js';
import type { MemoryTable } from './table.js';
import type { MemoryTables } from './tables.js';

/** Returns the number of removed rows of both tables. */
export function pruneOutboxAndJournal(
  { outbox, journal }: MemoryTables,
  before: Date,
  limitPerTable: number,
): number {
  const latest = before.getTime() - 1;
  const messages = takeFirst(
    outbox.rowsAt(outbox.finalByCreatedAt.upTo(singleIndexKey, latest)),
    limitPerTable,
  );
  removeRows(outbox, messages);

  const old = journal.rowsAt(journal.byTime.upTo(singleIndexKey, latest));
  const withoutMessages = filterMap(old, (row) =>
    /* JOURNAL-7 */ outbox.byOperationId.size(row.value.id) === 0 ? row : null,
  );
  const entries = takeFirst(withoutMessages, limitPerTable);
  removeRows(journal, entries);
  return messages.length + entries.length;
}

function removeRows<T extends { readonly id: string }>(
  table: MemoryTable<T>,
  rows: readonly Versioned<T>[],
): void {
  for (const { value, version } of rows) table.remove(value.id, version);
}
