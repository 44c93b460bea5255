// A storage on the kit that keeps rows as text, answers later, and writes without a lock: it looks whether all is as it was, and
// decides again if it is not. It has no index.

import {
  type Answer,
  collectionOfKey,
  comparePlaces,
  keyEntriesOf,
  listEntriesOf,
  type RowView,
  type RowWriteTo,
  rowFromText,
  rowToText,
  type Scan,
  type StorageEngine,
  type StoredName,
  type StoredRow,
  storageOn,
  storedNames,
  type WriteDecision,
} from '../../../src/adapters/kit/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { StorageError } from '../../../src/ports/storage-error.js';

interface StoredText {
  readonly version: number;
  readonly text: string;
}

type Texts = ReadonlyMap<StoredName, ReadonlyMap<string, StoredText>>;

export function lateStorage(): Storage {
  return storageOn(createLateEngine());
}

export function createLateEngine(): StorageEngine {
  let texts: Texts = new Map(storedNames.map((name) => [name, new Map()]));
  let isOpen = true;

  async function arrive(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isOpen) throw new StorageError('unavailable', 'The storage is closed; open another one.');
  }
  const view = viewLater(() => texts, arrive);

  async function write<T>(decide: (view: RowView) => Answer<WriteDecision<T>>): Promise<T> {
    const { writes, answer } = await decide(view);
    await arrive();
    const written = writes.reduce<Texts | null>(
      (before, one) => before && textsAfter(before, one),
      texts,
    );
    if (written === null) return write(decide);
    texts = written;
    return answer;
  }

  return {
    async read(question) {
      await arrive();
      return question(view);
    },
    write,
    async time() {
      await arrive();
      return new Date();
    },
    async close() {
      isOpen = false;
    },
  };
}

function viewLater(texts: () => Texts, arrive: () => Promise<void>): RowView {
  const later = async <T>(answer: () => T): Promise<T> => {
    await arrive();
    return answer();
  };
  return {
    find: (collection, ids) =>
      later(() => ids.map((id) => toRow(collection, texts().get(collection)?.get(id)))),
    findByKey(key, values) {
      const collection = collectionOfKey(key);
      const isHolder = (row: StoredRow<typeof collection>, wanted: readonly string[]) =>
        keyEntriesOf(collection, row.value).some(
          (entry) => entry.key === key && isSame(entry.values, wanted),
        );
      return later(() =>
        values.map((one) => rowsOf(texts(), collection).find((row) => isHolder(row, one)) ?? null),
      );
    },
    scan: (scan, limit) => later(() => rowsIn(texts(), scan).slice(0, limit)),
    count: (scan) => later(() => rowsIn(texts(), scan).length),
  };
}

/** Null if somebody else has written the row, or has one of the keys. */
function textsAfter<C extends StoredName>(texts: Texts, write: RowWriteTo<C>): Texts | null {
  const { collection, id, before, after } = write;
  const stored = texts.get(collection)?.get(id);
  const known = before === null ? undefined : toText(before);
  if (stored?.text !== known?.text || stored?.version !== known?.version) return null;
  const table = new Map(texts.get(collection));
  table.delete(id);
  const written = new Map(texts).set(collection, table);
  if (after === null) return written;
  const taken = new Set(rowsOf(written, collection).flatMap((row) => keyNamesOf(collection, row)));
  if (keyNamesOf(collection, after).some((key) => taken.has(key))) return null;
  table.set(id, toText(after));
  return written;
}

function keyNamesOf<C extends StoredName>(
  collection: C,
  { value }: StoredRow<C>,
): readonly string[] {
  return keyEntriesOf(collection, value).map((entry) => JSON.stringify(entry));
}

function rowsIn<C extends StoredName>(texts: Texts, scan: Scan<C>): readonly StoredRow<C>[] {
  const { collection, list, by, after, from, to, isDescending = false } = scan;
  const places = rowsOf(texts, collection).flatMap((row) =>
    listEntriesOf(collection, row.value)
      .filter((entry) => entry.list === list && isSame(entry.by, by))
      .map(({ place }) => ({ row, place })),
  );
  const sign = isDescending ? -1 : 1;
  return places
    .filter(({ place }) => after === undefined || sign * comparePlaces(place, after) > 0)
    .filter(({ place }) => from === undefined || comparePlaces(place, from) >= 0)
    .filter(({ place }) => to === undefined || comparePlaces(place, to) <= 0)
    .toSorted((a, b) => sign * comparePlaces(a.place, b.place))
    .map(({ row }) => row);
}

function rowsOf<C extends StoredName>(texts: Texts, collection: C): readonly StoredRow<C>[] {
  return [...(texts.get(collection)?.values() ?? [])].flatMap(
    (stored) => toRow(collection, stored) ?? [],
  );
}

function toRow<C extends StoredName>(
  collection: C,
  stored: StoredText | undefined,
): StoredRow<C> | null {
  if (stored === undefined) return null;
  return { value: rowFromText(collection, stored.text), version: stored.version };
}

function toText<C extends StoredName>({ value, version }: StoredRow<C>): StoredText {
  return { version, text: rowToText(value) };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
