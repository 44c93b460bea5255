// The shape of the rows that a release stores in MongoDB, and what may differ in the next release so that both can run on one
// database.
import type { IndexDefinition } from '../../src/adapters/mongoose/collection-definition.js';
import { collections } from '../../src/adapters/mongoose/collections.js';
import { jsonSchemaOf } from '../../src/adapters/mongoose/fields/embedded.js';

/** What a release requires of the documents of a collection. */
export interface CollectionShape {
  readonly jsonSchema: object;
  readonly indexes: readonly IndexDefinition[];
}

export type StoredShape = Readonly<Record<string, CollectionShape>>;

/** The shape of the rows of this release. */
export function currentShape(): StoredShape {
  const shapes = Object.values(collections).map(({ collection, stored, indexes }) => [
    collection,
    { jsonSchema: jsonSchemaOf(stored), indexes },
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(shapes)));
}

/**
 * Why a release with the shape `next` cannot run beside one with the shape `frozen`; empty if it can. What either release
 * writes, the other one must read: so the next one may only add optional fields, values of an enumeration (which are used when
 * the older release is gone), and indexes.
 */
export function shapeProblems(frozen: StoredShape, next: StoredShape): readonly string[] {
  return Object.entries(frozen).flatMap(([name, shape]) => {
    const now = next[name];
    if (now === undefined) return [`${name} is gone`];
    return [
      ...schemaProblems(name, shape.jsonSchema, now.jsonSchema),
      ...indexProblems(name, shape.indexes, now.indexes),
    ];
  });
}

function schemaProblems(path: string, frozen: object, next: object): readonly string[] {
  const keywords = new Set([...Object.keys(frozen), ...Object.keys(next)]);
  return [...keywords].flatMap((keyword) => {
    const [before, now]: readonly unknown[] = [frozen, next].map((schema) =>
      Reflect.get(schema, keyword),
    );
    if (keyword === 'properties') return fieldProblems(path, toObject(before), toObject(now));
    if (keyword === 'items') return schemaProblems(`${path}[]`, toObject(before), toObject(now));
    if (keyword === 'required') return requiredProblems(path, toList(before), toList(now));
    if (keyword === 'enum') {
      return toList(before)
        .filter((value) => !toList(now).includes(value))
        .map((value) => `${path} can no longer be ${String(value)}`);
    }
    const isSame = JSON.stringify(before) === JSON.stringify(now);
    return isSame ? [] : [`the ${keyword} of ${path} differs`];
  });
}

function fieldProblems(path: string, frozen: object, next: object): readonly string[] {
  return Object.entries(frozen).flatMap(([name, schema]) => {
    const now: unknown = Reflect.get(next, name);
    if (now === undefined) return [`${path}.${name} is gone`];
    return schemaProblems(`${path}.${name}`, toObject(schema), toObject(now));
  });
}

/** The older release does not write what only the next one requires, and cannot read a row without what it requires itself. */
function requiredProblems(
  path: string,
  frozen: readonly unknown[],
  next: readonly unknown[],
): readonly string[] {
  return [
    ...next.filter((name) => !frozen.includes(name)).map((name) => `${path}.${name} is required`),
    ...frozen
      .filter((name) => !next.includes(name))
      .map((name) => `${path}.${name} is no longer required`),
  ];
}

/** The older release refuses to start without its indexes. */
function indexProblems(
  collection: string,
  frozen: readonly IndexDefinition[],
  next: readonly IndexDefinition[],
): readonly string[] {
  return frozen
    .filter((index) => !next.some((now) => JSON.stringify(now) === JSON.stringify(index)))
    .map(({ name }) => `the index ${name} of ${collection} is gone or differs`);
}

function toObject(value: unknown): object {
  return Object(value);
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
