// Mutants with a shadow: each field of each collection, each way to keep it wrongly, and each read that depends on it.

import type { Versioned } from '../../src/domain/shared/result.js';
import { commitInOrder, createBench, readMethods, type TableName } from './bench.js';
import { valueAt, withValueAt } from './data.js';
import { concerning, type Mutant } from './mutant.js';
import { idOf, type ShadowMode, type ShadowRule, withShadow } from './shadow.js';
import type { Dependence, StaticWorld } from './static-world.js';
import {
  casesOf,
  type Field,
  fields,
  isWordOf,
  type RowCase,
  type Transform,
  tableNames,
  transformsOf,
} from './transforms.js';

export async function shadowMutants(world: StaticWorld): Promise<readonly Mutant[]> {
  const made: Mutant[] = [];
  for (const field of fields) {
    made.push(
      ...ofField(
        field,
        await world.dependenceOn(field.collection, (value, index, all) =>
          withOtherField(field, value, all[(index + 1) % all.length]),
        ),
        await world.dependenceOn(field.collection, (value, index, all) =>
          withOtherField(field, value, nextWith(field, all, index)),
        ),
      ),
    );
  }
  for (const rowCase of tableNames.flatMap(casesOf)) {
    const { show } = await world.dependenceOn(rowCase.collection, (value) =>
      rowCase.holds(value) ? null : value,
    );
    made.push(...show.map((read) => hiding(rowCase, read)));
  }
  for (const collection of tableNames) {
    const { show } = await world.dependenceOn(collection, () => null);
    const { find } = await world.dependenceOn(collection, withOtherFields);
    made.push(...ofRows(collection, { show, find }, await world.versionsOf(collection)));
  }
  return made;
}

/** The next row that has the field; the row itself if it has not. */
function nextWith({ path }: Field, all: readonly object[], index: number): object | undefined {
  const has = (row: object | undefined) => valueAt(row, path) !== undefined;
  return has(all[index]) ? [...all.slice(index + 1), ...all].find(has) : all[index];
}

/** The row with the field of another row. */
function withOtherField({ path, name }: Field, value: object, other: object | undefined): object {
  const changed = name === 'id' ? value : withValueAt(value, path, valueAt(other, path));
  return typeof changed === 'object' && changed !== null && idOf(changed) === idOf(value)
    ? changed
    : value;
}

/** The row with all fields of the next row but the id. */
function withOtherFields(value: object, index: number, all: readonly object[]): object {
  const idName = 'id' in value ? 'id' : 'slug';
  return { ...all[(index + 1) % all.length], [idName]: idOf(value) };
}

function shadowed(
  kind: string,
  name: string,
  collection: TableName,
  rule: () => ShadowRule,
  reads: readonly string[],
  mode: ShadowMode,
): Mutant {
  return {
    kind,
    name,
    ...concerning(reads, [`${collection}:`]),
    plant: () => withShadow(rule(), reads, mode),
  };
}

function ruleOf({ field, apply }: Transform): ShadowRule {
  return (collection, row, before) =>
    row === null || collection !== field.collection
      ? row
      : {
          version: row.version,
          value: apply(row.value, row.version === 1 ? undefined : before?.value),
        };
}

/** The reads that find other rows with such a change; `all` depend on the field, `ofValue` on its value where it is there. */
function findingWith(
  { kind, field }: Transform,
  all: readonly string[],
  ofValue: readonly string[],
): readonly string[] {
  if (kind === 'kept' || kind === 'absent') return all;
  return kind === 'text' && isWordOf(field) ? [] : ofValue;
}

function ofField(
  field: Field,
  { show, find }: Dependence,
  { find: ofValue }: Dependence,
): readonly Mutant[] {
  const { collection } = field;
  return transformsOf(field).flatMap((transform): readonly Mutant[] => {
    const { kind, description } = transform;
    const make = (what: string, reads: readonly string[], mode: ShadowMode) =>
      shadowed(
        `${what}: ${kind}`,
        `${description}: so ${reads.length > 1 ? 'every read' : reads[0]} ${mode}s it`,
        collection,
        () => ruleOf(transform),
        reads,
        mode,
      );
    const finding = findingWith(transform, find, ofValue);
    const isStored = kind !== 'word' && show.length > 0;
    const isClaimed = kind !== 'word' && (collection === 'outbox' || collection === 'invitations');
    const isShownAlone = kind === 'absent' && field.path.length === 1 && show.length > 1;
    return [
      ...(isStored ? [make('stored', show, 'show')] : []),
      ...(isClaimed ? [committed(transform)] : []),
      ...(finding.length > 1 ? [make('found', finding, 'find')] : []),
      ...finding.map((read) => make('found', [read], 'find')),
      ...(isShownAlone ? show.map((read) => make('shown', [read], 'show')) : []),
    ];
  });
}

