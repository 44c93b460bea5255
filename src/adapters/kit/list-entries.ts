// Where a row is found: the values of its fields, its unique keys, and its places in lists.

import { compareCodePoints } from '../../domain/shared/text.js';
import {
  type CompiledCollection,
  compileCollection,
  type ListReader,
} from './description/compile.js';
import type { FieldValue, KeyName, StoredCollection } from './description/description.js';
import { type ListName, listNamesOf, storedCollections } from './description/stored-collections.js';
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

const compiled: { readonly [C in StoredName]: CompiledCollection<StoredRows[C]> } = {
  users: compileCollection(storedCollections.users),
  organizations: compileCollection(storedCollections.organizations),
  memberships: compileCollection(storedCollections.memberships),
  invitations: compileCollection(storedCollections.invitations),
  slugs: compileCollection(storedCollections.slugs),
  apps: compileCollection(storedCollections.apps),
  submissions: compileCollection(storedCollections.submissions),
  apikeys: compileCollection(storedCollections.apikeys),
  journal: compileCollection(storedCollections.journal),
  outbox: compileCollection(storedCollections.outbox),
};

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
  const { keys }: CompiledCollection<StoredRows[C]> = compiled[collection];
  const entries: KeyEntry[] = [];
  for (const { key, valuesOf } of keys)
    for (const values of valuesOf(row)) entries.push({ key, values });
  return entries;
}

/** The places of a row in all lists of its collection. */
export function listEntriesOf<C extends StoredName>(
  collection: C,
  row: StoredRows[C],
): readonly ListEntry[] {
  return listNamesOf(collection).flatMap((list) => {
    const { byOf, sortOf } = listReader(collection, list);
    return byOf(row).map((by) => ({ list, by, place: [...sortOf(row), idOf(row)] }));
  });
}

/** The place of a row that is in this list. */
export function placeIn<C extends StoredName>(
  collection: C,
  list: ListName<C>,
  row: StoredRows[C],
): Place {
  return [...listReader(collection, list).sortOf(row), idOf(row)];
}

/** How a list finds the places of a row. */
export function listReader<C extends StoredName>(
  collection: C,
  list: ListName<C>,
): ListReader<StoredRows[C]> {
  const { lists }: CompiledCollection<StoredRows[C]> = compiled[collection];
  const reader = lists[list];
  if (reader === undefined) throw new Error(`${collection} has no list ${list}.`);
  return reader;
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
