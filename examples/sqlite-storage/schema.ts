// The tables and indexes, made from the description of the collections. Each collection is a table with a column for each
// field, each key and each list an index. A field of several texts has no column: its lists are tables of their own.

import {
  type StoredCollection,
  type StoredKey,
  type StoredList,
  type StoredName,
  storedCollections,
  storedNames,
} from '../../src/adapters/kit/index.js';

/** The description of a collection, without the types of its rows. */
export function describe(collection: StoredName): StoredCollection<never> {
  return storedCollections[collection];
}

export function quote(name: string): string {
  return `"${name}"`;
}

/** The fields that have a column. */
export function columnsOf(collection: StoredName): readonly string[] {
  const { fields } = describe(collection);
  return Object.keys(fields).filter((name) => fields[name]?.kind !== 'texts');
}

/** Whether a list is a table of its own. */
export function isTable(collection: StoredName, { by }: StoredList): boolean {
  return by.some((name) => describe(collection).fields[name]?.kind === 'texts');
}

/** Which rows an index has. SQLite uses the index only for a query that has the same conditions. */
export function conditionsOf({ by, sort = [], where = {} }: Index): readonly string[] {
  const present = [...by, ...sort].map((name) => `${quote(name)} IS NOT NULL`);
  const filters = Object.entries(where).map(([name, wanted]) => {
    if (wanted === 'present') return `${quote(name)} IS NOT NULL`;
    if (wanted === 'absent') return `${quote(name)} IS NULL`;
    return `${quote(name)} IN (${wanted.map((text) => `'${text}'`)})`;
  });
  return [...present, ...filters];
}

type Index = StoredKey & Partial<StoredList>;

/** The statements that create everything. */
export const schema: string = storedNames.flatMap(createCollection).join(';\n');

function createCollection(collection: StoredName): readonly string[] {
  const { keys, lists } = describe(collection);
  const columns = columnsOf(collection).map((name) => columnOf(collection, name));
  const all = ['id TEXT PRIMARY KEY', 'version INTEGER', 'value TEXT', ...columns];
  return [
    `CREATE TABLE ${quote(collection)} (${all}) STRICT`,
    ...Object.entries(keys).map(([name, key]) =>
      createIndex('UNIQUE INDEX', name, collection, key.by, key),
    ),
    ...Object.entries(lists).map(([list, description]) =>
      createList(collection, list, description),
    ),
  ];
}

function createList(collection: StoredName, list: string, description: StoredList): string {
  const name = `${collection}.${list}`;
  const order = [...description.by, ...description.sort, 'id'];
  if (!isTable(collection, description))
    return createIndex('INDEX', name, collection, order, description);
  const columns = order.map((column) => columnOf(collection, column));
  return `CREATE TABLE ${quote(name)} (
      ${columns} REFERENCES ${quote(collection)} ON DELETE CASCADE, PRIMARY KEY (${order.map(quote)})
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ${quote(`${name}.id`)} ON ${quote(name)} (id)`;
}

function createIndex(
  kind: 'INDEX' | 'UNIQUE INDEX',
  name: string,
  table: string,
  columns: readonly string[],
  index: Index,
): string {
  const where = conditionsOf(index).join(' AND ');
  return `CREATE ${kind} ${quote(name)} ON ${quote(table)} (${columns.map(quote)}) WHERE ${where}`;
}

function columnOf(collection: StoredName, name: string): string {
  const isTime = describe(collection).fields[name]?.kind === 'time';
  return `${quote(name)} ${isTime ? 'INTEGER' : 'TEXT'}`;
}
