// What no frozen document shows: a state that rows can have, or a field.
import type { FrozenDocuments } from './frozen-release.js';
import type { StoredShape } from './stored-shape.js';

/** Fields that rows have only while a purge runs, and a state that only an invitation has. */
const exempt: readonly string[] = [
  'users.purgingSince',
  'organizations.purgingSince',
  'outbox.delivery.state none',
];

/** The paths of fields that no document has, and the values of states that none has, such as `apps.enforcement.state warned`. */
export function uncoveredParts(shape: StoredShape, documents: FrozenDocuments): readonly string[] {
  return Object.entries(shape)
    .flatMap(([name, { jsonSchema }]) => uncovered(name, jsonSchema, documents[name] ?? []))
    .filter((part) => !exempt.includes(part));
}

function uncovered(path: string, schema: object, values: readonly unknown[]): readonly string[] {
  if (values.length === 0) return [path];
  const fields: object = Object(Reflect.get(schema, 'properties'));
  const items: unknown = Reflect.get(schema, 'items');
  return [
    ...(path.endsWith('tate') ? uncoveredStates(path, schema, values) : []),
    ...Object.entries(fields).flatMap(([name, field]) =>
      uncovered(
        `${path}.${name}`,
        field,
        present(values.map((value) => Reflect.get(Object(value), name))),
      ),
    ),
    ...(items === undefined ? [] : uncovered(`${path}[]`, Object(items), present(values.flat()))),
  ];
}

function uncoveredStates(
  path: string,
  schema: object,
  values: readonly unknown[],
): readonly string[] {
  const states: unknown = Reflect.get(schema, 'enum');
  if (!Array.isArray(states)) return [];
  return states.filter((state) => !values.includes(state)).map((state) => `${path} ${state}`);
}

function present(values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => value !== undefined);
}
