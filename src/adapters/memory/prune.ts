// Forgets what is old enough: messages at rest, and then the journal's entries that no message is left of.

import type { Versioned } from '../../domain/shared/result.js';
import { all } from './indexes.js';
import { mapped, take } from './slice.js';
import type { Table } from './table.js';
import type { Tables } from './tables.js';

export function pruneIn({ outbox, journal }: Tables, before: Date, limit: number): number {
  const latest = before.getTime() - 1;
  const messages = take(outbox.from(outbox.atRest.upTo(all, latest)), limit);
  removeAll(outbox, messages);

  const old = journal.from(journal.byTime.upTo(all, latest));
  const bare = mapped(old, (row) =>
    /* JOURNAL-7 */ outbox.byEntry.size(row.value.id) === 0 ? row : null,
  );
  const entries = take(bare, limit);
  removeAll(journal, entries);
  return messages.length + entries.length;
}

function removeAll<T extends { readonly id: string }>(
  table: Table<T>,
  rows: readonly Versioned<T>[],
): void {
  for (const { value, version } of rows) table.remove(value.id, version);
}
