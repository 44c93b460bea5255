// The fields of all rows, from the arbitraries, and what a careless storage makes of each.

import fc from 'fast-check';
import {
  apiKeys,
  apps,
  invitations,
  journalEntries,
  memberships,
  messages,
  organizations,
  slugRecords,
  submissions,
  users,
} from '../../src/testing/arbitraries/index.js';
import { longestAt } from '../../src/testing/contract/longest-rows.js';
import type { TableName } from './bench.js';
import {
  fieldsOf,
  type LeafType,
  mapAt,
  type Path,
  pathOf,
  textOf,
  typeOf,
  valueAt,
  withValueAt,
} from './data.js';

const rowArbitraries: Readonly<Record<TableName, () => fc.Arbitrary<object>>> = {
  users,
  organizations,
  memberships,
  invitations,
  slugs: slugRecords,
  apps,
  submissions,
  apikeys: apiKeys,
  journal: journalEntries,
  outbox: messages,
};

export interface Field {
  readonly collection: TableName;
  /** Such as `profile.website`. */
  readonly name: string;
  readonly path: Path;
  readonly type: LeafType;
  /** Values of it in sample rows, each once. */
  readonly values: readonly unknown[];
  /** Those that at least every tenth row with the field has. */
  readonly words: readonly unknown[];
  /** In how many sample rows it is. */
  readonly count: number;
  readonly isOptional: boolean;
}

const sampleCount = 120;

/** Remembers the result for each collection. */
function onceEach<T>(make: (collection: TableName) => T): (collection: TableName) => T {
  const made = new Map<TableName, { readonly value: T }>();
  return (collection) => {
    const there = made.get(collection) ?? { value: make(collection) };
    made.set(collection, there);
    return there.value;
  };
}

/** Rows of every kind, the same each time. */
export const sampleRows: (collection: TableName) => readonly object[] = onceEach((collection) =>
  fc.sample(rowArbitraries[collection](), { numRuns: sampleCount, seed: 7 }),
);

/** The paths of everything inside of the fields of a collection. */
const innerPathsOf: (collection: TableName) => readonly Path[] = onceEach((collection) =>
  [...fieldsOf(sampleRows(collection), 5).keys()].map(pathOf).filter(({ length }) => length > 1),
);

function isFrequent(value: unknown, found: readonly unknown[]): boolean {
  return found.filter((each) => textOf(each) === textOf(value)).length * 10 >= found.length;
}

function fieldsOfCollection(collection: TableName): readonly Field[] {
  const rows = sampleRows(collection);
  return [...fieldsOf(rows, 3)].flatMap(([name, found]): readonly Field[] => {
    const values = [...new Map(found.map((value) => [textOf(value), value])).values()];
    const types = new Set(values.map(typeOf));
    types.delete('null');
    const [type] = types;
    // The names of a free record, such as metadata, are no fields.
    const isRare = found.length * 12 < sampleCount && pathOf(name).length > 1;
    if (type === undefined || type === null || types.size > 1 || isRare) return [];
    return [
      {
        collection,
        name,
        path: pathOf(name),
        type,
        values,
        words: values.length > 12 ? [] : values.filter((value) => isFrequent(value, found)),
        count: found.length,
        isOptional: found.length < rows.length,
      },
    ];
  });
}

export const tableNames: readonly TableName[] = Object.keys(rowArbitraries).filter(
  (name): name is TableName => Object.hasOwn(rowArbitraries, name),
);

export const fields: readonly Field[] = tableNames.flatMap(fieldsOfCollection);

/** Changes a row as it goes into an index or a table. `before` is what was made of the row last, if it is not new. */
export interface Transform {
  readonly description: string;
  readonly field: Field;
  /** Whether what is found changes, or only what is shown. */
  readonly kind:
    | 'kept'
    | 'absent'
    | 'constant'
    | 'alias'
    | 'word'
    | 'text'
    | 'number'
    | 'date'
    | 'list';
  readonly apply: (value: object, before: object | undefined) => object;
}

function asRow(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('a row became something else');
  return value;
}