/** Commits store another value, so that claims see it, too. */
function committed(transform: Transform): Mutant {
  const { collection } = transform.field;
  return {
    kind: `committed: ${transform.kind}`,
    name: `${transform.description}: so commits store it`,
    ...concerning(
      ['outbox.claim', ...readMethods.filter((name) => name.startsWith(collection))],
      [`${collection}:`],
    ),
    plant: () =>
      createBench({
        commit: (bench, operation) => {
          const change = <T extends object>(value: T): T =>
            Object.assign(
              Object.create(Object.prototype),
              transform.apply(value, bench.tables[collection].find(idOf(value))?.value),
            );
          return commitInOrder(bench, {
            ...operation,
            changes: operation.changes.map((each) =>
              each.collection === collection && 'value' in each
                ? Object.assign(structuredClone(each), { value: change(each.value) })
                : each,
            ),
            messages: collection === 'outbox' ? operation.messages.map(change) : operation.messages,
          });
        },
      }).storage,
  };
}

/** A read that does not see the rows of a case. */
function hiding({ collection, description, holds }: RowCase, read: string): Mutant {
  const rule: ShadowRule = (name, row) =>
    row !== null && name === collection && holds(row.value) ? null : row;
  return shadowed(
    'hidden rows',
    `${read} does not see the rows of ${collection} ${description}`,
    collection,
    () => rule,
    [read],
    'show',
  );
}

interface Rows {
  readonly row: Versioned<object> | null;
  readonly before: Versioned<object> | null;
}

/** What becomes of whole rows. */
const fates: Readonly<Record<string, () => (rows: Rows) => Versioned<object> | null>> = {
  'as they were at the insert':
    () =>
    ({ row, before }) =>
      row !== null && row.version > 1 && before !== null
        ? { version: row.version, value: before.value }
        : row,
  'as they were at the last update but one': () => {
    const last = new Map<string, object>();
    return ({ row }) => {
      if (row === null) return null;
      const earlier = last.get(idOf(row.value));
      last.set(idOf(row.value), row.value);
      return { version: row.version, value: earlier ?? row.value };
    };
  },
  'after their removal':
    () =>
    ({ row, before }) =>
      row ?? before,
  'with the version of their insert':
    () =>
    ({ row }) =>
      row && { ...row, version: 1 },
  'with the role that their user had first': () => {
    const roles = new Map<string, unknown>();
    return ({ row }) => {
      if (row === null || !('role' in row.value) || !('userId' in row.value)) return row;
      const key = `${Reflect.get(row.value, 'organizationId')} ${Reflect.get(row.value, 'userId')}`;
      if (!roles.has(key)) roles.set(key, row.value.role);
      return { ...row, value: { ...row.value, role: roles.get(key) } };
    };
  },
  ...Object.fromEntries(
    [49, 100, 255].map((count) => [
      `at most ${count} of them`,
      () => {
        const known = new Set<string>();
        return ({ row }: Rows) => {
          if (row !== null && known.size < count) known.add(idOf(row.value));
          return row !== null && known.has(idOf(row.value)) ? row : null;
        };
      },
    ]),
  ),
};

function ofRows(
  collection: TableName,
  { show, find }: Dependence,
  versioned: readonly string[],
): readonly Mutant[] {
  const possible = Object.entries(fates).filter(
    ([what]) =>
      (collection === 'memberships' || !what.startsWith('with the role')) &&
      // Nothing updates an entry.
      (collection !== 'journal' || !what.startsWith('as they were')),
  );
  return possible.flatMap(([what, start]) =>
    show
      .filter((read) => !what.startsWith('with the version') || versioned.includes(read))
      .flatMap((read) =>
        modesOf(what, find.includes(read)).map((mode) => {
          const rule = (): ShadowRule => {
            const fate = start();
            return (name, row, before) => (name === collection ? fate({ row, before }) : row);
          };
          return shadowed(
            'rows',
            `${collection} ${what}: so ${read} ${mode}s them`,
            collection,
            rule,
            [read],
            mode,
          );
        }),
      ),
  );
}

/** Versions are shown only. What is found by its id alone is found as it was, too. */
function modesOf(what: string, isFoundByFields: boolean): readonly ShadowMode[] {
  const isFound = isFoundByFields || !what.startsWith('as they were');
  return what.startsWith('with the version') || !isFound ? ['show'] : ['show', 'find'];
}
