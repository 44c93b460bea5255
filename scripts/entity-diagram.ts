// What stands in the collections of the Mongoose storage and how it hangs together, drawn from its tables.
import { tables } from '../src/adapters/mongoose/collections.js';
import type { Field, Fields } from '../src/adapters/mongoose/fields.js';
import { rateLimits } from '../src/adapters/mongoose/rate-limiter.js';
import type { Index, Layout, Structure } from '../src/adapters/mongoose/tables.js';

/** A structure as such has no models, no derived fields and no secrets. */
type Entity = Structure & Partial<Pick<Layout, 'fields' | 'visibility' | 'mirrored'>>;

const entities: readonly Entity[] = [...Object.values(tables), rateLimits];
const collectionOf = new Map<string, string>(
  Object.values(tables).map(({ model, collection }) => [model, collection]),
);

/** In Mermaid: every collection with its fields, then every reference. */
export function entityDiagram(): string {
  const lines = [...entities.flatMap(boxOf), ...entities.flatMap(referencesOf)];
  return ['erDiagram', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The constraints as a table in Markdown, since the diagram cannot say which rows they watch over. */
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

function constraintRow(collection: string, { name, key, partialFilterExpression }: Index): string {
  const fields = Object.keys(key).map((path) => `\`${path}\``);
  const filter = Object.entries(partialFilterExpression ?? {}).map(([path, value]) =>
    isRecord(value) ? `\`${path}\` present` : `\`${path}\` ${value}`,
  );
  const rows = filter.length === 0 ? 'all' : filter.join(' and ');
  return `| \`${name}\` | ${collection} | ${fields.join(', ')} | ${rows} |`;
}

interface Placed {
  readonly path: string;
  readonly field: Field<unknown>;
  /** What is to be known of the field beside its type. */
  readonly remarks: readonly string[];
}

function fieldsOf(entity: Entity): readonly Placed[] {
  return [
    ...Object.entries(entity.stored).map(([name, field]) =>
      placed(name, field, originOf(entity, name)),
    ),
    ...Object.entries(entity.mirrored ?? {}).map(([name, field]) =>
      placed(name, field, ['mirrored']),
    ),
  ];
}

function originOf({ fields, stored, visibility }: Entity, name: string): readonly string[] {
  if (visibility?.[name] === 'secret') return ['secret'];
  const isDerived = fields !== undefined && stored[name] !== fields[name] && name !== 'version';
  return isDerived ? ['derived'] : [];
}

function placed(name: string, field: Field<unknown>, origin: readonly string[]): Placed {
  const optional = field.isOptional && !origin.includes('mirrored') ? ['optional'] : [];
  const parts = field.parts === undefined ? [] : [namesOf(field.parts)];
  const remarks = [...origin, ...optional, ...valuesOf(field), ...parts];
  return { path: field.path ?? name, field, remarks };
}

function namesOf(parts: Fields): string {
  return Object.entries(parts)
    .map(([name, { path, isOptional, parts: inner }]) => {
      const mark = isOptional ? '?' : '';
      return `${path ?? name}${mark}${inner === undefined ? '' : ` (${namesOf(inner)})`}`;
    })
    .join(', ');
}

/** A choice of more than this is named in the code alone. */
const mostValues = 6;

function valuesOf({ outline }: Field<unknown>): readonly string[] {
  const values: unknown = outline['enum'];
  return Array.isArray(values) && values.length <= mostValues ? [values.join(' or ')] : [];
}

function boxOf(entity: Entity): readonly string[] {
  const lines = fieldsOf(entity).map(({ path, field, remarks }) => {
    const keys = keysOf(entity, path, field);
    const words = [typeOf(field.outline), path, ...(keys.length > 0 ? [keys.join(', ')] : [])];
    return `  ${words.join(' ')}${remarks.length === 0 ? '' : ` "${remarks.join('; ')}"`}`;
  });
  return [`${entity.collection} {`, ...lines, '}'];
}

function keysOf(entity: Entity, path: string, field: Field<unknown>): readonly string[] {
  if (path === '_id') return ['PK'];
  return [...(refOf(field) === undefined ? [] : ['FK']), ...(isUnique(entity, path) ? ['UK'] : [])];
}

/** A constraint over several fields, or over rows that another field picks out, is in the table alone. */
function isUnique({ indexes }: Entity, path: string): boolean {
  return indexes.some(
    ({ unique, key, partialFilterExpression }) =>
      unique &&
      Object.keys(key).join() === path &&
      Object.keys(partialFilterExpression ?? {}).every((picked) => picked === path),
  );
}

/** As the server knows it. */
function typeOf(outline: Readonly<Record<string, unknown>>): string {
  const { enum: values, bsonType, items } = outline;
  if (Array.isArray(values)) return 'string';
  return bsonType === 'array' && isRecord(items) ? `${typeOf(items)}[]` : String(bsonType);
}

/** Of a list the reference stands in the rule for its items. */
function refOf({ ref, rules }: Field<unknown>): string | undefined {
  const type: unknown = rules.type;
  const items: unknown = Array.isArray(type) ? type[0] : undefined;
  return ref ?? (isRecord(items) && typeof items['ref'] === 'string' ? items['ref'] : undefined);
}

interface Reference {
  readonly path: string;
  readonly model: string;
  readonly isList: boolean;
  readonly isOptional: boolean;
}

function referencesOf(entity: Entity): readonly string[] {
  return fieldsOf(entity).flatMap(({ path, field, remarks }) =>
    referencesIn(path, field).map((reference) => {
      const target = collectionOf.get(reference.model);
      if (target === undefined) throw new Error(`${entity.collection} refers to no collection`);
      const line = remarks.includes('mirrored') ? '..' : '--';
      const ends = `${hereOf(entity, reference)}${line}${thereOf(reference)}`;
      return `${entity.collection} ${ends} ${target} : "${reference.path}"`;
    }),
  );
}

/** Those of the parts of a field, too. */
function referencesIn(path: string, field: Field<unknown>): readonly Reference[] {
  const model = refOf(field);
  const isList = field.outline['bsonType'] === 'array';
  const isOptional = field.isOptional ?? false;
  const own = model === undefined ? [] : [{ path, model, isList, isOptional }];
  const inner = Object.entries(field.parts ?? {}).flatMap(([name, part]) =>
    referencesIn(`${path}.${part.path ?? name}`, part).map((reference) => ({
      ...reference,
      isList: isList || reference.isList,
      isOptional: isOptional || reference.isOptional,
    })),
  );
  return [...own, ...inner];
}

/** How many rows may refer to one. */
function hereOf(entity: Entity, { path }: Reference): string {
  return isUnique(entity, path) ? '|o' : '}o';
}

/** How many a row refers to. */
function thereOf({ isList, isOptional }: Reference): string {
  if (isList) return 'o{';
  return isOptional ? 'o|' : '||';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
