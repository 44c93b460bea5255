// Commits that watch a unique constraint too little, too much, or by another key.

import { type UniqueConstraint, uniqueConstraints } from '../../src/ports/storage.js';
import { StorageError } from '../../src/ports/storage-error.js';
import { createBench, type Table, type TableName, type Tables } from './bench.js';
import type { BenchTables } from './bench-table.js';
import { concerning, type Mutant } from './mutant.js';
import { type AnyWatch, idOf, uniqueWatchesOf } from './shadow.js';
import { casesOf, fields, type RowCase, sampleRows, tableNames } from './transforms.js';

interface Watched {
  readonly table: Table;
  readonly id: string;
  readonly value: object;
  readonly usual: boolean;
  /** The key of a row under this constraint. */
  readonly keyOf: (value: object) => string | null;
  /** Of the storage, empty at first. */
  readonly memory: Map<string, string>;
}

type Watch = (watched: Watched) => boolean;

function collectionOf(constraint: UniqueConstraint): TableName {
  const [name] = constraint.split('.');
  const found = tableNames.find((each) => each === name);
  if (found === undefined) throw new Error(`no collection has the constraint ${constraint}`);
  return found;
}

function watchOf(memory: BenchTables, constraint: UniqueConstraint): AnyWatch {
  const index = uniqueWatchesOf(memory).find((each) => each.constraint === constraint);
  if (index === undefined) throw new Error(`nothing watches ${constraint}`);
  return index;
}

function watchOtherwise(memory: BenchTables, constraint: UniqueConstraint, watch: Watch): void {
  const index = watchOf(memory, constraint);
  const table: Table = memory[collectionOf(constraint)];
  const own = new Map<string, string>();
  const usual = index.conflictsWith.bind(index);
  Object.defineProperty(index, 'conflictsWith', {
    value: (id: string, value: object) =>
      watch({
        table,
        id,
        value,
        usual: usual(id, value),
        keyOf: (row) => index.keyOf(row),
        memory: own,
      }),
  });
}

const keyed = uniqueWatchesOf(createBench().memory).map(({ constraint }) => constraint);

function others({ table, id }: Watched): readonly object[] {
  return table
    .rows()
    .map(({ value }) => value)
    .filter((value) => idOf(value) !== id);
}

const folds: Readonly<Record<string, (key: string) => string>> = {
  'in lower case': (key) => key.toLowerCase(),
  'without case in ASCII': (key) => key.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase()),
  'in NFC': (key) => key.normalize('NFC'),
  'in NFKC': (key) => key.normalize('NFKC'),
  'without accents': (key) => key.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  'without dots, hyphens and underscores': (key) => key.replaceAll(/[-._]/gu, ''),
};

function byFoldedKey(fold: (key: string) => string): Watch {
  return (watched) => {
    const key = watched.keyOf(watched.value);
    if (watched.usual || key === null) return watched.usual;
    return others(watched).some((row) => {
      const other = watched.keyOf(row);
      return other !== null && fold(other) === fold(key);
    });
  };
}

