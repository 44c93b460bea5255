// Draws the collections of the Mongoose storage, their fields and references, from the collection definitions.

import type {
  AnyCollectionDefinition,
  CollectionSetup,
  IndexDefinition,
} from '../src/adapters/mongoose/collection-definition.js';
import { collections } from '../src/adapters/mongoose/collections.js';
import type { Field, FieldMap } from '../src/adapters/mongoose/fields/field.js';
import { rateLimitCollection } from '../src/adapters/mongoose/rate-limiter.js';
import { schemaCollection } from '../src/adapters/mongoose/schema-version.js';

/** The rate limiter's collection has no model; it has no derived fields and no secrets. */
type EntitySetup = CollectionSetup &
  Partial<Pick<AnyCollectionDefinition, 'fields' | 'visibility' | 'mirrored'>>;

const entities: readonly EntitySetup[] = [
  ...Object.values(collections),
  rateLimitCollection,
  schemaCollection,
];
const collectionByModel = new Map<string, string>(
  Object.values(collections).map(({ model, collection }) => [model, collection]),
);

/** The diagram in Mermaid: every collection with its fields, then every reference. */
export function entityDiagram(): string {
  const lines = [...entities.flatMap(entityBoxLines), ...entities.flatMap(referencesOf)];
  return ['erDiagram', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The unique constraints as a Markdown table, since the diagram cannot show which rows they apply to. */
export function constraintTable(): string {
  const rows = entities.flatMap(({ collection, indexes }) =>
    indexes.filter(({ unique }) => unique).map((index) => constraintRow(collection, index)),
  );
  const head = [
    '| constraint | collection | fields | of the rows with |',
    '| --- | --- | --- | --- |',
  ];
  return [...head, ...rows].join('\n');
}

function constraintRow(
  collection: string,
  { name, key, partialFilterExpression }: IndexDefinition,
): string {
  const fields = Object.keys(key).map((path) => `\`${path}\``);
  const filter = Object.entries(partialFilterExpression ?? {}).map(
    ([path, value]) => `\`${path}\` ${conditionText(value)}`,
  );
  const rows = filter.length === 0 ? 'all' : filter.join(' and ');
  return `| \`${name}\` | ${collection} | ${fields.join(', ')} | ${rows} |`;
}

function conditionText(condition: unknown): string {
  if (!isRecord(condition)) return String(condition);
  return '$lte' in condition ? `up to ${condition['$lte']}` : 'present';
}

interface EntityField {
  readonly path: string;
  readonly field: Field<unknown>;
  /** What the diagram says about the field besides its type. */
  readonly notes: readonly string[];
}

function fieldsOf(entity: EntitySetup): readonly EntityField[] {
  return [
    ...Object.entries(entity.stored).map(([name, field]) =>
      toEntityField(name, field, originNotesOf(entity, name)),
    ),
    ...Object.entries(entity.mirrored ?? {}).map(([name, field]) =>
      toEntityField(name, field, ['mirrored']),
    ),
  ];
}

function originNotesOf(
  { fields, stored, visibility }: EntitySetup,
  name: string,
): readonly string[] {
  const visible = visibility?.[name];
  if (visible === 'secret' || visible === 'system') return [visible];
  const isDerived = fields !== undefined && stored[name] !== fields[name] && name !== 'version';
  return isDerived ? ['derived'] : [];
}

function toEntityField(
  name: string,
  field: Field<unknown>,
  origin: readonly string[],
): EntityField {
  const optional = field.isOptional && !origin.includes('mirrored') ? ['optional'] : [];
  const parts =
    field.embeddedFields === undefined ? [] : [embeddedFieldNames(field.embeddedFields)];
  const notes = [...origin, ...optional, ...allowedValuesNote(field), ...parts];
  return { path: field.storedName ?? name, field, notes };
}

function embeddedFieldNames(parts: FieldMap): string {
  return Object.entries(parts)
    .map(([name, { storedName, isOptional, embeddedFields: inner }]) => {
      const mark = isOptional ? '?' : '';
      return `${storedName ?? name}${mark}${inner === undefined ? '' : ` (${embeddedFieldNames(inner)})`}`;
    })
    .join(', ');
}

/** A field with more allowed values than this shows none of them. */
const maxListedValues = 6;

function allowedValuesNote({ jsonSchema }: Field<unknown>): readonly string[] {
  const values: unknown = jsonSchema['enum'];
  return Array.isArray(values) && values.length <= maxListedValues ? [values.join(' or ')] : [];
}

function entityBoxLines(entity: EntitySetup): readonly string[] {
  const lines = fieldsOf(entity).map(({ path, field, notes }) => {
    const keys = keyMarkersOf(entity, path, field);
    const words = [
      bsonTypeOf(field.jsonSchema),
      path,
      ...(keys.length > 0 ? [keys.join(', ')] : []),
    ];
    return `  ${words.join(' ')}${notes.length === 0 ? '' : ` "${notes.join('; ')}"`}`;
  });
  return [`${entity.collection} {`, ...lines, '}'];
}

function keyMarkersOf(entity: EntitySetup, path: string, field: Field<unknown>): readonly string[] {
  if (path === '_id') return ['PK'];
  return [
    ...(referencedModelOf(field) === undefined ? [] : ['FK']),
    ...(isUnique(entity, path) ? ['UK'] : []),
  ];
}

/** Only for a constraint on one field and on all rows that have it; others are in the table only. */
function isUnique({ indexes }: EntitySetup, path: string): boolean {
  return indexes.some(
    ({ unique, key, partialFilterExpression }) =>
      unique &&
      Object.keys(key).join() === path &&
      Object.keys(partialFilterExpression ?? {}).every((filtered) => filtered === path),
  );
}

/** The type's name in MongoDB. */
function bsonTypeOf(jsonSchema: Readonly<Record<string, unknown>>): string {
  const { enum: values, bsonType, items } = jsonSchema;
  if (Array.isArray(values)) return 'string';
  if (bsonType === 'array' && isRecord(items)) return `${bsonTypeOf(items)}[]`;
  // Mermaid reads only letters as a type.
  const [first = '', ...others] = [bsonType].flat().map(String);
  return [first, ...others.map((type) => `Or${type.charAt(0).toUpperCase()}${type.slice(1)}`)].join(
    '',
  );
}

/** The model that a field refers to. A list has the reference in the schema of its items. */
function referencedModelOf({ ref, schemaOptions }: Field<unknown>): string | undefined {
  const type: unknown = schemaOptions.type;
  const items: unknown = Array.isArray(type) ? type[0] : undefined;
  return ref ?? (isRecord(items) && typeof items['ref'] === 'string' ? items['ref'] : undefined);
}

interface EntityReference {
  readonly path: string;
  readonly model: string;
  readonly isList: boolean;
  readonly isOptional: boolean;
}

function referencesOf(entity: EntitySetup): readonly string[] {
  return fieldsOf(entity).flatMap(({ path, field, notes }) =>
    referencesIn(path, field).map((reference) => {
      const target = collectionByModel.get(reference.model);
      if (target === undefined)
        throw new Error(
          `${entity.collection} refers to ${reference.model}, which has no collection.`,
        );
      const line = notes.includes('mirrored') ? '..' : '--';
      const ends = `${sourceCardinality(entity, reference)}${line}${targetCardinality(reference)}`;
      return `${entity.collection} ${ends} ${target} : "${reference.path}"`;
    }),
  );
}

/** The references of a field and of its embedded fields. */
function referencesIn(path: string, field: Field<unknown>): readonly EntityReference[] {
  const model = referencedModelOf(field);
  const isList = field.jsonSchema['bsonType'] === 'array';
  const isOptional = field.isOptional ?? false;
  const own = model === undefined ? [] : [{ path, model, isList, isOptional }];
  const inner = Object.entries(field.embeddedFields ?? {}).flatMap(([name, part]) =>
    referencesIn(`${path}.${part.storedName ?? name}`, part).map((reference) => ({
      ...reference,
      isList: isList || reference.isList,
      isOptional: isOptional || reference.isOptional,
    })),
  );
  return [...own, ...inner];
}

/** How many rows can refer to one row. */
function sourceCardinality(entity: EntitySetup, { path }: EntityReference): string {
  return isUnique(entity, path) ? '|o' : '}o';
}

/** How many rows one row refers to. */
function targetCardinality({ isList, isOptional }: EntityReference): string {
  if (isList) return 'o{';
  return isOptional ? 'o|' : '||';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
