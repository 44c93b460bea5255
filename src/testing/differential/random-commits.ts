// Random commits to a small world, valid and invalid, each with its expected outcome.

import fc from 'fast-check';
import type { JournalEntry } from '../../domain/journal/journal-entry.js';
import type { OutboxMessage } from '../../domain/journal/outbox-message.js';
import { deliveryStates, queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { OperationId } from '../../domain/shared/ids.js';
import type { Operation } from '../../ports/storage.js';
import { outcomeOfCall } from '../contract/assertions.js';
import {
  commandEntry,
  fenceEntry,
  notificationMessage,
  webhookMessage,
} from '../contract/fixtures.js';
import { rowIdOf } from '../row-changes.js';
import { commitTo } from './commit-to-world.js';
import {
  type ChosenChange,
  changes,
  changesIn,
  chooseChange,
  isAllowed,
  kinds,
  ownersFirst,
  type PlannedChange,
  possible,
} from './planned-changes.js';
import { fields, of, type RowDraft, usually } from './row-drafts.js';
import { afterwardsChanged, type Step, type Write } from './step.js';
import { moments, operationIdAt, organizationIds } from './values.js';
import { collectionNames, type World } from './world.js';

const messages = fields(
  {
    isEvent: fc.boolean(),
    organizationId: of(organizationIds),
    dueAt: of(moments),
    createdAt: of(moments),
    state: of(['queued', 'queued', ...deliveryStates] as const),
    isRepeated: usually(false, true),
  },
  {},
).map((drawn) => (id: OperationId, position: number): OutboxMessage => {
  const { isEvent, isRepeated, organizationId, createdAt, dueAt, state } = drawn;
  const delivery = state === 'queued' ? queuedDelivery(dueAt) : { state, attempts: 1 };
  const own = { organizationId, createdAt, delivery };
  const index = isRepeated ? 0 : position;
  return isEvent ? webhookMessage(id, index, own) : notificationMessage(id, index, own);
});

/** A commit of as many rows as have a place in the world. */
export function firstCommits(rows: fc.Arbitrary<RowDraft>): fc.Arbitrary<Step> {
  return commitsOf(changes(rows, fc.constant('put'), fc.constant(0)), 60, false);
}

/** Commits of at most `max` rows without those that would conflict, mostly `put`, so that the world stays full; and commits that often conflict. */
export function commits(rows: fc.Arbitrary<RowDraft>, max: number): fc.Arbitrary<Step> {
  const mostlyPut = fc.oneof({ weight: 3, arbitrary: fc.constant('put' as const) }, of(kinds));
  return fc.oneof(
    { weight: 2, arbitrary: commitsOf(changes(rows, mostlyPut, fc.constant(0)), max, false) },
    {
      weight: 1,
      arbitrary: commitsOf(
        changes(rows, of(['put', 'put', 'insert', 'insert', ...kinds]), usually(0, 1)),
        3,
        true,
      ),
    },
  );
}

function commitsOf(
  planned: fc.Arbitrary<PlannedChange>,
  maxLength: number,
  mayConflict: boolean,
): fc.Arbitrary<Step> {
  const selector = ({ draft: { insert } }: PlannedChange) => insert.id;
  return fc
    .record({
      planned: fc.uniqueArray(planned, { selector, maxLength, size: 'max' }),
      repeats: usually(0, 1),
      isNarrow: mayConflict ? fc.constant(false) : of([false, true]),
      isFence: usually(false, true),
      at: of(moments),
      audited: fc.subarray([...organizationIds]),
      sent: fc.array(messages, { maxLength: 3 }),
    })
    .map(({ planned: drawnChanges, sent, ...drawn }) => (world, n) => {
      const id = operationIdAt(n - drawn.repeats);
      const operation: Operation = {
        changes: [],
        journal: drawn.isFence
          ? { ...fenceEntry(id), at: drawn.at }
          : commandEntry(n, { id, at: drawn.at, auditOrganizationIds: drawn.audited }),
        messages: sent.map((message, position) => message(id, position)),
      };
      const all = (drawn.isNarrow ? ofOneCollection(drawnChanges) : drawnChanges)
        .toSorted(ownersFirst)
        .map((each) => chooseChange(world, each));
      const chosen = mayConflict && isAllowed(world, all) ? all : possible(world, all);
      return commitWrite(world, { ...operation, changes: changesIn(chosen) }, chosen);
    });
}

/** What is derived from the rows of several collections must follow a commit to one of them. */
function ofOneCollection(changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const collectionOf = ({ draft: { insert } }: PlannedChange) => insert.collection;
  return changes.filter(
    (change) =>
      change === changes[0] || (changes[0] && collectionOf(change) === collectionOf(changes[0])),
  );
}

/** Two commits that remove everything: users and organizations last, as callers do. */
export const removals: readonly Step[] = [removalOf(false), removalOf(true)];

function removalOf(areOwners: boolean): Step {
  return (world, n) => {
    const changes = collectionNames
      .filter((name) => (name === 'users' || name === 'organizations') === areOwners)
      .flatMap((collection) =>
        world[collection].map(({ value, version: expectedVersion }) => {
          const id = rowIdOf(value);
          return { kind: 'remove', collection, id, expectedVersion } as const;
        }),
      );
    const journal = commandEntry(n, { id: operationIdAt(n) });
    const text = `removal of ${changes.map(({ collection, id }) => `${collection} ${id}`).join(', ')}`;
    return commitWrite(world, { changes, journal, messages: [] }, [{ changes, text }]);
  };
}

function commitWrite(world: World, operation: Operation, chosen: readonly ChosenChange[]): Write {
  const { journal, messages } = operation;
  const result = commitTo(world, operation);
  return {
    text: () =>
      [
        ...chosen.map(({ text }) => text),
        `journal ${describeEntry(journal)}`,
        ...messages.map((message) => `message ${JSON.stringify(message)}`),
      ].join('\n     '),
    answers: result.outcomes,
    world: result.world,
    ask: (storage) => afterwardsChanged(operation, (given) => outcomeOfCall(storage.commit(given))),
  };
}

function describeEntry({ id, at, ...entry }: JournalEntry): string {
  const { kind, auditOrganizationIds } = { auditOrganizationIds: undefined, ...entry };
  return JSON.stringify({ kind, id, at, auditOrganizationIds });
}