const watches: Readonly<Record<string, Watch>> = {
  'is not watched': () => false,
  'is not watched at an insert': ({ table, id, usual }) => usual && table.find(id) !== null,
  'is not watched at an update': ({ table, id, usual }) => usual && table.find(id) === null,
  'is violated by a row itself': ({ table, id, value, usual, keyOf }) =>
    usual || (table.find(id) !== null && keyOf(value) !== null),
  'is violated by an update that keeps the key': ({ table, id, value, usual, keyOf }) => {
    const before = table.find(id)?.value;
    return (
      usual || (before !== undefined && keyOf(value) !== null && keyOf(before) === keyOf(value))
    );
  },
  'watches rows without a key together': (watched) =>
    watched.usual ||
    (watched.keyOf(watched.value) === null &&
      others(watched).some((row) => watched.keyOf(row) === null)),
  'never frees a key': ({ id, value, usual, keyOf, memory }) => {
    const key = keyOf(value);
    if (key === null) return usual;
    const holder = memory.get(key);
    if (!usual && holder === undefined) memory.set(key, id);
    return usual || (holder !== undefined && holder !== id);
  },
  'keeps the key of a row that is still there': ({ table, id, value, usual, keyOf, memory }) => {
    const key = keyOf(value);
    if (key === null) return usual;
    const holder = memory.get(key);
    if (!usual && (holder === undefined || table.find(holder) === null)) memory.set(key, id);
    return usual || (holder !== undefined && holder !== id && table.find(holder) !== null);
  },
  'watches rows in every state': (watched) => {
    const key = widestKey(watched.value, watched.keyOf);
    return (
      watched.usual ||
      (key !== null && others(watched).some((row) => widestKey(row, watched.keyOf) === key))
    );
  },
};

/** The key that a row would have in another state. */
function widestKey(row: object, keyOf: Watched['keyOf']): string | null {
  return (
    statesOf(row)
      .map(keyOf)
      .find((key) => key !== null) ?? null
  );
}

/** Whether such a watch could see a row with this key, and this one in another state, otherwise. */
function isPossible(what: string, key: string | null, widest: string | null): boolean {
  if (what === 'watches rows in every state') return key === null && widest !== null;
  return what !== 'watches rows without a key together' || key === null;
}

const states = [
  ...new Set(fields.filter(({ name }) => name === 'state').flatMap(({ values }) => values)),
];

function statesOf(row: object): readonly object[] {
  return [row, ...states.map((state) => ({ ...row, state }))];
}

function ignoring({ holds }: RowCase): Watch {
  return (watched) => {
    if (!watched.usual) return false;
    const key = watched.keyOf(watched.value);
    return !others(watched).some((row) => watched.keyOf(row) === key && holds(row));
  };
}

/** How long the keys of a constraint can be. */
const longestKeys: Readonly<Record<string, number>> = {
  'users.email': 254,
  'organizations.personal': 128,
  'organizations.external_id': 128,
  'memberships.organization_user': 153,
  'invitations.pending': 279,
  'apps.package_name': 200,
  'submissions.open': 24,
};

function ofConstraint(constraint: UniqueConstraint): readonly Mutant[] {
  const collection = collectionOf(constraint);
  const make = (kind: string, what: string, watch: Watch): Mutant => ({
    kind,
    name: `${constraint} ${what}`,
    ...concerning(['commit'], [`${collection}:`]),
    plant: () => {
      const { memory, storage } = createBench();
      watchOtherwise(memory, constraint, watch);
      return storage;
    },
  });
  const index = watchOf(createBench().memory, constraint);
  const rows = sampleRows(collection).map((row) => ({ row, key: index.keyOf(row) }));
  const most = longestKeys[constraint];
  if (most === undefined)
    throw new Error(`say in \`longestKeys\` how long a key of ${constraint} can be`);
  const cuts = [12, 20, 24, 25, 40, 48, 64, 100, 191]
    .filter((length) => length < most)
    .map((length) => [`cut after ${length}`, (key: string) => key.slice(0, length)] as const);
  const changing = Object.entries(folds).filter(([, fold]) =>
    rows.some(({ key }) => key !== null && fold(key) !== key),
  );
  const cases = casesOf(collection).filter(({ holds }) =>
    rows.some(({ row, key }) => key !== null && holds(row)),
  );
  return [
    ...Object.entries(watches)
      .filter(([what]) =>
        rows.some(({ row, key }) =>
          isPossible(
            what,
            key,
            widestKey(row, (each) => index.keyOf(each)),
          ),
        ),
      )
      .map(([what, watch]) => make('constraint', what, watch)),
    ...[...changing, ...cuts].map(([what, fold]) =>
      make('constraint by another key', `compares keys ${what}`, byFoldedKey(fold)),
    ),
    ...cases.flatMap((rowCase) => [
      make(
        'constraint beside some rows',
        `does not see the rows ${rowCase.description}`,
        ignoring(rowCase),
      ),
      make(
        'constraint beside some rows',
        `does not watch new rows ${rowCase.description}`,
        ({ usual, value }) => usual && !rowCase.holds(value),
      ),
    ]),
  ];
}

