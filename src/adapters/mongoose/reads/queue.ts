// The queue of the reviewers as stretches of its index, which MongoDB merges in their order.

import type { QueueFilter, QueueKey } from '../../../ports/storage.js';
import { objectId, plainNumber, plainText, type Row } from '../fields.js';

/** What the filter lets through of what stands behind the key: of each state up to three stretches, so that what is due at one moment is not all read again. */
export function queueFilter(filter: QueueFilter, after: QueueKey | null): Row {
  const stretches = stretchesBehind(after);
  return {
    $or: statesOf(filter).flatMap((state) =>
      stretches.map((stretch) => ({ ...state, ...stretch })),
    ),
  };
}

function statesOf(filter: QueueFilter): readonly Row[] {
  if (filter.state !== 'claimable') return [{ state: plainText(filter.state) }];
  const isOver = { $not: { $gt: filter.now } };
  return [{ state: 'waiting_for_review' }, { state: 'in_review', 'lease.until': isOver }];
}

/** Only what is open has a rank. */
export const inAnyLane: Row = { laneRank: { $gte: 0 } };

function stretchesBehind(after: QueueKey | null): readonly Row[] {
  if (after === null) return [inAnyLane];
  const [laneRank, { dueAt }] = [plainNumber(after.rank), after];
  return [
    { laneRank, dueAt, _id: { $gt: objectId(after.id) } },
    { laneRank, dueAt: { $gt: dueAt } },
    { laneRank: { $gt: laneRank } },
  ];
}
