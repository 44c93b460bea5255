// Where a row is found: the values of its fields, its unique keys, and its places in lists.

import { compareCodePoints } from '../../domain/shared/text.js';
import type { FieldValue, KeyName, StoredCollection, Where } from './description/description.js';
import { type ListName, storedCollections } from './description/stored-collections.js';
import type { Place } from './engine.js';
import { idOf, type StoredName, type StoredRows } from './stored-rows.js';

/** What a row has of a unique key: one text for each field of the key. */
export interface KeyEntry {
  readonly key: KeyName;
  readonly values: readonly string[];
}

/** Where a row is in a list: under which values, and at which place among the rows that have the same. */
export interface ListEntry {
  readonly list: string;
  readonly by: readonly string[];
  readonly place: Place;
}

/** The values of all indexed fields of a row, by name, such as for columns. A field of several texts has a list, possibly empty. */
export function fieldValuesOf<C extends StoredName>(
  collection: C,
  row: StoredRows[C],
): Readonly<Record<string, FieldValue | readonly string[] | undefined>> {
  const { fields }: StoredCollection<StoredRows[C]> = storedCollections[collection];
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.of(row)]));
}

/** The unique keys of a row, in the order in which violations are reported; without that of its id. */
export function keyEntriesOf<C extends StoredName>(
  collection: C,
  row: StoredRows[C],
): readonly KeyEntry[] {
  const { fields, keys }: StoredCollection<StoredRows[C]> = storedCollections[collection];
  const entries: KeyEntry[] = [];
  for (const key in keys) {
    if (!isKeyOf(keys, key)) continue;
    const { by = [], where } = keys[key] ?? {};
    if (!matches(fields, where, row)) continue;
    for (const values of textsOf(fields, by, row)) entries.push({ key, values });
  }
  return entries;
}

function isKeyOf(keys: StoredCollection<never>['keys'], name: string): name is KeyName {
  return Object.hasOwn(keys, name);
}

/** The places of a row in all lists of its collection. */
export function listEntriesOf<C extends StoredName>(
  collection: C,
  row: StoredRows[C],
): readonly ListEntry[] {
  const { lists }: StoredCollection<StoredRows[C]> = storedCollections[collection];
  return Object.keys(lists).flatMap((list) => {
    const { byOf, sortOf } = readerOfList(storedCollections[collection], list);
    const places = byOf(row);
    return places.map((by) => ({ list, by, place: [...sortOf(row), idOf(row)] }));
  });
}

/** How a list finds the places of a row. */
export interface ListReader<Row> {
  /** The values under which the list has the row; empty if it does not have it. */
  byOf(row: Row): readonly (readonly string[])[];
  /** The values of the sort fields of a row that is in the list. */
  sortOf(row: Row): readonly FieldValue[];
}

/** Makes the reader of a list. */
export function listReader<C extends StoredName>(
  collection: C,
  list: ListName<C>,
): ListReader<StoredRows[C]> {
  return readerOfList(storedCollections[collection], list);
}

function readerOfList<Row>(
  { fields, lists }: StoredCollection<Row>,
  name: string,
): ListReader<Row> {
  const { by = [], sort = [], where } = lists[name] ?? {};
  const hasSortFields: Where = Object.fromEntries(sort.map((field) => [field, 'present']));
  return {
    byOf: (row) =>
      matches(fields, where, row) && matches(fields, hasSortFields, row)
        ? textsOf(fields, by, row)
        : [],
    sortOf: (row) => sort.flatMap((field) => fields[field]?.of(row) ?? []),
  };
}

type Fields<Row> = StoredCollection<Row>['fields'];

function matches<Row>(fields: Fields<Row>, where: Where | undefined, row: Row): boolean {
  for (const name in where) {
    const [value] = [fields[name]?.of(row)].flat();
    const wanted = where[name];
    if (wanted === 'absent' || wanted === 'present') {
      if ((value === undefined) !== (wanted === 'absent')) return false;
    } else if (wanted?.some((one) => one === value) !== true) return false;
  }
  return true;
}

/** One text for each of the fields: all combinations, or none if one of the fields is absent. */
function textsOf<Row>(
  fields: Fields<Row>,
  names: readonly string[],
  row: Row,
): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (found, name) => {
      const value = fields[name]?.of(row) ?? [];
      const texts = new Set([value].flat().map(String));
      return found.flatMap((before) => Array.from(texts, (text) => [...before, text]));
    },
    [[]],
  );
}

/** Compares two places of the same list. A shorter one equals all that begin with it. */
export function comparePlaces(one: Place, other: Place): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = compareValues(one[index] ?? '', other[index] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareValues(one: FieldValue, other: FieldValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return compareCodePoints(String(one), String(other));
}
