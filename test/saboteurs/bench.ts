// A workbench: a memory storage whose tables, calls and commits a mutant can take apart. Untouched, it is a correct storage.

import {
  compactCopy,
  deepCopy,
  requireAtOnce,
  type StorageEngine,
  type StoredName,
  storageOn,
  withMetadataOf,
} from '../../src/adapters/kit/index.js';
import {
  applyWrite as applyRowWrite,
  type MemoryTables,
  viewOf,
} from '../../src/adapters/memory/tables.js';
import type { Versioned } from '../../src/domain/shared/result.js';
import { compareText } from '../../src/domain/shared/text.js';
import type { Operation, Storage } from '../../src/ports/storage.js';
import { StorageError } from '../../src/ports/storage-error.js';
import { type BenchTables, createBenchTables, type Undo } from './bench-table.js';

export type TableName = StoredName;

/** Runs the body of a call. */
export type CallRunner = <T>(body: () => T) => Promise<T>;

/** A table whose rows are any objects. */
export interface Table {
  find(id: string): Versioned<object> | null;
  rows(): readonly Versioned<object>[];
  load(id: string, row: Versioned<object>): Undo;
  update(id: string, expected: number, value: object): Undo;
  touch(id: string, expected: number): Undo;
  remove(id: string, expected: number): Undo;
  updateUnversioned(id: string, change: (value: object) => object): void;
}

export type Tables = Readonly<Record<TableName, Table>>;

/** One write of an operation; its journal entry and its messages are inserts. */
export interface Write {
  readonly kind: 'insert' | 'update' | 'remove' | 'touch';
  readonly collection: TableName;
  readonly id: string;
  readonly expectedVersion?: number;
  readonly value?: object;
  readonly keepsMetadata?: true;
}

export interface Bench {
  readonly memory: BenchTables;
  readonly tables: Tables;
  readonly storage: Storage;
  readonly call: CallRunner;
}

/** What a mutant replaces; each has a correct default. */
export interface BenchParts {
  /** Another opening of the same store. */
  readonly memory?: BenchTables;
  readonly commit?: (bench: Bench, operation: Operation) => Promise<void>;
  /** Runs in the tick of every write that is done, commits or not. */
  readonly written?: (bench: Bench) => void;
  /** Copies what a call returns. */
  readonly copy?: <T>(value: T) => T;
}

export function createBench(parts: BenchParts = {}): Bench {
  const memory = parts.memory ?? createBenchTables();
  const copy = parts.copy ?? deepCopy;
  let isOpen = true;
  const call: CallRunner = async (body) => {
    await Promise.resolve();
    if (!isOpen) throw new StorageError('unavailable', 'The storage is closed; open another one.');
    return copy(body());
  };
  const writing: CallRunner = (body) =>
    call(() => {
      const answer = body();
      parts.written?.(bench);
      return answer;
    });
  const commit = parts.commit ?? commitInOrder;
  const bench: Bench = {
    memory,
    tables: memory,
    call: writing,
    storage: {
      ...storageOn(engineOver(memory, call, writing)),
      commit: (operation) => commit(bench, compactCopy(operation)),
      time: () => call(() => new Date()),
      migrate: () => call(() => ({ from: 1, to: 1, steps: [] })),
      async close() {
        await Promise.resolve();
        isOpen = false;
      },
    },
  };
  return bench;
}

/** The reads of these tables. */
export function readsOf(
  memory: MemoryTables,
  call: CallRunner,
): Omit<Storage, 'outbox' | 'commit' | 'time' | 'migrate' | 'close'> {
  const {
    outbox: _outbox,
    commit: _commit,
    time: _time,
    migrate: _migrate,
    close: _close,
    ...reads
  } = storageOn(engineOver(memory, call, call));
  return reads;
}

/** An engine that reads and writes these tables, each in one tick. */
export function engineOver(
  memory: MemoryTables,
  reading: CallRunner,
  writing: CallRunner,
): StorageEngine {
  const view = viewOf(memory);
  return {
    read: (question) => reading(() => requireAtOnce(question(view))),
    write: (decide) =>
      writing(() => {
        const { writes, answer } = requireAtOnce(decide(view));
        for (const write of writes) applyRowWrite(memory, write);
        return answer;
      }),
    time: async () => new Date(),
    close: async () => {},
  };
}