function ofLeaf(
  field: Field,
  kind: Transform['kind'],
  what: string,
  map: (leaf: unknown) => unknown,
): Transform {
  return {
    description: `${field.collection}.${field.name} ${what}`,
    field,
    kind,
    apply: (value) => asRow(mapAt(value, field.path, map)),
  };
}

/** Everything that can go wrong with a field. What changes none of its values is left out. */
export function transformsOf(field: Field): readonly Transform[] {
  const made = [...commonTransforms(field), ...transformsByType(field)];
  return made.filter(
    ({ kind, apply }) =>
      kind === 'kept' ||
      (kind === 'alias' &&
        sampleRows(field.collection).some(
          (row) => textOf(apply(row, undefined)) !== textOf(row),
        )) ||
      field.type === 'list' ||
      kind === 'text' ||
      kind === 'number' ||
      field.values.some((value) => {
        const row = nested(field.path, value);
        return textOf(apply(row, undefined)) !== textOf(row);
      }),
  );
}

function nested([name, ...rest]: Path, leaf: unknown): object {
  if (name === undefined) return {};
  return { [name]: rest.length === 0 ? leaf : nested(rest, leaf) };
}

function commonTransforms(field: Field): readonly Transform[] {
  const { collection, name, path, values, type } = field;
  if (name === 'id' || (collection === 'slugs' && name === 'slug')) return [];
  const kept: Transform = {
    description: `${collection}.${name} as it was at the insert`,
    field,
    kind: 'kept',
    apply: (value, before) =>
      before === undefined ? value : asRow(withValueAt(value, path, valueAt(before, path))),
  };
  const constants =
    type === 'boolean'
      ? [true, false]
      : values
          .filter((each) => each !== null)
          .slice(0, type === 'object' || type === 'list' ? 0 : 1);
  const isWrittenOnce = collection === 'journal' || collection === 'outbox';
  return [
    ...(isWrittenOnce ? [] : [kept]),
    ofLeaf(field, 'absent', 'forgotten', () => undefined),
    ...constants.map((constant) =>
      ofLeaf(field, 'constant', `always ${textOf(constant)}`, () => constant),
    ),
    ...twinsOf(field).map(
      (twin): Transform => ({
        description: `${collection}.${name} taken from ${twin.join('.')}`,
        field,
        kind: 'alias',
        apply: (value) => {
          const other = valueAt(value, twin);
          return other === undefined ? value : asRow(mapAt(value, path, () => other));
        },
      }),
    ),
    ...mistakenWords(field).map(([word, other]) =>
      ofLeaf(field, 'word', `${textOf(word)} taken for ${textOf(other)}`, (leaf) =>
        leaf === word ? other : leaf,
      ),
    ),
  ];
}

/** Each word of an enumeration with the next. */
function mistakenWords(field: Field): readonly (readonly [word: unknown, other: unknown])[] {
  const words = isWordOf(field) && field.values.length <= 12 ? field.values : [];
  return words.map((word, index) => [word, words[(index + 1) % words.length]]);
}

/** Fields that could be taken for this one: the next of its type, and those with its name deep inside of the row. */
function twinsOf(field: Field): readonly Path[] {
  const next = twinOf(field);
  const inner = field.path.length > 1 ? [] : innerPathsOf(field.collection);
  const named = inner.filter((path) => path.at(-1) === field.name);
  const all = [...(next === undefined ? [] : [next.path]), ...named];
  return [...new Map(all.map((path) => [path.join('.'), path])).values()];
}

/** The next field of the collection with the same type and the same kind of words. */
function twinOf(field: Field): Field | undefined {
  const isAlike = (other: Field) =>
    other.collection === field.collection &&
    other.type === field.type &&
    !['object', 'list'].includes(other.type) &&
    other.name !== 'id' &&
    isWordOf(other) === isWordOf(field);
  const own = fields.filter(isAlike);
  const next = own[(own.indexOf(field) + 1) % own.length];
  return next === field ? undefined : next;
}

/** Whether a text is a word of an enumeration. */
export function isWordOf({ type, values, count }: Field): boolean {
  return type === 'text' && values.length * 5 < count;
}

