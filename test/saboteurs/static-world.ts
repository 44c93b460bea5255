// A world of rows that the contract has written, to see which reads depend on what: a part of the rows is changed in a shadow, and
// all reads are asked again.

import { deepCopy } from '../../src/adapters/kit/index.js';
import type { Storage } from '../../src/ports/storage.js';
import {
  callMethod,
  createBench,
  putRow,
  readMethods,
  readsOf,
  type Table,
  type TableName,
  type Tables,
} from './bench.js';
import { createBenchTables } from './bench-table.js';
import { isRecord, textOf } from './data.js';
import type { Observation } from './observe.js';
import { allowAnything, idOf } from './shadow.js';
import { tableNames } from './transforms.js';

export interface Dependence {
  /** Reads whose answers are otherwise. */
  readonly show: readonly string[];
  /** Reads that find other rows, or another order, or another number. */
  readonly find: readonly string[];
}

export interface StaticWorld {
  /** The collections on which a read depends. */
  collectionsOf(read: string): ReadonlySet<TableName>;
  /** The reads that show versions of the rows of a collection. */
  versionsOf(collection: TableName): Promise<readonly string[]>;
  /** Which reads notice that the rows of a collection are others; null takes a row away. */
  dependenceOn(collection: TableName, change: Change): Promise<Dependence>;
}

interface ExpectedCall {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly shown: string;
  readonly found: string;
}

const rowsOfCollection = 80;
const callsOfRead = 8;

type Change = (value: object, index: number, all: readonly object[]) => object | null;

export async function createStaticWorld({ rows, methods }: Observation): Promise<StaticWorld> {
  const real = createBench();
  const memory = createBenchTables();
  allowAnything(memory);
  const shadow: Tables = memory;
  for (const [name, values] of rows) {
    const taken = values
      .slice(0, rowsOfCollection)
      .filter((value) => isTaken(real.tables[name], value));
    for (const value of taken) put(shadow[name], idOf(value), value);
  }
  const asked: Storage = { ...real.storage, ...readsOf(memory, async (body) => deepCopy(body())) };
  const calls = await liveliestCalls(real.storage, methods);
  const notice = async (collection: TableName, change: Change, among: readonly ExpectedCall[]) => {
    const table = shadow[collection];
    const before = table.rows().map(({ value }) => value);
    for (const [index, value] of before.entries())
      put(table, idOf(value), change(value, index, before));
    const noticed = await differencesOf(asked, among);
    for (const value of before) put(table, idOf(value), value);
    return noticed;
  };
  const callsByCollection = new Map<TableName, readonly ExpectedCall[]>();
  for (const name of tableNames) {
    const { show } = await notice(name, () => null, calls);
    callsByCollection.set(
      name,
      calls.filter((call) => show.includes(call.name)),
    );
  }
  const dependsOn = (read: string, name: TableName) =>
    callsByCollection.get(name)?.some((call) => call.name === read) === true;
  return {
    collectionsOf: (read) => new Set(tableNames.filter((name) => dependsOn(read, name))),
    async versionsOf(collection) {
      const rows = shadow[collection].rows();
      const setVersion = (version: number) => {
        for (const { value } of rows) putRow(shadow[collection], idOf(value), { version, value });
      };
      setVersion(2);
      const { show } = await differencesOf(asked, callsByCollection.get(collection) ?? []);
      setVersion(1);
      return show;
    },
    dependenceOn: (collection, change) =>
      notice(collection, change, callsByCollection.get(collection) ?? []),
  };
}

async function differencesOf(asked: Storage, calls: readonly ExpectedCall[]): Promise<Dependence> {
  const [show, find] = [new Set<string>(), new Set<string>()];
  for (const { name, args, shown, found } of calls.filter((call) => !find.has(call.name))) {
    const answer = await callMethod(asked, name, args).catch(() => 'an error');
    if (textOf(answer) !== shown) show.add(name);
    if (textOf(identityOf(answer)) !== found) find.add(name);
  }
  return { show: [...show], find: [...find] };
}

function put(table: Table, id: string, value: object | null): void {
  putRow(table, id, value === null ? null : { version: 1, value });
}

/** Whether a row fits beside those that are there. */
function isTaken(table: Table, value: object): boolean {
  try {
    table.load(idOf(value), { version: 1, value });
    return true;
  } catch {
    return false;
  }
}

/** What an answer finds: the ids of its rows in their order, its numbers and flags, and what is null. */
function identityOf(answer: unknown): unknown {
  if (Array.isArray(answer))
    return answer.map((item) => (typeof item === 'string' ? item : identityOf(item)));
  if (!isRecord(answer))
    return typeof answer === 'number' || typeof answer === 'boolean' || answer === null
      ? answer
      : '';
  if (isRecord(answer['value'])) return idOf(answer['value']);
  if ('id' in answer) return answer['id'];
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, identityOf(value)]),
  );
}

/** Of each read, the calls that find most, and some of the others. */
async function liveliestCalls(
  storage: Storage,
  methods: Observation['methods'],
): Promise<readonly ExpectedCall[]> {
  const calls: ExpectedCall[] = [];
  for (const name of readMethods) {
    const own = new Map<string, ExpectedCall>();
    for (const args of methods.get(name)?.args ?? []) {
      const answer = await callMethod(storage, name, args);
      const shown = textOf(answer);
      own.set(shown, { name, args, shown, found: textOf(identityOf(answer)) });
    }
    calls.push(
      ...[...own.values()]
        .toSorted((a, b) => b.shown.length - a.shown.length)
        .filter((_, place) => place < callsOfRead || place % 5 === 0),
    );
  }
  return calls;
}
