// Decides what a commit writes. Reads the rows that its steps are about, then who has the keys that they take.

import type { Operation } from '../../ports/storage.js';
import { type Answer, all, andThen } from './answer.js';
import { uniqueConflict, versionConflict } from './conflicts.js';
import type { RowView, RowWrite, StoredRow, WriteDecision } from './engine.js';
import { type KeyEntry, keyEntriesOf } from './list-entries.js';
import { type OperationStep, stepsOf, withMetadataOf } from './steps.js';
import { idOf, type StoredName } from './stored-rows.js';

type AnyRow = StoredRow<StoredName>;

/** A step, with the names by which the commit remembers its row and the keys of its value. */
interface NamedStep {
  readonly step: OperationStep;
  /** Its collection and id. */
  readonly row: string;
  readonly keys: readonly NamedKey[];
}

interface NamedKey extends KeyEntry {
  /** The key and its values. */
  readonly name: string;
}

/** What is stored, as the steps change it one after the other. */
interface CommitState {
  /** The rows of all steps. */
  readonly rows: Map<string, AnyRow | null>;
  /** The ids of the rows that have the keys of all steps. */
  readonly holders: Map<string, string | null>;
}

/** The writes of an operation. Throws its first violation. */
export function decideCommit(view: RowView, operation: Operation): Answer<WriteDecision<void>> {
  const steps = stepsOf(operation).map(nameStep);
  return andThen(readRows(view, steps), (rows) =>
    andThen(readHolders(view, newKeysOf(steps, rows)), (holders) => {
      const state = { rows, holders };
      return { writes: steps.map((step) => applyStep(state, step)), answer: undefined };
    }),
  );
}

function nameStep(step: OperationStep): NamedStep {
  const { collection, id } = step;
  const keys = 'value' in step ? keysOf(collection, step.value) : [];
  return { step, row: `${collection} ${id}`, keys };
}

function keysOf(collection: StoredName, value: AnyRow['value']): readonly NamedKey[] {
  return keyEntriesOf(collection, value).map(({ key, values }) => ({
    key,
    values,
    name: [key, ...values].join('\0'),
  }));
}

function applyStep({ rows, holders }: CommitState, { step, row, keys }: NamedStep): RowWrite {
  const { collection, id } = step;
  const before = rows.get(row) ?? null;
  const after = rowAfter(step, before);
  rows.set(row, after);
  if (before?.value !== after?.value)
    moveKeys(holders, step, before === null ? [] : keysOf(collection, before.value), keys);
  return { collection, id, before, after };
}

function rowAfter(step: OperationStep, before: AnyRow | null): AnyRow | null {
  const { collection, id } = step;
  if (step.kind === 'insert') {
    if (before !== null) throw uniqueConflict(collection, id, `${collection}.id`); // SLUG-15 JOURNAL-5
    return { value: step.value, version: 1 };
  }
  const { expectedVersion } = step;
  if (before?.version !== expectedVersion)
    throw versionConflict(collection, id, expectedVersion, before?.version ?? null);
  if (step.kind === 'remove') return null;
  return { value: valueAfter(step, before.value), version: expectedVersion + 1 };
}

function valueAfter(
  step: Extract<OperationStep, { kind: 'update' | 'touch' }>,
  before: AnyRow['value'],
): AnyRow['value'] {
  if (step.kind === 'touch') return before;
  return step.keepsMetadata === true ? withMetadataOf(before, step.value) : step.value;
}

function isAmong(keys: readonly NamedKey[], { name }: NamedKey): boolean {
  return keys.some((key) => key.name === name);
}

function moveKeys(
  holders: CommitState['holders'],
  { collection, id }: OperationStep,
  before: readonly NamedKey[],
  after: readonly NamedKey[],
): void {
  for (const key of after) {
    const isFree = isAmong(before, key) || (holders.get(key.name) ?? null) === null;
    if (!isFree) throw uniqueConflict(collection, id, key.key);
  }
  for (const { name } of before) holders.set(name, null);
  for (const { name } of after) holders.set(name, id);
}

function readRows(view: RowView, steps: readonly NamedStep[]): Answer<Map<string, AnyRow | null>> {
  const groups = [...groupBy(steps, ({ step }) => step.collection)];
  const found = groups.map(([collection, own]) =>
    view.find(
      collection,
      own.map(({ step }) => step.id),
    ),
  );
  return andThen(all<readonly (AnyRow | null)[]>(found), (tables) => {
    const rows = new Map<string, AnyRow | null>();
    for (const [group, [, own]] of groups.entries())
      for (const [index, { row }] of own.entries()) rows.set(row, tables[group]?.[index] ?? null);
    return rows;
  });
}

/** The keys that the steps take and their rows do not have yet. */
function newKeysOf(steps: readonly NamedStep[], rows: CommitState['rows']): readonly NamedKey[] {
  return steps.flatMap(({ step, row, keys }) => {
    const before = rows.get(row) ?? null;
    if (keys.length === 0 || before === null) return keys;
    const own = keysOf(step.collection, before.value);
    return keys.filter((key) => !isAmong(own, key));
  });
}

function readHolders(view: RowView, keys: readonly NamedKey[]): Answer<Map<string, string | null>> {
  const groups = [...groupBy(keys, ({ key }) => key)];
  const found = groups.map(([key, own]) =>
    view.findByKey(
      key,
      own.map(({ values }) => values),
    ),
  );
  return andThen(all<readonly (AnyRow | null)[]>(found), (tables) => {
    const holders = new Map<string, string | null>();
    for (const [group, [, own]] of groups.entries())
      for (const [index, { name }] of own.entries()) {
        const row = tables[group]?.[index] ?? null;
        holders.set(name, row === null ? null : idOf(row.value));
      }
    return holders;
  });
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
