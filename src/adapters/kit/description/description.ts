// How a collection is described: its indexed fields, its unique keys, and its lists.

import type { UniqueConstraint } from '../../../ports/storage.js';

/** The name of a unique constraint that is not one on the id. */
export type KeyName = Exclude<UniqueConstraint, `${string}.id`>;

/** A value that rows are found and sorted by: a text, or a time in milliseconds since 1970. */
export type FieldValue = string | number;

/** A field that a key or a list uses. It is computed from the row. Undefined: the row has no such value. */
export type StoredField<Row> =
  | { readonly kind: 'text'; of(row: Row): string | undefined }
  /** Several texts, such as the search terms of an app. The row is in a list once for each of them. */
  | { readonly kind: 'texts'; of(row: Row): readonly string[] }
  /** Milliseconds since 1970. */
  | { readonly kind: 'time'; of(row: Row): number | undefined };

/** Which rows a key or a list has: for each named field, those whose value is one of these, is present, or is absent. */
export type Where = Readonly<Record<string, readonly string[] | 'present' | 'absent'>>;

/** A unique key: no two rows have the same values. It has no rows for which one of the fields is absent. */
export interface StoredKey {
  readonly by: readonly string[];
  readonly where?: Where;
}

/**
 * A list: the rows with given values of the fields `by`, sorted by the fields `sort`, then by id. It has no rows for
 * which one of these fields is absent. At most one of `by` has several texts. Texts are compared by code point.
 */
export interface StoredList {
  readonly by: readonly string[];
  readonly sort: readonly string[];
  readonly where?: Where;
}

/** All that a storage needs to know about the rows of a collection to store them and to find them again. */
export interface StoredCollection<Row> {
  readonly fields: Readonly<Record<string, StoredField<Row>>>;
  /** By the name of the constraint. The constraint on the id is not among them: every collection has it. */
  readonly keys: Readonly<Partial<Record<KeyName, StoredKey>>>;
  readonly lists: Readonly<Record<string, StoredList>>;
}

type FieldOf<D> = D extends { readonly fields: infer F } ? Extract<keyof F, string> : never;

interface UsesFields<F extends string> {
  readonly by: readonly F[];
  readonly sort?: readonly F[];
  readonly where?: { readonly [K in F]?: readonly string[] | 'present' | 'absent' };
}

/** The description `D`, if it is one of these rows, and its keys and lists name its own fields only; else never. */
export type DescriptionOf<Row, D> = D extends StoredCollection<Row> & {
  readonly keys: Readonly<Record<string, UsesFields<FieldOf<D>>>>;
  readonly lists: Readonly<Record<string, UsesFields<FieldOf<D>>>>;
}
  ? D
  : never;