function transformsByType(field: Field): readonly Transform[] {
  switch (field.type) {
    case 'text':
      return textTransforms(field);
    case 'number':
      return [8, 16].map((bits) =>
        ofLeaf(field, 'number', `in ${bits} bits`, (leaf) =>
          typeof leaf === 'number' ? leaf % 2 ** bits : leaf,
        ),
      );
    case 'date':
      return [1_000, 60_000].map((unit) =>
        ofLeaf(field, 'date', `in units of ${unit} ms`, (leaf) =>
          leaf instanceof Date ? new Date(Math.floor(leaf.getTime() / unit) * unit) : leaf,
        ),
      );
    case 'list':
      return [
        ofLeaf(field, 'list', 'reversed', (leaf) =>
          Array.isArray(leaf) ? leaf.toReversed() : leaf,
        ),
        ...[0, 1, 2, 10, 50]
          .filter((count) => count < maxOf(field))
          .map((count) =>
            ofLeaf(field, 'list', `cut after ${count}`, (leaf) =>
              Array.isArray(leaf) ? leaf.slice(0, count) : leaf,
            ),
          ),
      ];
    default:
      return [];
  }
}

function textTransforms(field: Field): readonly Transform[] {
  const cuts = [20, 40, 64, 100, 191, 255, 1_000, 1_999, 2_000, 3_999].filter(
    (length) => length < maxOf(field),
  );
  const map = (what: string, change: (text: string) => string) =>
    ofLeaf(field, 'text', what, (leaf) => (typeof leaf === 'string' ? change(leaf) : leaf));
  const folds = [
    map('in lower case', (text) => text.toLowerCase()),
    map('in NFKC', (text) => text.normalize('NFKC')),
    map('trimmed', (text) => text.trim()),
    map('without NUL and line breaks', (text) => text.replaceAll(/[\0\r\n]/gu, '')),
  ].filter(({ apply }) =>
    field.values.some((value) => {
      const row = nested(field.path, value);
      return textOf(apply(row, undefined)) !== textOf(row);
    }),
  );
  return [
    ...folds,
    ...cuts.map((length) => map(`cut after ${length}`, (text) => text.slice(0, length))),
  ];
}

/** Fails for free text, and for lists, of which nobody has said how long they may be. */
function maxOf({ collection, name, type, values, path, count }: Field): number {
  const known = longestAt(`${collection}.${path.join('.')}`);
  if (known !== null) return known;
  const lengths = values.map((value) =>
    typeof value === 'string' || Array.isArray(value) ? value.length : 0,
  );
  const isWord =
    type === 'text' &&
    (values.length * 2 < count ||
      new Set(lengths).size === 1 ||
      /(?:id|By|To|holder|Of|to|digest|Digest|Org|action)$/iu.test(name));
  if (isWord) return Math.max(...lengths);
  throw new Error(
    `say in src/testing/contract/longest-rows.ts how long ${collection}.${name} may be`,
  );
}

/** A case of a row that a storage can treat as another kind: a word of an enumeration, or whether an optional field is there. */
export interface RowCase {
  readonly collection: TableName;
  readonly description: string;
  readonly holds: (row: object) => boolean;
}

export function casesOf(table: TableName): readonly RowCase[] {
  return fields
    .filter(
      ({ collection, path }) =>
        collection === table && (path.length === 1 || path.at(-1) === 'state'),
    )
    .flatMap(casesOfField);
}

function casesOfField({
  collection,
  name,
  path,
  type,
  values,
  words,
  count,
  isOptional,
}: Field): readonly RowCase[] {
  const isWord =
    type === 'boolean' ||
    (type === 'text' && values.length * 5 < count && name !== 'language' && name !== 'kid');
  return [
    ...(isWord ? words : []).map((word) => ({
      collection,
      description: `whose ${name} is ${textOf(word)}`,
      holds: (row: object) => valueAt(row, path) === word,
    })),
    ...(isOptional ? [true, false] : []).map((isThere) => ({
      collection,
      description: `${isThere ? 'with' : 'without'} ${name}`,
      holds: (row: object) => ((valueAt(row, path) ?? null) !== null) === isThere,
    })),
  ];
}
