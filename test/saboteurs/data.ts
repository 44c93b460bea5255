// Plain data: its leaves, and copies with one leaf changed.

export type Path = readonly string[];

export type LeafType = 'text' | 'number' | 'date' | 'boolean' | 'list' | 'object' | 'null';

export function typeOf(value: unknown): LeafType | null {
  if (value === null) return 'null';
  if (value instanceof Date) return 'date';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'object' ? 'object' : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeOf(value) === 'object';
}

/** The value at a path; undefined if there is none. */
export function valueAt(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return valueAt(Reflect.get(value, name), rest);
}

/** A copy with another value at the path; undefined takes the field away. A path that is not there changes nothing. */
export function withValueAt(value: unknown, [name, ...rest]: Path, leaf: unknown): unknown {
  if (name === undefined) return leaf;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (rest.length > 0 && !Object.hasOwn(value, name)) return value;
  const inner = withValueAt(Reflect.get(value, name), rest, leaf);
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === name ? inner : each));
  const { [name]: _before, ...others }: Record<string, unknown> = { ...value };
  return inner === undefined ? others : { ...value, [name]: inner };
}

/** Maps the value at a path where there is one. */
export function mapAt(value: unknown, path: Path, map: (leaf: unknown) => unknown): unknown {
  const leaf = valueAt(value, path);
  return leaf === undefined ? value : withValueAt(value, path, map(leaf));
}

/** The paths of all fields of these samples, down to `depth`, each with its values. */
export function fieldsOf(
  samples: readonly unknown[],
  depth: number,
): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, unknown[]>();
  const visit = (value: unknown, path: Path): void => {
    if (path.length > 0) {
      const there = found.get(path.join('.'));
      if (there === undefined) found.set(path.join('.'), [value]);
      else there.push(value);
    }
    const inner = Array.isArray(value) && path.length === 0 ? { ...value } : value;
    if (!isRecord(inner) || path.length >= depth) return;
    for (const name of Object.keys(inner)) visit(inner[name], [...path, name]);
  };
  for (const sample of samples) visit(sample, []);
  return found;
}

export function pathOf(name: string): Path {
  return name.split('.');
}

/** Equal as plain data. */
export function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_name, each: unknown) => (each === undefined ? '(undefined)' : each)) ??
    'undefined'
  );
}

/** Texts that could be ids. */
export function idsIn(value: unknown): readonly string[] {
  return [...textOf(value).matchAll(/"([^"\s]{9,})"/gu)].flatMap(([, id]) =>
    id === undefined ? [] : [id],
  );
}

/** The fields of answers by their places, such as `items/*`/`joinedAt`; `*` stands for every item of a list. */
export function answerFieldsOf(
  answers: readonly unknown[],
  depth: number,
): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, unknown[]>();
  const note = (value: unknown, place: string) => {
    const there = found.get(place) ?? [];
    found.set(place, there);
    there.push(value);
  };
  const visit = (value: unknown, path: Path): void => {
    if (path.length > 0 && path.at(-1) !== '*') note(value, path.join('/'));
    if (path.filter((name) => name !== '*').length >= depth) return;
    const items = Array.isArray(value)
      ? value.slice(0, 5).map((each) => ['*', each] as const)
      : isRecord(value)
        ? Object.entries(value)
        : [];
    for (const [name, each] of items) visit(each, [...path, name]);
  };
  for (const answer of answers) visit(answer, []);
  return found;
}

/** Maps the values at such a place. */
export function mapEach(
  value: unknown,
  [name, ...rest]: Path,
  map: (leaf: unknown) => unknown,
): unknown {
  if (name === undefined) return map(value);
  if (name === '*')
    return Array.isArray(value) ? value.map((each) => mapEach(each, rest, map)) : value;
  if (!isRecord(value) || !Object.hasOwn(value, name)) return value;
  return withValueAt(value, [name], mapEach(value[name], rest, map));
}
