// What a commit does to a world, and which outcomes it may have.

import { metadataFieldNames } from '../../domain/shared/metadata.js';
import type { Versioned } from '../../domain/shared/result.js';
import { compareText } from '../../domain/shared/text.js';
import type { Change, Operation } from '../../ports/storage.js';
import type { CallOutcome } from '../contract/assertions.js';
import { rowIdOf } from '../row-changes.js';
import { type TableName, type TableRows, uniqueKeys, type World } from './world.js';

/** The world after a commit, and the outcomes of which the storage may report any: one change can violate several keys. */
export interface CommitResult {
  readonly world: World;
  readonly outcomes: readonly CallOutcome[];
}

/** Commits the operation: removals, updates and touches first, then inserts, each by table and id, up to the first violation. */
export function commitTo(world: World, operation: Operation): CommitResult {
  let after = world;
  for (const step of stepsOf(operation)) {
    const result = step.run(after);
    if (result.outcomes[0] !== 'done') return { ...result, world };
    after = result.world;
  }
  return done(after);
}

interface CommitStep {
  readonly collection: TableName;
  readonly id: string;
  run(world: World): CommitResult;
}

function stepsOf({ changes, journal, messages }: Operation): readonly CommitStep[] {
  const guarded: CommitStep[] = [];
  const inserts = [
    insertStep('journal', journal),
    ...messages.map((row) => insertStep('outbox', row)),
  ];
  for (const change of changes) {
    if (change.kind === 'insert') inserts.push(insertStep(change.collection, change.value));
    else guarded.push({ ...change, run: (world) => changeRow(world, change.collection, change) });
  }
  return [guarded, inserts].flatMap((steps) =>
    steps.toSorted((a, b) => compareText(a.collection, b.collection) || compareText(a.id, b.id)),
  );
}

function insertStep<T extends TableName>(collection: T, value: TableRows[T]): CommitStep {
  const run = (world: World) => putRow(world, collection, world[collection], { value, version: 1 });
  return { collection, id: rowIdOf(value), run };
}

type GuardedChange<T extends TableName> =
  | (Exclude<Change, { kind: 'insert' | 'update' }> & { readonly value?: never })
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly expectedVersion: number;
      readonly value: TableRows[T];
      readonly keepsMetadata?: true;
    };

function changeRow<T extends TableName>(
  world: World,
  table: T,
  change: GuardedChange<T>,
): CommitResult {
  const { kind, id, expectedVersion } = change;
  const row = world[table].find((each) => rowIdOf(each.value) === id);
  if (row?.version !== expectedVersion) return { world, outcomes: ['version_conflict'] };
  const others = world[table].filter((each) => each !== row);
  if (kind === 'remove') return done({ ...world, [table]: others });
  const value = kind === 'update' ? updated(row.value, change) : row.value;
  return putRow(world, table, others, { value, version: row.version + 1 });
}

function updated<T extends object>(
  before: T,
  { value, keepsMetadata }: { readonly value: T; readonly keepsMetadata?: true },
): T {
  const kept = metadataFieldNames.filter((name) => keepsMetadata && Object.hasOwn(before, name));
  return Object.assign(
    { ...value },
    Object.fromEntries(kept.map((name) => [name, Reflect.get(before, name)])),
  );
}

function putRow<T extends TableName>(
  world: World,
  table: T,
  others: readonly Versioned<TableRows[T]>[],
  row: Versioned<TableRows[T]>,
): CommitResult {
  const broken = uniqueKeys[table].filter(([, keyOf]) => {
    const key = keyOf(row.value);
    return key !== undefined && others.some(({ value }) => keyOf(value) === key);
  });
  const [first, ...rest] = broken.map(([constraint]) => constraint);
  if (first !== undefined)
    return { world, outcomes: first.endsWith('.id') ? [first] : [first, ...rest] };
  const rows = [...others, row];
  return done({
    ...world,
    [table]: rows.toSorted((a, b) => compareText(rowIdOf(a.value), rowIdOf(b.value))),
  });
}

function done(world: World): CommitResult {
  return { world, outcomes: ['done'] };
}
