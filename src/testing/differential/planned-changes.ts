// Changes that are planned without a version, and what they are in the world as it is.

import fc from 'fast-check';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { commandEntry } from '../contract/fixtures.js';
import { rowIdOf } from '../row-changes.js';
import { type CommitResult, commitTo } from './commit-to-world.js';
import type { RowDraft } from './row-drafts.js';
import { operationIdAt } from './values.js';
import { keepsPromises, type World } from './world.js';

export interface PlannedChange {
  readonly draft: RowDraft;
  /** `put` inserts or updates, `replace` removes and inserts again, `edit` updates all but the metadata. */
  readonly kind: 'put' | 'replace' | 'edit' | Change['kind'];
  /** What is added to the version of the row. */
  readonly off: number;
}

export const kinds = ['insert', 'update', 'touch', 'remove', 'replace', 'edit'] as const;

export function changes(
  rows: fc.Arbitrary<RowDraft>,
  kind: fc.Arbitrary<PlannedChange['kind']>,
  off: fc.Arbitrary<number>,
): fc.Arbitrary<PlannedChange> {
  return fc.record({ draft: rows, kind, off });
}

/** The changes of the row as it is now; null if there is none. */
function changesOf(
  { draft: { insert }, kind, off }: PlannedChange,
  row: Versioned<unknown> | null,
): readonly Change[] {
  const { collection, id } = insert;
  const expectedVersion = (row?.version ?? 1) + off;
  if (kind === 'touch' || kind === 'remove') return [{ kind, collection, id, expectedVersion }];
  if (kind === 'insert' || row === null) return [insert];
  if (kind === 'replace') return [{ kind: 'remove', collection, id, expectedVersion }, insert];
  const update: Change = { ...insert, kind: 'update', expectedVersion };
  return [kind === 'edit' ? withMetadataKept(update) : update];
}

function withMetadataKept(change: Change): Change {
  if (change.kind !== 'update') return change;
  const keepsMetadata = true;
  switch (change.collection) {
    case 'users':
      return { ...change, value: withoutMetadata(change.value), keepsMetadata };
    case 'organizations':
      return { ...change, value: withoutMetadata(change.value), keepsMetadata };
    case 'memberships':
      return { ...change, value: withoutMetadata(change.value), keepsMetadata };
    default:
      return change;
  }
}

/** As callers do it: an update keeps the organization and the user of a membership. */
function withOwnersKept(change: Change, { memberships }: World): Change {
  if (change.kind !== 'update' || change.collection !== 'memberships') return change;
  const row = memberships.find(({ value }) => value.id === change.id);
  if (row === undefined) return change;
  const { organizationId, userId } = row.value;
  return { ...change, value: { ...change.value, organizationId, userId } };
}

/** Users and organizations come before the rows that belong to them. */
export function ownersFirst(one: PlannedChange, other: PlannedChange): number {
  const rank = ({ draft: { insert } }: PlannedChange) =>
    insert.collection === 'users' || insert.collection === 'organizations' ? 0 : 1;
  return rank(one) - rank(other);
}

export interface ChosenChange {
  readonly changes: readonly Change[];
  readonly text: string;
}

export function chooseChange(world: World, planned: PlannedChange): ChosenChange {
  const { insert, text } = planned.draft;
  const row = world[insert.collection].find(({ value }) => rowIdOf(value) === insert.id);
  const changes = changesOf(planned, row ?? null).map((change) => withOwnersKept(change, world));
  return { changes, text: `${changes.map(describeKind).join(' and ')} ${text}` };
}

function describeKind(change: Change): string {
  return 'keepsMetadata' in change ? 'update (keeps metadata)' : change.kind;
}

export function changesIn(chosen: readonly ChosenChange[]): readonly Change[] {
  return chosen.flatMap(({ changes }) => changes);
}

/** Those of the changes with which a commit would not conflict. */
export function possible(world: World, all: readonly ChosenChange[]): readonly ChosenChange[] {
  const chosen: ChosenChange[] = [];
  for (const next of all) {
    chosen.push(next);
    if (!isDone(world, chosen) || !isAllowed(world, chosen)) chosen.pop();
  }
  return chosen;
}

function isDone(world: World, chosen: readonly ChosenChange[]): boolean {
  return committed(world, chosen).outcomes[0] === 'done';
}

export function isAllowed(world: World, chosen: readonly ChosenChange[]): boolean {
  return keepsPromises(committed(world, chosen).world);
}

/** The world after the changes, under the id of an entry that is not used yet. */
function committed(world: World, chosen: readonly ChosenChange[]): CommitResult {
  const journal = commandEntry(0, { id: operationIdAt(1_000) });
  return commitTo(world, { changes: changesIn(chosen), journal, messages: [] });
}
