// Where two answers part.

/** Values as JSON has them; fields that are undefined are absent. */
export function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The first difference in words, or null. `same` compares what is neither a list nor a record. */
export function differenceOf(
  expected: unknown,
  found: unknown,
  same: (expected: unknown, found: unknown) => boolean = Object.is,
  at = 'the answer',
): string | null {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return inFields({ ...expected }, { ...found }, same, at);
  }
  if (isRecord(expected) && isRecord(found)) return inFields(expected, found, same, at);
  if (same(expected, found)) return null;
  return `${at} is ${JSON.stringify(found)} and not ${JSON.stringify(expected)}`;
}

function inFields(
  expected: Fields,
  found: Fields,
  same: (expected: unknown, found: unknown) => boolean,
  at: string,
): string | null {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const difference = differenceOf(expected[name], found[name], same, `${at}.${name}`);
    if (difference !== null) return difference;
  }
  return null;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
