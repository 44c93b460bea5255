// Lists rows in the order of an index that begins with their state. A list is read as ranges of the index, which MongoDB
// merges in their order, so that a page examines what it returns, and one key more for each range.

import type { PageRequest } from '../../../ports/storage.js';
import { keysetRanges } from '../../kit/index.js';
import type { AnyCollectionName } from '../collections.js';
import { type BsonRecord, requireString } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { pageOptions } from './row-pages.js';

interface OrderedList {
  /** How each state of the list is stored. */
  readonly states: readonly BsonRecord[];
  /** The fields that follow the state in the index, of which the last tells all rows apart. */
  readonly keys: readonly string[];
  /** Of the first key. */
  readonly bounds: BsonRecord;
  /** The values of the keys after which the page begins; none on the first page. */
  readonly after: readonly unknown[];
  readonly hint: string;
  readonly projection: Readonly<Record<string, 1>>;
}

/** The rows of a page, and up to one more. */
export function findOrdered(
  { find }: RowReader,
  collection: AnyCollectionName,
  { states, keys, bounds, after, ...options }: OrderedList,
  pageRequest: PageRequest<unknown>,
): Promise<readonly BsonRecord[]> {
  const ranges = rangesAfter(keys, bounds, after);
  const filter = {
    $or: states.flatMap((state) => ranges.map((range) => ({ ...state, ...range }))),
  };
  const sort = Object.fromEntries(keys.map((key) => [key, 1 as const]));
  return find(collection, filter, { ...pageOptions(pageRequest), sort, ...options });
}

/** What follows in the order of the keys. */
function rangesAfter(
  keys: readonly string[],
  bounds: BsonRecord,
  place: readonly unknown[],
): readonly BsonRecord[] {
  const [first = ''] = keys;
  if (place.length === 0) return [{ [first]: bounds }];
  return keysetRanges(keys, place).map(({ equal, field, after }) => ({
    ...equal,
    [field]: { ...(field === first ? bounds : {}), $gt: after },
  }));
}

/** The last character of Unicode, which no name has. */
const afterEveryText = '\u{10ffff}';

/** All texts that begin with the prefix. */
export function prefixBounds(prefix: string): BsonRecord {
  return { $gte: requireString(prefix), $lt: `${prefix}${afterEveryText}` };
}
