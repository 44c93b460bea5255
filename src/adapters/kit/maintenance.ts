// Decides the writes of maintenance, and whether the use of a key is recorded.

import { isKeyUseWorthRecording } from '../../domain/app/api-key.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import { type Answer, all, andThen } from './answer.js';
import { outbox } from './description/deliveries.js';
import type { RowView, RowWrite, StoredRow, WriteDecision } from './engine.js';
import { find, listOf } from './rows.js';
import { mapBatches, takeFirst, walkScan } from './walk.js';
import { removeRow } from './writes.js';

/** Removes messages whose delivery is final, and then journal entries that have no message left: at most `limit` of each. Returns how many. */
export function decidePrune(
  view: RowView,
  before: Date,
  limit: number,
): Answer<WriteDecision<number>> {
  const old = { to: [before.getTime() - 1] };
  const final = walkScan(view, listOf('outbox', 'finalByCreation', [], old));
  return andThen(takeFirst(final, limit), (messages) => {
    const removed = countByOperation(messages.map(({ value }) => value));
    const entries = mapBatches(walkScan(view, listOf('journal', 'byTime', [], old)), (batch) =>
      withoutMessages(view, batch, removed),
    );
    return andThen(takeFirst(entries, limit), (entries) => {
      const writes: readonly RowWrite[] = [
        ...messages.map((row) => removeRow('outbox', row)),
        ...entries.map((row) => removeRow('journal', row)),
      ];
      return { writes, answer: writes.length };
    });
  });
}

function countByOperation(messages: readonly OutboxMessage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const id = outbox.fields.operationId.of(message);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The entries that have no messages but those that are removed. */
function withoutMessages(
  view: RowView,
  entries: readonly StoredRow<'journal'>[],
  removed: ReadonlyMap<string, number>,
): Answer<readonly StoredRow<'journal'>[]> {
  const goneOf = ({ value: { id } }: StoredRow<'journal'>) => removed.get(id) ?? 0;
  const counts = entries.map((entry) =>
    view.count(listOf('outbox', 'byOperation', [entry.value.id]), goneOf(entry) + 1),
  );
  return andThen(all(counts), (counts) =>
    entries.flatMap((entry, index) =>
      /* JOURNAL-7 */ counts[index] === goneOf(entry) ? [entry] : [],
    ),
  );
}

/** Writes the time of a use, if it is worth a write. The version stays. */
export function decideKeyUse(view: RowView, id: ApiKeyId, at: Date): Answer<WriteDecision<void>> {
  return andThen(find(view, 'apikeys', id), (before) => {
    if (before === null || !isKeyUseWorthRecording(before.value, at))
      return { writes: [], answer: undefined };
    const after = { ...before, value: { ...before.value, lastUsedAt: at } };
    return { writes: [{ collection: 'apikeys', id, before, after }], answer: undefined };
  });
}
