// What a storage on the kit writes itself: to find rows, to scan lists, and to store writes together.

import type { Versioned } from '../../domain/shared/result.js';
import type { Migration } from '../../ports/migration.js';
import type { Answer } from './answer.js';
import type { FieldValue, KeyName } from './description/description.js';
import type { CollectionOfKey, ListName } from './description/stored-collections.js';
import type { StoredName, StoredRows } from './stored-rows.js';

/** A row with its version. */
export type StoredRow<C extends StoredName> = Versioned<StoredRows[C]>;

/**
 * A place in a list: the values of its sort fields, in order, then the id. A shorter one stands for all places that
 * begin with it. Numbers are compared as numbers, texts by code point.
 */
export type Place = readonly FieldValue[];

/** A part of a list, and in which direction it is read. */
export interface ScanRange {
  /** Without the places up to this one, and it, in the direction of the scan. */
  readonly after?: Place;
  /** Without the places that are lower than this one. */
  readonly from?: Place;
  /** Without the places that are higher than this one. */
  readonly to?: Place;
  /** From the highest place to the lowest. */
  readonly isDescending?: boolean;
}

/** The rows of a list, or of a part of it. */
export interface Scan<C extends StoredName> extends ScanRange {
  readonly collection: C;
  readonly list: ListName<C>;
  /** The values of the fields `by` of the list, in order. */
  readonly by: readonly string[];
}

/** The rows of a storage. Each method sees all of them at one moment: every acknowledged write, and no part of another. */
export interface RowView {
  /** The rows with these ids, in the given order; null where there is none. */
  find<C extends StoredName>(
    collection: C,
    ids: readonly string[],
  ): Answer<readonly (StoredRow<C> | null)[]>;
  /** The rows that have these values of a unique key, in the given order; null where there is none. Each has one text for each field of the key. */
  findByKey<K extends KeyName>(
    key: K,
    values: readonly (readonly string[])[],
  ): Answer<readonly (StoredRow<CollectionOfKey<K>> | null)[]>;
  /** The first `limit` rows of the scan, in its order. `limit` is 1 or more. */
  scan<C extends StoredName>(scan: Scan<C>, limit: number): Answer<readonly StoredRow<C>[]>;
  /** How many rows a scan has; any number of at least `limit` if there are more. `limit` may be infinite. */
  count<C extends StoredName>(scan: Scan<C>, limit: number): Answer<number>;
}

/** A write to one row: what it was, and what it becomes. Null: there is no row. */
export interface RowWriteTo<C extends StoredName> {
  readonly collection: C;
  readonly id: string;
  readonly before: StoredRow<C> | null;
  readonly after: StoredRow<C> | null;
}

/** A write to a row of any collection. */
export type RowWrite = RowWriteTo<StoredName>;

/** What to write, and what to answer then. A row that is removed and inserted again has two writes. */
export interface WriteDecision<T> {
  readonly writes: readonly RowWrite[];
  readonly answer: T;
}

/**
 * The storage under `storageOn`. A `StorageError` that a question or a decision throws is thrown on, unchanged; nothing
 * is written then. The engine throws `unavailable` and `outcome_unknown` itself; `storageOn` adds the id of the operation to `outcome_unknown`.
 */
export interface StorageEngine {
  /** Answers a question. What it finds out of the view need not be of one moment. */
  read<T>(question: (view: RowView) => Answer<T>): Promise<T>;
  /**
   * Decides, stores all writes of the decision in their order or none, and returns its answer. When they are stored, the
   * rows must still be as `before` says, and no other row may have a unique key of `after`: run it in a transaction that
   * is serializable, or alone; or check both, and decide again. `decide` may be called any number of times.
   */
  write<T>(decide: (view: RowView) => Answer<WriteDecision<T>>): Promise<T>;
  /** The time of the storage. */
  time(): Promise<Date>;
  /** Brings stored rows to the version that this release needs, as `migrate` of a storage does. Absent if its rows have no versions. */
  migrate?(): Promise<Migration>;
  /** Closes the storage. After it, all other methods throw `unavailable`. */
  close(): Promise<void>;
}
