// Writes that look, wait, and then write what they have decided: whoever writes in between is overlooked. Some do so without a
// lock, and some under a lock that another opening of the same store does not know.

import { storageOn } from '../../src/adapters/kit/index.js';
import type { Versioned } from '../../src/domain/shared/result.js';
import type { Operation, Storage, UniqueConstraint } from '../../src/ports/storage.js';
import {
  applyWrite,
  around,
  type Bench,
  type CallRunner,
  callMethod,
  commitInOrder,
  createBench,
  engineOver,
  putRow,
  runWrites,
  type TableName,
  type Write,
  writesOf,
} from './bench.js';
import { keyedConstraints, withoutConstraints } from './constraints.js';
import { concerning, type Mutant } from './mutant.js';
import { idOf } from './shadow.js';
import { tableNames } from './transforms.js';

/** What a commit looks at before it writes, and takes for granted then. */
interface Blindness {
  readonly what: string;
  readonly writes: readonly string[];
  readonly versionsIn: (collection: TableName) => boolean;
  /** Null for all. */
  readonly constraints: readonly UniqueConstraint[] | null;
}

const blindnesses: readonly Blindness[] = [
  ...tableNames.map(
    (collection): Blindness => ({
      what: `versions and ids in ${collection}`,
      writes: [`${collection}:`],
      versionsIn: (name) => name === collection,
      constraints: [],
    }),
  ),
  ...keyedConstraints.map(
    (constraint): Blindness => ({
      what: constraint,
      writes: [`${constraint.split('.')[0]}:`],
      versionsIn: () => false,
      constraints: [constraint],
    }),
  ),
  { what: 'all versions', writes: [], versionsIn: () => true, constraints: [] },
  { what: 'everything', writes: [], versionsIn: () => true, constraints: null },
];

type Commit = (bench: Bench, operation: Operation) => Promise<void>;

function lookingCommit({ versionsIn, constraints }: Blindness): Commit {
  return async (bench, operation) => {
    await bench.call(() => {
      for (const undo of runWrites(writesOf(operation), (write) =>
        applyWrite(bench.tables, write),
      ).toReversed())
        undo();
    });
    await waitTicks(7);
    await bench.call(() =>
      withoutConstraints(
        bench.memory,
        constraints,
        () =>
          void runWrites(writesOf(operation), (write) =>
            versionsIn(write.collection)
              ? writeBlindly(bench, write)
              : applyWrite(bench.tables, write),
          ),
      ),
    );
  };
}

/** Writes as if the row were what it was. */
function writeBlindly({ tables }: Bench, write: Write): () => void {
  const table = tables[write.collection];
  const before = table.find(write.id);
  const version = (before?.version ?? 0) + 1;
  if (write.kind === 'touch' && before !== null)
    putRow(table, write.id, { value: before.value, version });
  else putRow(table, write.id, write.value === undefined ? null : { value: write.value, version });
  return () => putRow(table, write.id, before);
}

async function waitTicks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve();
}

/** Writes outside of commits, run at once. */
function callAtOnce({ memory }: Bench, name: string, args: readonly unknown[]): unknown {
  const answers: unknown[] = [];
  const atOnce: CallRunner = async (body) => {
    const answer = body();
    answers.push(answer);
    return answer;
  };
  const writers = storageOn(engineOver(memory, atOnce, atOnce));
  const [part, method] = name.split('.');
  const member: unknown = Reflect.get(
    part === 'outbox' ? writers.outbox : writers.apiKeys,
    method ?? name,
  );
  if (typeof member !== 'function') throw new Error(`${name} is no write`);
  Reflect.apply(member, null, structuredClone(args));
  return answers[0];
}

type RowsByTable = ReadonlyMap<TableName, ReadonlyMap<string, Versioned<object>>>;

function rowsOf({ tables }: Bench): RowsByTable {
  return new Map(
    tableNames.map((name) => [
      name,
      new Map(tables[name].rows().map((row) => [idOf(row.value), row])),
    ]),
  );
}

interface RowChange {
  readonly collection: TableName;
  readonly id: string;
  readonly before: Versioned<object> | null;
  readonly after: Versioned<object> | null;
}