export async function commitInOrder(bench: Bench, operation: Operation): Promise<void> {
  await bench.call(() =>
    runWrites(writesOf(operation), (write) => applyWrite(bench.tables, write)),
  );
}

/** The writes of an operation in the order of the contract. */
export function writesOf(
  { changes, journal, messages }: Operation,
  compare: (a: Write, b: Write) => number = compareWrites,
): readonly Write[] {
  const writes: readonly Write[] = [
    ...changes,
    { kind: 'insert', collection: 'journal', id: journal.id, value: journal },
    ...messages.map(
      (message): Write => ({
        kind: 'insert',
        collection: 'outbox',
        id: message.id,
        value: message,
      }),
    ),
  ];
  return writes.toSorted(compare);
}

export function compareWrites(a: Write, b: Write): number {
  return Number(a.kind === 'insert') - Number(b.kind === 'insert') || compareByPlace(a, b);
}

export function compareByPlace(a: Write, b: Write): number {
  return compareText(a.collection, b.collection) || compareText(a.id, b.id);
}

/** All or nothing. */
export function runWrites(
  writes: readonly Write[],
  apply: (write: Write) => Undo,
): readonly Undo[] {
  const done: Undo[] = [];
  try {
    for (const write of writes) done.push(apply(write));
  } catch (violation) {
    for (const undo of done.toReversed()) undo();
    throw violation;
  }
  return done;
}

export function applyWrite(tables: Tables, write: Write): Undo {
  const { kind, id, expectedVersion = 0, value = {} } = write;
  const table = tables[write.collection];
  if (kind === 'insert') return table.load(id, { value, version: 1 });
  if (kind === 'update') {
    const kept =
      write.keepsMetadata === true ? withMetadataOf(table.find(id)?.value, value) : value;
    return table.update(id, expectedVersion, kept);
  }
  return table[kind](id, expectedVersion);
}

/** Puts a row, or its absence, without any check of its version. */
export function putRow(table: Table, id: string, row: Versioned<object> | null): void {
  const there = table.find(id);
  if (there !== null) table.remove(id, there.version);
  if (row !== null) table.load(id, row);
}

export interface PortCall {
  /** Such as `users.findById` or `commit`. */
  readonly name: string;
  readonly args: readonly unknown[];
}

export type Proceed = (args?: readonly unknown[]) => Promise<unknown>;
/** Runs instead of every call of the port. */
export type Around = (call: PortCall, proceed: Proceed) => Promise<unknown>;

export function around(storage: Storage, run: Around): Storage {
  return aroundPart(storage, '', run);
}

function aroundPart<T extends object>(target: T, prefix: string, run: Around): T {
  const shell: T = Object.create(target);
  return new Proxy(shell, {
    get(_shell, property) {
      const member: unknown = Reflect.get(target, property);
      const name = String(property);
      if (typeof member === 'object' && member !== null) return aroundPart(member, `${name}.`, run);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]) =>
        run({ name: prefix + name, args }, async (given = args) =>
          Reflect.apply(member, target, given),
        );
    },
  });
}

/** Calls a method by its name. */
export async function callMethod(
  storage: Storage,
  name: string,
  args: readonly unknown[],
): Promise<unknown> {
  const parts = name.split('.');
  const method = parts.pop() ?? name;
  const target: unknown = parts.length === 0 ? storage : Reflect.get(storage, parts[0] ?? name);
  if (typeof target !== 'object' || target === null) throw new Error(`the port has no ${name}`);
  const body: unknown = Reflect.get(target, method);
  if (typeof body !== 'function') throw new Error(`the port has no ${name}`);
  return Reflect.apply(body, target, [...args]);
}

/** The names of all methods of the port. */
export const portMethods: readonly string[] = Object.entries(createBench().storage).flatMap(
  ([part, member]: readonly [string, unknown]) =>
    typeof member === 'object' && member !== null
      ? Object.keys(member).map((name) => `${part}.${name}`)
      : [part],
);

const writeMethods = new Set([
  'outbox.claim',
  'outbox.settle',
  'outbox.prune',
  'apiKeys.recordUse',
  'commit',
  'migrate',
  'close',
]);
/** Every method that is no write. A new one is a read until it is named above. */
export const readMethods: readonly string[] = portMethods.filter(
  (name) => !writeMethods.has(name) && name !== 'time',
);
