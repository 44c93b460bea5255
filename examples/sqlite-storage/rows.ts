// Finds rows, scans lists, and stores rows.

import {
  collectionOfKey,
  fieldValuesOf,
  listEntriesOf,
  type Place,
  type RowView,
  type RowWrite,
  rowFromText,
  rowToText,
  type Scan,
  type StoredName,
  type StoredRow,
} from '../../src/adapters/kit/index.js';
import { columnsOf, conditionsOf, describe, isTable, quote } from './schema.js';

type Values = readonly (string | number | null)[];

/** Runs a statement, and returns the rows that it finds, each as the values of its columns. */
export type RunStatement = (sql: string, values: Values) => readonly (readonly unknown[])[];

export function viewRows(run: RunStatement): RowView {
  function select<C extends StoredName>(
    collection: C,
    query: string,
    values: Values,
  ): StoredRow<C>[] {
    const found = run(`SELECT version, value ${query}`, values);
    return found.map(([version, text]) => ({
      value: rowFromText(collection, String(text)),
      version: Number(version),
    }));
  }
  return {
    find(collection, ids) {
      const query = `FROM ${quote(collection)} WHERE id = ?`;
      return ids.map((id) => select(collection, query, [id])[0] ?? null);
    },
    findByKey(key, values) {
      const collection = collectionOfKey(key);
      const description = describe(collection).keys[key] ?? { by: [] };
      const equal = description.by.map((name) => `${quote(name)} = ?`);
      const where = [...equal, ...conditionsOf(description)].join(' AND ');
      const query = `FROM ${quote(collection)} INDEXED BY ${quote(key)} WHERE ${where}`;
      return values.map((one) => select(collection, query, one)[0] ?? null);
    },
    scan(scan, limit) {
      const { query, order, values } = toQuery(scan);
      return select(scan.collection, `${query} ORDER BY ${order} LIMIT ?`, [...values, limit]);
    },
    count(scan, limit) {
      const { query, values } = toQuery(scan);
      const sql = `SELECT count(*) FROM (SELECT 1 ${query} LIMIT ?)`;
      const [[count] = []] = run(sql, [...values, Number.isFinite(limit) ? limit : -1]);
      return Number(count);
    },
  };
}

interface Query {
  readonly query: string;
  readonly order: string;
  readonly values: Values;
}

/** `INDEXED BY` makes SQLite refuse a query rather than look through all rows. */
function toQuery<C extends StoredName>(scan: Scan<C>): Query {
  const { collection, after = [], from = [], to = [], isDescending = false } = scan;
  const list = describe(collection).lists[scan.list] ?? { by: [], sort: [] };
  const [rows, name] = [quote(collection), quote(`${collection}.${scan.list}`)];
  const source = isTable(collection, list)
    ? { tables: `${name} AS list CROSS JOIN ${rows} USING (id)`, conditions: [] }
    : { tables: `${rows} AS list INDEXED BY ${name}`, conditions: conditionsOf(list) };
  const places = [...list.sort, 'id'].map((column) => `list.${quote(column)}`);
  const conditions = [
    ...list.by.map((column) => `list.${quote(column)} = ?`),
    ...bound(places, isDescending ? '<' : '>', after),
    ...bound(places, '>=', from),
    ...bound(places, '<=', to),
    ...source.conditions,
  ];
  return {
    query: `FROM ${source.tables} WHERE ${conditions.join(' AND ')}`,
    order: places.map((column) => `${column} ${isDescending ? 'DESC' : 'ASC'}`).join(),
    values: [...scan.by, ...after, ...from, ...to],
  };
}

/** SQLite compares rows of values as the kit compares places, and texts by their bytes in UTF-8: by code point. */
function bound(columns: readonly string[], operator: string, place: Place): readonly string[] {
  const compared = columns.slice(0, place.length);
  return place.length === 0 ? [] : [`(${compared}) ${operator} (${marksFor(place)})`];
}

/** Replaces a row; its entries in tables of lists go with it. */
export function storeWrite(run: RunStatement, write: RowWrite): void {
  const { collection, id, before, after } = write;
  if (before !== null) run(`DELETE FROM ${quote(collection)} WHERE id = ?`, [id]);
  if (after === null) return;
  const fields = fieldValuesOf(collection, after.value);
  const columns = columnsOf(collection).map((name) => toColumnValue(fields[name]));
  insert(run, collection, [id, after.version, rowToText(after.value), ...columns]);
  const { lists } = describe(collection);
  for (const { list, by, place } of listEntriesOf(collection, after.value)) {
    const description = lists[list];
    if (description !== undefined && isTable(collection, description))
      insert(run, `${collection}.${list}`, [...by, ...place]);
  }
}

function toColumnValue(field: unknown): string | number | null {
  return typeof field === 'string' || typeof field === 'number' ? field : null;
}

function insert(run: RunStatement, table: string, values: Values): void {
  run(`INSERT INTO ${quote(table)} VALUES (${marksFor(values)})`, values);
}

function marksFor(values: readonly unknown[]): string {
  return values.map(() => '?').join();
}
