import { isLeased } from '../../domain/review/claims.js';
import { rankOf } from '../../domain/review/queue.js';
import {
  type Lane,
  lanes,
  type OpenState,
  type Submission,
} from '../../domain/review/submission.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { QueueFilter, QueueKey, SubmissionReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { all, keyOf } from './indexes.js';
import { mapped, sliceOf, take } from './slice.js';
import { comparePositions, type Position, positionOf } from './sorted-positions.js';
import type { Tables } from './tables.js';

export function submissionReads({ submissions }: Tables, call: Call): SubmissionReads {
  return {
    findById: (id) => call(() => submissions.find(id)),

    findOpen: (appId) => call(() => submissions.findBy(submissions.openByApp, appId)),

    listByApp: (appId, keyset) =>
      call(() => {
        const before = positionOf(keyset.after);
        const own = submissions.from(submissions.byApp.descending(appId, before));
        return sliceOf(mapped(own, toValue), keyset, ({ id }) => id);
      }),

    ofApp: (appId, limit) =>
      call(() => take(submissions.from(submissions.byApp.ascending(appId)), limit)),

    lastSuperseded: (appId) =>
      call(() => {
        const superseded = submissions.from(submissions.supersededByApp.descending(appId));
        return take(superseded, 1)[0] ?? null;
      }),

    queue: (filter, keyset) =>
      call(() => sliceOf(queued(submissions, filter, keyset.after), keyset, queueKeyOf)),

    waiting: (limit) =>
      call(() =>
        take(
          mapped(undecided(submissions), ({ lane, enteredAt, dueAt }) => ({
            lane,
            enteredAt,
            dueAt,
          })),
          limit,
        ),
      ),

    claimedBy: (reviewer, now, limit) =>
      call(() => {
        const claimed = submissions.from(submissions.byHolder.ascending(reviewer));
        const held = mapped(claimed, ({ value }) => (isLeased(value, now) ? value : null));
        return take(held, limit);
      }),

    openOf: (organizationId, limit) =>
      call(() => {
        const open = submissions.from(submissions.openByOrganization.ascending(organizationId));
        return take(
          mapped(open, ({ value }) => value.appId),
          limit,
        );
      }),

    overdue: (now, limit) =>
      call(() => take(submissions.from(submissions.byApprovalEnd.upTo(all, now.getTime())), limit)),
  };
}

type Submissions = Tables['submissions'];

function toValue({ value }: Versioned<Submission>): Submission {
  return value;
}

function queueKeyOf({ lane, dueAt, id }: Submission): QueueKey {
  return { rank: rankOf(lane), dueAt, id };
}

/** One lane after the other, each from behind the key on. */
function* queued(
  submissions: Submissions,
  filter: QueueFilter,
  after: QueueKey | null,
): Iterable<Submission> {
  for (const lane of lanes) {
    const rank = rankOf(lane);
    if (after !== null && rank < after.rank) continue;
    const isCut = after !== null && rank === after.rank;
    const from = isCut ? { at: after.dueAt.getTime(), id: after.id } : null;
    yield* inLane(submissions, filter, lane, from);
  }
}

function inLane(
  submissions: Submissions,
  filter: QueueFilter,
  lane: Lane,
  after: Position | null,
): Iterable<Submission> {
  const inState = (state: OpenState) => rowsIn(submissions, state, lane, after);
  if (filter.state !== 'claimable') return inState(filter.state);
  const given = mapped(inState('in_review'), (row) => (isLeased(row, filter.now) ? null : row));
  return merged(inState('waiting_for_review'), given);
}

function rowsIn(
  submissions: Submissions,
  state: OpenState,
  lane: Lane,
  after: Position | null = null,
): Iterable<Submission> {
  const positions = submissions.inQueue.ascending(keyOf(state, lane), after);
  return mapped(submissions.from(positions), toValue);
}

/** Two lists in the order of the queue made into one. */
function* merged(one: Iterable<Submission>, other: Iterable<Submission>): Iterable<Submission> {
  const [ones, others] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [first, second] = [ones.next(), others.next()];
  while (!first.done || !second.done) {
    if (second.done || (!first.done && precedes(first.value, second.value))) {
      yield first.value;
      first = ones.next();
    } else {
      yield second.value;
      second = others.next();
    }
  }
}

function precedes(one: Submission, other: Submission): boolean {
  return comparePositions(placeOf(one), placeOf(other)) < 0;
}

function placeOf({ dueAt, id }: Submission): Position {
  return { at: dueAt.getTime(), id };
}

const undecidedStates = ['waiting_for_review', 'in_review', 'pending_second_approval'] as const;

function* undecided(submissions: Submissions): Iterable<Submission> {
  for (const state of undecidedStates) {
    for (const lane of lanes) yield* rowsIn(submissions, state, lane);
  }
}
