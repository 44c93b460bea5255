// Compiles descriptions to functions that are fast enough to run for every row that is written.

import type { FieldValue, KeyName, StoredCollection, StoredField, Where } from './description.js';

/** How a key or a list finds the values under which it has a row: one text for each of its fields. */
type ValuesReader<Row> = (row: Row) => readonly (readonly string[])[];

/** A unique key of a collection. */
interface CompiledKey<Row> {
  readonly key: KeyName;
  readonly valuesOf: ValuesReader<Row>;
}

/** How a list finds the places of a row. */
export interface ListReader<Row> {
  /** How many fields the list is sorted by, before the id. */
  readonly sortFields: number;
  /** The values under which the list has the row; empty if it does not have it. */
  readonly byOf: ValuesReader<Row>;
  /** The values of the sort fields of a row that is in the list. */
  sortOf(row: Row): readonly FieldValue[];
}

/** The keys and lists of a collection, ready to use. */
export interface CompiledCollection<Row> {
  readonly keys: readonly CompiledKey<Row>[];
  readonly lists: Readonly<Record<string, ListReader<Row>>>;
}

type Fields<Row> = StoredCollection<Row>['fields'];

export function compileCollection<Row>({
  fields,
  keys,
  lists,
}: StoredCollection<Row>): CompiledCollection<Row> {
  return {
    keys: Object.keys(keys)
      .filter((key): key is KeyName => Object.hasOwn(keys, key))
      .map((key) => {
        const { by = [], where } = keys[key] ?? {};
        return { key, valuesOf: compileValues(fields, by, compileWhere(fields, where)) };
      }),
    lists: Object.fromEntries(
      Object.entries(lists).map(([name, { by, sort, where }]) => {
        const sortedBy = fieldsNamed(fields, sort);
        const isListed = compileWhere(fields, { ...presenceOf(sort), ...where });
        const sortOf = (row: Row) => sortedBy.flatMap(({ of }) => of(row) ?? []);
        return [
          name,
          { sortFields: sort.length, byOf: compileValues(fields, by, isListed), sortOf },
        ];
      }),
    ),
  };
}

function presenceOf(names: readonly string[]): Where {
  return Object.fromEntries(names.map((name) => [name, 'present']));
}

function fieldsNamed<Row>(
  fields: Fields<Row>,
  names: readonly string[],
): readonly StoredField<Row>[] {
  return names.map((name) => {
    const field = fields[name];
    if (field === undefined) throw new Error(`The description has no field ${name}.`);
    return field;
  });
}

function compileWhere<Row>(fields: Fields<Row>, where: Where = {}): (row: Row) => boolean {
  const conditions = Object.entries(where).map(([name, wanted]) => {
    const [field] = fieldsNamed(fields, [name]);
    return (row: Row) => isWanted(field?.of(row), wanted);
  });
  return (row) => conditions.every((condition) => condition(row));
}

function isWanted(
  value: FieldValue | readonly string[] | undefined,
  wanted: Where[string],
): boolean {
  if (wanted === 'present') return value !== undefined;
  if (wanted === 'absent') return value === undefined;
  return typeof value === 'string' && wanted.includes(value);
}

/** All combinations of the texts of the fields; none if a field is absent, or the row does not belong there. */
function compileValues<Row>(
  fields: Fields<Row>,
  names: readonly string[],
  belongs: (row: Row) => boolean,
): ValuesReader<Row> {
  const named = fieldsNamed(fields, names);
  return (row) => (belongs(row) ? combine(named, row) : []);
}

function combine<Row>(
  fields: readonly StoredField<Row>[],
  row: Row,
): readonly (readonly string[])[] {
  let combinations: readonly (readonly string[])[] = [[]];
  for (const { of } of fields) {
    const value = of(row);
    if (value === undefined) return [];
    combinations =
      typeof value === 'object'
        ? [...new Set(value)].flatMap((text) => combinations.map((one) => [...one, text]))
        : combinations.map((one) => [...one, String(value)]);
  }
  return combinations;
}