/** Runs a write and says what it has changed. */
function changesOf(
  bench: Bench,
  body: () => unknown,
): readonly [answer: unknown, changes: readonly RowChange[]] {
  const before = rowsOf(bench);
  const answer = body();
  const after = rowsOf(bench);
  const changes = tableNames.flatMap((collection) => {
    const [old, made] = [before.get(collection), after.get(collection)];
    return [...new Set([...(old?.keys() ?? []), ...(made?.keys() ?? [])])].flatMap((id) => {
      const change = { collection, id, before: old?.get(id) ?? null, after: made?.get(id) ?? null };
      return change.before === change.after ? [] : [change];
    });
  });
  return [answer, changes];
}

/** The methods that write outside of commits, and the tables in which they do. */
const narrowWrites: Readonly<Record<string, readonly TableName[]>> = {
  'outbox.claim': ['outbox', 'invitations'],
  'outbox.settle': ['outbox', 'invitations'],
  'outbox.prune': ['outbox', 'journal'],
  'apiKeys.recordUse': ['apikeys'],
};

/** Writes whole rows back, later than it has read them. */
function lookingCall(
  bench: Bench,
  name: string,
  args: readonly unknown[],
  collection: TableName,
): Promise<unknown> {
  const given = structuredClone(args);
  return (async () => {
    const [answer, late] = await bench.call(() => {
      const [found, changes] = changesOf(bench, () => callAtOnce(bench, name, given));
      const delayed = changes.filter((change) => change.collection === collection);
      for (const { id, before } of delayed) putRow(bench.tables[collection], id, before);
      return [found, delayed] as const;
    });
    await waitTicks(7);
    await bench.call(() => {
      for (const { id, before, after } of late) {
        const stored = bench.tables[collection].find(id);
        const isRaised = after !== null && before !== null && after.version > before.version;
        const version = isRaised ? (stored?.version ?? 0) + 1 : (after?.version ?? 0);
        withoutConstraints(bench.memory, null, () =>
          putRow(bench.tables[collection], id, after === null ? null : { ...after, version }),
        );
      }
    });
    return answer;
  })();
}

interface Opening {
  readonly commit?: Commit;
  readonly narrow?: { readonly method: string; readonly collection: TableName };
}

function openLooking({ commit = commitInOrder, narrow }: Opening, memory?: Bench['memory']): Bench {
  const bench = createBench({ commit, ...(memory === undefined ? {} : { memory }) });
  const storage = around(bench.storage, ({ name, args }, proceed) =>
    name === narrow?.method ? lookingCall(bench, name, args, narrow.collection) : proceed(),
  );
  return { ...bench, storage };
}

/** Lets one write at a time through. */
function underLock(storage: Storage): Storage {
  let last: Promise<unknown> = Promise.resolve();
  return around(storage, ({ name }, proceed) => {
    if (name !== 'commit' && !Object.hasOwn(narrowWrites, name)) return proceed();
    const run = last.then(() => proceed());
    last = run.catch(() => {});
    return run;
  });
}

/** Two openings of one store, as one storage whose calls go to them in turn. */
export function twoOpenings(open: (memory?: Bench['memory']) => Bench): Storage {
  const first = open();
  const second = open(first.memory);
  const [one, other] = [underLock(first.storage), underLock(second.storage)];
  let turn = 0;
  return around(one, async ({ name, args }, proceed) => {
    if (name === 'close') await other.close();
    turn += 1;
    return name === 'close' || turn % 2 === 0 ? proceed() : callMethod(other, name, args);
  });
}

export function raceMutants(): readonly Mutant[] {
  const lookers = [
    ...blindnesses.map((blindness) => ({
      what: `looks at ${blindness.what}`,
      methods: ['commit'],
      writes: blindness.writes,
      opening: { commit: lookingCommit(blindness) },
    })),
    ...Object.entries(narrowWrites).flatMap(([method, tables]) =>
      tables.map((collection) => ({
        what: `looks at ${collection} in ${method}`,
        methods: [method],
        writes: [],
        opening: { narrow: { method, collection } },
      })),
    ),
  ];
  return lookers.flatMap(({ what, methods, writes, opening }): readonly Mutant[] => [
    {
      kind: 'looks before it writes',
      name: `${what} before it writes`,
      ...concerning(methods, writes),
      plant: () => openLooking(opening).storage,
    },
    {
      kind: 'looks before it writes, two openings',
      name: `${what} before it writes, under a lock of one process`,
      ...concerning(methods, writes),
      plant: () => twoOpenings((memory) => openLooking(opening, memory)),
    },
  ]);
}

/** A correct storage through two openings. */
export function correctPair(): Storage {
  return twoOpenings((memory) => createBench(memory === undefined ? {} : { memory }));
}

export { callAtOnce, changesOf, narrowWrites };