const idFolds: Readonly<Record<string, (id: string) => string>> = {
  'compares ids in lower case': (id) => id.toLowerCase(),
  'compares 24 characters of ids': (id) => id.slice(0, 24),
  'compares 64 characters of ids': (id) => id.slice(0, 64),
};

type IsTaken = (id: string, table: Table, tables: Tables, taken: Set<string>) => boolean;

/** Whether a new row has no place beside those that are there. */
function idChecksOf(collection: TableName): readonly (readonly [what: string, isTaken: IsTaken])[] {
  const ids = sampleRows(collection).map(idOf);
  const folding = Object.entries(idFolds).filter(([, fold]) => ids.some((id) => fold(id) !== id));
  return [
    ...folding.map(
      ([what, fold]) =>
        [
          what,
          (id: string, table: Table) =>
            table.rows().some(({ value }) => fold(idOf(value)) === fold(id)),
        ] as const,
    ),
    [
      'does not take an id again that was removed',
      (id, _table, _tables, taken) => taken.has(id) || !taken.add(id),
    ],
    [
      'takes no id that another collection has',
      (id, table, tables) =>
        Object.values(tables).some((other) => other !== table && other.find(id) !== null),
    ],
  ];
}

function ofIds(collection: TableName): readonly Mutant[] {
  const constraint = uniqueConstraints.find((each) => each === `${collection}.id`);
  if (constraint === undefined) throw new Error(`${collection} has no constraint of its id`);
  const make = (
    what: string,
    start: (load: Table['load'], table: Table, tables: Tables) => Table['load'],
  ): Mutant => ({
    kind: 'constraint of ids',
    name: `${collection} ${what}`,
    ...concerning(['commit'], [`${collection}:insert`]),
    plant: () => {
      const { tables, storage } = createBench();
      const table = tables[collection];
      Object.defineProperty(table, 'load', { value: start(table.load.bind(table), table, tables) });
      return storage;
    },
  });
  return [
    ...idChecksOf(collection).map(([what, isTaken]) =>
      make(what, (load, table, tables) => {
        const taken = new Set<string>();
        return (id, row) => {
          if (isTaken(id, table, tables, taken))
            throw new StorageError('unique_conflict', 'The id is taken.', { constraint });
          return load(id, row);
        };
      }),
    ),
    make('replaces the row that has the id', (load, table) => (id, row) => {
      const before = table.find(id);
      return before === null ? load(id, row) : table.update(id, before.version, row.value);
    }),
    make(
      'keeps the row that has the id, and says nothing',
      (load, table) => (id, row) => (table.find(id) === null ? load(id, row) : () => {}),
    ),
  ];
}

/** Runs something while no constraint is watched. */
export function withoutConstraints<T>(
  memory: BenchTables,
  constraints: readonly UniqueConstraint[] | null,
  body: () => T,
): T {
  const indexes = uniqueWatchesOf(memory).filter(
    ({ constraint }) => constraints === null || constraints.includes(constraint),
  );
  for (const index of indexes)
    Object.defineProperty(index, 'conflictsWith', { configurable: true, value: () => false });
  try {
    return body();
  } finally {
    for (const index of indexes) Reflect.deleteProperty(index, 'conflictsWith');
  }
}

export const keyedConstraints: readonly UniqueConstraint[] = keyed;

export function constraintMutants(): readonly Mutant[] {
  return [...keyed.flatMap(ofConstraint), ...tableNames.flatMap(ofIds)];
}
